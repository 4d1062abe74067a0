package io.mcv.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.registry.auth.Credential;
import io.mcv.oci.registry.auth.RegistryKey;
import io.mcv.oci.registry.http.ConnectionException.Problem;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import io.mcv.testing.registry.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images there and back through real registries of each kind: with passwords, with TLS of a private
 * authority, with certificates of clients, as a cache of another one.
 */
class KindsOfRegistriesTest {
  @TempDir Path temp;

  @Test
  void aRegistryWithPasswords() throws Exception {
    try (LoopbackRegistry registry =
        LoopbackRegistry.setup(temp.resolve("registry")).withPassword().start()) {
      RegistryOptions.Builder options =
          Transfers.options(temp)
              .credentials(Transfers.as(LoopbackRegistry.USER, LoopbackRegistry.PASSWORD));
      thereAndBack(options, registry.image("a:t"));

      RegistryOptions.Builder wrong =
          Transfers.options(temp).credentials(Transfers.as(LoopbackRegistry.USER, "wrong-Word"));
      assertThatThrownBy(() -> thereAndBack(wrong, registry.image("b:t")))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageContaining("401 Unauthorized")
          .hasMessageNotContaining("wrong-Word");
    }
  }

  @Test
  void aRegistryBehindTlsOfAPrivateAuthority() throws Exception {
    TestCertificates certificates = TestCertificates.in(temp.resolve("certificates"));
    try (LoopbackRegistry registry =
        LoopbackRegistry.setup(temp.resolve("registry")).withTls(certificates.server()).start()) {
      thereAndBack(
          Transfers.options(temp)
              .tlsVerify(true)
              .certificateFolder(certificates.certsFolder(registry.host())),
          registry.image("a:t"));
      thereAndBack(Transfers.options(temp).tlsVerify(false), registry.image("b:t"));

      assertThatThrownBy(
              () -> thereAndBack(Transfers.options(temp).tlsVerify(true), registry.image("c:t")))
          .isInstanceOfSatisfying(
              RegistryConnectionException.class,
              e -> assertThat(e.problem()).isEqualTo(Problem.CERTIFICATE))
          .hasMessageContaining("--cert-dir");
    }
  }

  @Test
  void aRegistryWithoutTlsIsNotUsedUnlessTheUserSaysSo() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"))) {
      assertThatThrownBy(
              () -> thereAndBack(Transfers.options(temp).tlsVerify(true), registry.image("a:t")))
          .isInstanceOf(RegistryConnectionException.class)
          .hasMessageContaining("--tls-verify=false");
    }
  }

  @Test
  void aRegistryThatWantsCertificatesOfClients() throws Exception {
    TestCertificates certificates = TestCertificates.in(temp.resolve("certificates"));
    try (LoopbackRegistry registry =
        LoopbackRegistry.setup(temp.resolve("registry"))
            .withTls(certificates.server())
            .withClientsOf(certificates.authority())
            .start()) {
      Path without = certificates.certsFolder(registry.host());
      assertThatThrownBy(
              () ->
                  thereAndBack(
                      Transfers.options(temp).tlsVerify(true).certificateFolder(without),
                      registry.image("b:t")))
          .isInstanceOf(RegistryConnectionException.class);

      Path with = certificates.certsFolder(registry.host(), certificates.client());
      thereAndBack(
          Transfers.options(temp).tlsVerify(true).certificateFolder(with), registry.image("a:t"));
    }
  }

  @Test
  void aCacheOfAnotherRegistry() throws Exception {
    try (LoopbackRegistry origin = LoopbackRegistry.in(temp.resolve("origin"));
        LoopbackRegistry cache =
            LoopbackRegistry.setup(temp.resolve("cache")).cachesImagesOf(origin.base()).start();
        RegistryClient client = new RegistryClient(Transfers.options(temp).build())) {
      Descriptor image = thereAndBack(Transfers.options(temp), origin.image("team/app:t"));
      for (int i = 0; i < 2; i++) {
        try (ImageSource source = client.source(Transfers.name(cache.image("team/app:t")));
            ImageSink sink = OciLayout.openOrCreate(temp.resolve("cached" + i)).sink("t")) {
          assertThat(Transfers.copy(source, sink).digest()).isEqualTo(image.digest());
        }
        assertThat(OciLayout.open(temp.resolve("cached" + i)).verify()).isEmpty();
      }
    }
  }

  @Test
  void aLoginIsCheckedAndOnlyThenKept() throws Exception {
    try (LoopbackRegistry registry =
            LoopbackRegistry.setup(temp.resolve("registry")).withPassword().start();
        RegistryClient client = new RegistryClient(Transfers.options(temp).build())) {
      var key = new RegistryKey(registry.host(), null);
      assertThatThrownBy(() -> client.login(key, password("wrong-Word")))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageNotContaining("wrong-Word");
      assertThat(client.logout(key)).isFalse();

      client.login(key, password(LoopbackRegistry.PASSWORD));
      thereAndBack(Transfers.options(temp), registry.image("a:t"));
      assertThat(client.logout(key)).isTrue();
    }
  }

  @Test
  void blobsBySha512() throws Exception {
    RandomImages.in(temp.resolve("random512"), 1).bySha512().image("t", 100_000);
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client = new RegistryClient(Transfers.options(temp).build());
        ImageSource source = OciLayout.open(temp.resolve("random512")).source("t");
        ImageSink sink = client.sink(Transfers.name(registry.image("a:t")))) {
      Transfers.copy(source, sink);
      Digest stored = Digest.of(DigestAlgorithm.SHA256, source.manifest().bytes());
      try (ImageSource back = client.source(Transfers.name(registry.image("a:t")));
          ImageSink ours = OciLayout.openOrCreate(temp.resolve("ours512")).sink("t")) {
        assertThat(Transfers.copy(back, ours).digest()).isEqualTo(stored);
      }
      assertThat(OciLayout.open(temp.resolve("ours512")).verify()).isEmpty();
    }
  }

  private static Credential.Password password(String secret) {
    return new Credential.Password(LoopbackRegistry.USER, secret);
  }

  private Descriptor thereAndBack(RegistryOptions.Builder options, String image)
      throws IOException {
    Path random = temp.resolve("random");
    Descriptor made = RandomImages.in(random, 1).image("t", 100_000, 300_000);
    try (RegistryClient client = new RegistryClient(options.build())) {
      try (ImageSource source = OciLayout.open(random).source("t");
          ImageSink sink = client.sink(Transfers.name(image))) {
        Transfers.copy(source, sink);
      }
      Path ours = temp.resolve("ours-" + image.replaceAll("[^a-z0-9]", "-"));
      try (ImageSource source = client.source(Transfers.name(image));
          ImageSink sink = OciLayout.openOrCreate(ours).sink("t")) {
        assertThat(Transfers.copy(source, sink).digest()).isEqualTo(made.digest());
      }
      assertThat(OciLayout.open(ours).verify()).isEmpty();
    }
    return made;
  }
}
