package io.mcv.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.policy.PolicySubject;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Digest;
import io.mcv.oci.reference.Reference;
import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under which scopes of a policy an image stands: those of containers/image. */
class PolicyScopesTest {
  private static final Digest DIGEST = Digest.parse("sha256:" + "0".repeat(64));

  @TempDir Path folder = Path.of("");

  @Test
  void anImageOfARegistryStandsUnderItsNameItsParentsAndItsDomains() throws IOException {
    PolicySubject subject = subject("docker://registry.team.example:5000/a/b:v1", null);

    assertThat(subject.transport()).isEqualTo("docker");
    assertThat(subject.repository()).isEqualTo("registry.team.example:5000/a/b");
    assertThat(subject.tag()).isEqualTo("v1");
    assertThat(subject.scopes())
        .containsExactly(
            "registry.team.example:5000/a/b:v1",
            "registry.team.example:5000/a/b",
            "registry.team.example:5000/a",
            "registry.team.example:5000",
            "*.team.example",
            "*.example");
  }

  @Test
  void aDigestTakesTheTagsPlace() throws IOException {
    PolicySubject subject = subject("docker://busybox@" + DIGEST, null);

    assertThat(subject.digest()).isEqualTo(DIGEST.toString());
    assertThat(subject.scopes())
        .containsExactly(
            "docker.io/library/busybox@" + DIGEST,
            "docker.io/library/busybox",
            "docker.io/library",
            "docker.io",
            "*.io");
  }

  @Test
  void aBareNameStandsUnderTheRepositoryThatItWasFoundToMean() throws IOException {
    assertThat(subject("cache", "registry.example/team/cache").scopes())
        .startsWith("registry.example/team/cache:latest", "registry.example/team/cache");
    assertThat(subject("cache", null).scopes()).startsWith("docker.io/library/cache:latest");
  }

  @Test
  void aLayoutStandsUnderItsPathWithoutLinks() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real/layout")).toRealPath();
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    PolicySubject subject = subject("oci:" + link + ":v1", null);

    assertThat(subject.transport()).isEqualTo("oci");
    assertThat(subject.repository()).isNull();
    assertThat(subject.scopes())
        .startsWith(real.toString(), real.resolveSibling("").toString())
        .doesNotContain("/");
  }

  private PolicySubject subject(String reference, @Nullable String repository) throws IOException {
    return PolicyScopes.subject(
        new CandidateImage(Reference.parse(reference), repository, anImage(), DIGEST, DIGEST));
  }

  private ImageSource anImage() throws IOException {
    Path layout = folder.resolve("image");
    if (Files.notExists(layout)) {
      McvClient client = new McvClient(new HostEnvironment(Map.of(), folder));
      Path cache = Checkout.sampleCache("triton-vector-add");
      client.create(CreateRequest.of("oci:" + layout, cache));
    }
    return OciLayout.open(layout).source((String) null);
  }
}
