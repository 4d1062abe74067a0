package io.mcv.oci.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private static final MediaType TYPE = new MediaType("text/plain");
  private static final Digest DIGEST = Digest.sha256(new byte[] {1});

  @Test
  void knowsIndexesAndManifestsOfOciAndDocker() {
    assertThat(List.of(MediaType.OCI_INDEX, MediaType.DOCKER_LIST)).allMatch(MediaType::isIndex);
    assertThat(List.of(MediaType.OCI_MANIFEST, MediaType.DOCKER_MANIFEST))
        .allMatch(MediaType::isManifest)
        .noneMatch(MediaType::isIndex);
    assertThat(MediaType.OCI_CONFIG.isManifest()).isFalse();
    assertThat(MediaType.DOCKER_SCHEMA1.isManifest()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "a\u0000", "a\u007f", "a;charset = x"})
  void refusesAMediaTypeWithSpacesOrControlCharacters(String text) {
    assertThatThrownBy(() -> new MediaType(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsPlatforms() {
    assertThat(Platform.parse("linux/amd64")).isEqualTo(Platform.of("linux", "amd64"));
    assertThat(Platform.parse("linux/arm64/v8").variant()).isEqualTo("v8");
    assertThat(Platform.parse("linux/arm64/v8")).hasToString("linux/arm64/v8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux", "linux/", "/amd64", "a/b/c/d", "a/b/", "a b/c", "all"})
  void refusesWhatIsNotAPlatform(String text) {
    assertThatThrownBy(() -> Platform.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OS/ARCHITECTURE");
  }

  @Test
  void describesBytesByTypeDigestAndSize() {
    assertThat(Descriptor.of(TYPE, new byte[] {1})).isEqualTo(Descriptor.of(TYPE, DIGEST, 1));
  }

  @Test
  void copiesWhatADescriptorIsMadeFrom() {
    Map<String, String> annotations = new HashMap<>(Map.of("b", "2", "a", "1"));
    byte[] data = {1};
    Descriptor descriptor =
        new Descriptor(TYPE, DIGEST, 1, List.of(), annotations, data, null, null);
    annotations.clear();
    data[0] = 9;
    Objects.requireNonNull(descriptor.data())[0] = 9;

    assertThat(descriptor.annotations()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(descriptor.data()).containsExactly(1);
    assertThat(descriptor.annotation("a")).isEqualTo("1");
    assertThat(descriptor.annotation("c")).isNull();
  }

  @Test
  void tellsDescriptorsApartByEveryPart() {
    Descriptor plain = Descriptor.of(TYPE, DIGEST, 1);
    Descriptor withData =
        new Descriptor(TYPE, DIGEST, 1, List.of(), null, new byte[] {1}, null, null);

    assertThat(plain.withAnnotations(Map.of("a", "1")))
        .isNotEqualTo(plain)
        .isEqualTo(plain.withAnnotations(Map.of("a", "1")))
        .hasSameHashCodeAs(plain.withAnnotations(Map.of("a", "1")));
    assertThat(withData)
        .isNotEqualTo(plain)
        .isEqualTo(new Descriptor(TYPE, DIGEST, 1, List.of(), null, new byte[] {1}, null, null));
    assertThat(plain.withAnnotations(Map.of()).annotation("a")).isNull();
  }

  @Test
  void refusesANegativeSize() {
    assertThatThrownBy(() -> Descriptor.of(TYPE, DIGEST, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void verifiesTheBytesOfAManifest() throws Exception {
    byte[] bytes = {1};
    RawManifest raw = RawManifest.verified(MediaType.OCI_MANIFEST, bytes, DIGEST);

    assertThat(raw.descriptor()).isEqualTo(Descriptor.of(MediaType.OCI_MANIFEST, bytes));
    assertThat(raw.size()).isEqualTo(1);
    assertThatThrownBy(() -> RawManifest.verified(MediaType.OCI_MANIFEST, new byte[] {2}, DIGEST))
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining(DIGEST.toString());
  }

  @Test
  void keepsTheDigestOfAManifestUnderItsOwnAlgorithm() throws Exception {
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, new byte[] {1});

    assertThat(RawManifest.verified(MediaType.OCI_INDEX, new byte[] {1}, sha512).digest())
        .isEqualTo(sha512);
  }

  @Test
  void showsUntrustedTextWithoutItsControlCharacters() {
    assertThat(Printable.of("plain é \ud83d\ude00")).isEqualTo("plain é \ud83d\ude00");
    assertThat(Printable.of("\u001b[2J\n\u202e\u2028\ud800"))
        .isEqualTo("\\u001b[2J\\u000a\\u202e\\u2028\\ud800");
    assertThat(Printable.of("\udb40\udc01")).isEqualTo("\\U000e0001");
    assertThat(Printable.of("x".repeat(301))).isEqualTo("x".repeat(300) + "…");
    assertThat(Printable.of("x".repeat(300))).isEqualTo("x".repeat(300));
  }
}
