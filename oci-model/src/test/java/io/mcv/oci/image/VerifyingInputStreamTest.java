package io.mcv.oci.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.SizeMismatchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VerifyingInputStreamTest {
  private static final byte[] CONTENT = bytes("0123456789");
  private static final Descriptor EXPECTED = Descriptor.of(MediaType.OCI_LAYER_TAR, CONTENT);

  @Test
  void rightContentIsGivenUnchanged() throws IOException {
    assertThat(stream("0123456789").readAllBytes()).isEqualTo(CONTENT);
  }

  @Test
  void sha512IsVerifiedToo() throws IOException {
    Digest digest = Digest.of(DigestAlgorithm.SHA512, CONTENT);
    Descriptor descriptor = Descriptor.of(MediaType.OCI_LAYER_TAR, digest, 10);
    assertThat(stream("0123456789", descriptor).readAllBytes()).isEqualTo(CONTENT);
    assertThatThrownBy(() -> stream("012345678x", descriptor).readAllBytes())
        .isInstanceOf(DigestMismatchException.class);
  }

  @Test
  void emptyContentIsVerified() throws IOException {
    Descriptor empty = Descriptor.of(MediaType.OCI_LAYER_TAR, new byte[0]);
    assertThat(stream("", empty).readAllBytes()).isEmpty();
    assertThatThrownBy(() -> stream("x", empty).read()).isInstanceOf(SizeMismatchException.class);
    Descriptor wrong = Descriptor.of(MediaType.OCI_LAYER_TAR, EXPECTED.digest(), 0);
    assertThatThrownBy(() -> stream("", wrong).read()).isInstanceOf(DigestMismatchException.class);
  }

  @Test
  void aWrongByteFailsWithTheLastReadThoughNobodyAsksForTheEnd() {
    InputStream in = stream("012345678x");
    assertThatThrownBy(() -> in.readNBytes(10)).isInstanceOf(DigestMismatchException.class);
  }

  @Test
  void theFirstByteTooManyFails() {
    InputStream in = stream("0123456789x");
    assertThatThrownBy(() -> in.readNBytes(10)).isInstanceOf(SizeMismatchException.class);
  }

  @Test
  void anEndTooEarlyFails() {
    assertThatThrownBy(() -> stream("01234").readAllBytes())
        .isInstanceOfSatisfying(
            SizeMismatchException.class, e -> assertThat(e.actual()).isEqualTo(5));
  }

  @Test
  void skippedBytesAreHashedToo() throws IOException {
    InputStream in = stream("0123456789");
    assertThat(in.skip(4)).isEqualTo(4);
    assertThat(in.read()).isEqualTo('4');
    assertThat(in.readAllBytes()).isEqualTo(bytes("56789"));
  }

  private static InputStream stream(String content) {
    return stream(content, EXPECTED);
  }

  private static InputStream stream(String content, Descriptor expected) {
    return new VerifyingInputStream(new ByteArrayInputStream(bytes(content)), expected);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
