package io.mcv.oci.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.Digest;
import io.mcv.oci.reference.Reference.Dir;
import io.mcv.oci.reference.Reference.Docker;
import io.mcv.oci.reference.Reference.DockerArchive;
import io.mcv.oci.reference.Reference.DockerDaemon;
import io.mcv.oci.reference.Reference.OciArchive;
import io.mcv.oci.reference.Reference.OciLayout;
import io.mcv.oci.reference.Reference.Podman;
import io.mcv.oci.reference.Reference.Vault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final Path LAYOUT = Path.of("/tmp/x");
  private static final Digest DIGEST = Digest.sha256(new byte[0]);

  @Test
  void readsEveryTransport() {
    ImageName name = ImageName.parse("quay.io/a/b:t");

    assertThat(Reference.parse("docker://quay.io/a/b:t")).isEqualTo(new Docker(name));
    assertThat(Reference.parse("oci:/tmp/x:v1")).isEqualTo(new OciLayout(LAYOUT, "v1", null));
    assertThat(Reference.parse("oci-archive:/tmp/x:v1")).isEqualTo(new OciArchive(LAYOUT, "v1"));
    assertThat(Reference.parse("docker-archive:/tmp/x:quay.io/a/b:t"))
        .isEqualTo(new DockerArchive(LAYOUT, name));
    assertThat(Reference.parse("docker-archive:/tmp/x:@2"))
        .isEqualTo(new DockerArchive(LAYOUT, null, 2));
    assertThat(Reference.parse("dir:/tmp/x")).isEqualTo(new Dir(LAYOUT));
    assertThat(Reference.parse("docker-daemon:quay.io/a/b:t")).isEqualTo(new DockerDaemon(name));
    assertThat(Reference.parse("podman:quay.io/a/b:t")).isEqualTo(new Podman(name));
    assertThat(Reference.parse("containers-storage:quay.io/a/b:t")).isEqualTo(new Podman(name));
    assertThat(Reference.parse("quay.io/a/b:t")).isEqualTo(new Vault(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker://quay.io/a/b:t",
        "docker://alpine",
        "oci:/tmp/x",
        "oci:rel/x:quay.io/a/b:tag",
        "oci:/tmp/x:a--b@c+d_e.f",
        "oci-archive:x.tar",
        "docker-archive:x.tar:a:b",
        "docker-archive:x.tar",
        "docker-archive:x.tar:@0",
        "dir:/tmp/a:b",
        "docker-daemon:a:b",
        "podman:localhost/a",
        "localhost:5000/x",
        "a"
      })
  void givesTheTextBack(String text) {
    assertThat(Reference.parse(text)).hasToString(text);
  }

  @Test
  void endsAPathAtTheFirstColon() {
    assertThat(Reference.parse("oci:/tmp/x:quay.io/a/b:tag"))
        .isEqualTo(new OciLayout(LAYOUT, "quay.io/a/b:tag", null));
    assertThat(Reference.parse("oci:/tmp/x:")).isEqualTo(new OciLayout(LAYOUT, null, null));
    assertThat(Reference.parse("dir:/tmp/a:b")).isEqualTo(new Dir(Path.of("/tmp/a:b")));
  }

  @Test
  void findsAManifestOfALayoutByItsDigest() {
    Reference reference = Reference.parse("oci:/tmp/x@" + DIGEST);

    assertThat(reference).isEqualTo(new OciLayout(LAYOUT, null, DIGEST));
    assertThat(reference).hasToString("oci:/tmp/x@" + DIGEST);
    assertThat(Reference.parse("oci:/tmp/x@sha512:" + "0".repeat(128)))
        .isInstanceOf(OciLayout.class);
    assertThat(Reference.parse("oci:/tmp/x:a@" + DIGEST))
        .isEqualTo(new OciLayout(LAYOUT, "a@" + DIGEST, null));
    assertThatThrownBy(() -> new OciLayout(LAYOUT, "a", DIGEST))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "oci: | has no path",
        "oci::tag | has no path",
        "dir: | has no path",
        "docker-archive: | has no path",
        "oci-archive::x | has no path",
        "oci:/tmp/x:a b | 'a b' is not the name of an image in a layout",
        "oci:/tmp/x:-a | '-a' is not the name of an image in a layout",
        "oci:/tmp/x:a---b | is not the name of an image in a layout",
        "oci:/tmp/x:a//b | is not the name of an image in a layout",
        "oci:/tmp/x@sha256:00 | 'sha256:00' is not a digest",
        "docker:x | has no // after docker:",
        "docker:// | '' is not a repository",
        "http://quay.io/x | has an unknown transport",
        "docker://http://x | '/x' is not a repository",
        "docker-archive:/tmp/x:UP | 'UP' is not a repository",
        "docker-daemon: | '' is not a repository",
        "quay.io/A/b:t | 'A/b' is not a repository",
      })
  void saysWhichPartIsWrongAndShowsARightOne(String text, String problem) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOf(ReferenceSyntaxException.class)
        .hasMessageContaining(problem.replace('\'', '"'))
        .hasMessageContaining("; for example ");
  }

  @Test
  void refusesADigestInADockerArchive() {
    assertThatThrownBy(() -> Reference.parse("docker-archive:/tmp/x:a@" + DIGEST))
        .isInstanceOf(ReferenceSyntaxException.class)
        .hasMessageContaining("has a digest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "@-1", "@x", "@99999999999", "@1:t"})
  void refusesWhatIsNoPlaceInADockerArchive(String place) {
    assertThatThrownBy(() -> Reference.parse("docker-archive:/tmp/x:" + place))
        .isInstanceOf(ReferenceSyntaxException.class)
        .hasMessageContaining("is not the place of an image");
  }

  @Test
  void refusesAPathThatTheSystemCannotHave() {
    assertThatThrownBy(() -> Reference.parse("dir:a\0b"))
        .isInstanceOf(ReferenceSyntaxException.class)
        .hasMessageContaining("a\\u0000b");
  }

  @Test
  void refusesAVeryLongNameWithoutTrouble() {
    assertThatThrownBy(() -> Reference.parse("oci:/tmp/x:" + "a.".repeat(100_000) + "a"))
        .isInstanceOf(ReferenceSyntaxException.class);
    assertThatThrownBy(() -> Reference.parse("a.".repeat(100_000) + "a/b"))
        .isInstanceOf(ReferenceSyntaxException.class);
  }
}
