package io.mcv.oci.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  private static final String EMPTY =
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void namesContentByItsHash() {
    assertThat(Digest.sha256(new byte[0])).hasToString(EMPTY);
    assertThat(Digest.of(DigestAlgorithm.SHA512, "{}".getBytes(UTF_8)).toString())
        .startsWith("sha512:27c74670adb75075fad058d5ceaf7b20")
        .hasSize(7 + 128);
  }

  @Test
  void readsBackWhatItPrints() {
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, new byte[0]);

    assertThat(Digest.parse(EMPTY)).isEqualTo(Digest.sha256(new byte[0]));
    assertThat(Digest.parse(sha512.toString())).isEqualTo(sha512);
  }

  @Test
  void gathersAHashThatWasFedInParts() {
    MessageDigest function = DigestAlgorithm.SHA256.newMessageDigest();
    function.update((byte) 1);
    function.update((byte) 2);

    assertThat(Digest.finish(DigestAlgorithm.SHA256, function))
        .isEqualTo(Digest.sha256(new byte[] {1, 2}));
    assertThat(Digest.finish(DigestAlgorithm.SHA256, function)).hasToString(EMPTY);
  }

  @Test
  void sortsByItsText() {
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, new byte[0]);

    assertThat(Digest.parse(EMPTY)).isLessThan(sha512);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256",
        "sha256:",
        "sha256:e3b0",
        ":e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "md5:e3b0c44298fc1c149afbf4c8996fb924",
        "SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha256:E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha256:g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8550",
        "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha256:../../../../../../../../../../../../../../../../../../../../../x"
      })
  void refusesWhatIsNotADigest(String text) {
    assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
