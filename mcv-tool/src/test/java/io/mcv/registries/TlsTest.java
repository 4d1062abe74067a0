package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.registry.CertificateFiles;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries over TLS, with certificates that are trusted and with others. */
class TlsTest {
  private static final String CACHE = Checkout.sampleCache("triton-hip").toString();

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private TestCertificates authority;

  @BeforeEach
  void makeAnAuthority() throws Exception {
    tool = Tool.withTemporaryFolder(folder);
    authority = TestCertificates.in(folder.resolve("authority"));
  }

  @Test
  void anExpiredCertificate() throws Exception {
    assertRefused(authority.expiredServer(), "has expired");
  }

  @Test
  void aCertificateOfAnotherHost() throws Exception {
    assertRefused(authority.otherServer(), "is for another host");
  }

  @Test
  void aCertificateThatNobodySigned() throws Exception {
    assertRefused(authority.selfSignedServer(), "not signed by an authority that is trusted here");
  }

  @Test
  void aCertificateOfAnAuthorityThatIsNotTrusted() throws Exception {
    try (LoopbackRegistry registry = start(authority.server())) {
      Refusal.of(
          5,
          tool,
          extract(registry),
          "not signed by an authority that is trusted here",
          "--cert-dir",
          registry.host());
    }
  }

  @Test
  void anyCertificateWillDoWithoutVerification() throws Exception {
    for (CertificateFiles certificate :
        List.of(authority.expiredServer(), authority.otherServer(), authority.selfSignedServer())) {
      Path own = Files.createTempDirectory(folder, "registry");
      try (LoopbackRegistry registry = LoopbackRegistry.setup(own).withTls(certificate).start()) {
        TestImages.create(tool, "triton-hip", registry.image("team/cache:v1"));
      }
    }
  }

  @Test
  void theAuthorityIsTakenFromTheFoldersOfTheUser() throws Exception {
    try (LoopbackRegistry registry = start(authority.server())) {
      Path certificates =
          Objects.requireNonNull(authority.certsFolder(registry.host()).getParent());
      FileTrees.copy(certificates, folder.resolve("home/.config/containers/certs.d"));

      tool.run("create", "-i", registry.image("team/cache:v1"), "-d", CACHE).orFail();

      tool.run(extract(registry).toArray(String[]::new)).orFail();
    }
  }

  @Test
  void aRegistryMayWantACertificateOfTheClient() throws Exception {
    try (LoopbackRegistry registry =
        LoopbackRegistry.setup(folder.resolve("registry"))
            .withTls(authority.server())
            .withClientsOf(authority.authority())
            .start()) {
      Path without = authority.certsFolder(registry.host());
      Tool.Outcome refused =
          tool.run("inspect", "--cert-dir=" + without, registry.image("team/cache:v1"));
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).startsWith("error: ").contains(registry.host());

      Path with = authority.certsFolder(registry.host(), authority.client());
      tool.run("create", "--cert-dir=" + with, "-i", registry.image("team/cache:v1"), "-d", CACHE)
          .orFail();
    }
  }

  private void assertRefused(CertificateFiles certificate, String problem) throws Exception {
    try (LoopbackRegistry registry = start(certificate)) {
      Path certificates = authority.certsFolder(registry.host());
      String trust = "--cert-dir=" + certificates;
      List<String> extract = new ArrayList<>(extract(registry));
      extract.add(trust);
      Refusal.of(5, tool, extract, problem, registry.host());
      String image = registry.image("team/cache:v1");
      Refusal.of(1, tool, List.of("inspect", trust, image), problem, registry.host());
      Refusal.of(4, tool, List.of("create", trust, "-i", image, "-d", CACHE), problem);
      assertThat(registry.accesses()).isEmpty();
    }
  }

  private LoopbackRegistry start(CertificateFiles certificate) throws Exception {
    return LoopbackRegistry.setup(folder.resolve("registry")).withTls(certificate).start();
  }

  private List<String> extract(LoopbackRegistry registry) {
    return List.of(
        "extract",
        "--no-gpu",
        "-i",
        registry.image("team/cache:v1"),
        "-d",
        folder.resolve("target").toString());
  }
}
