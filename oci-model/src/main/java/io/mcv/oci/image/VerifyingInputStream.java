package io.mcv.oci.image;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.SizeMismatchException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Content checked against its descriptor while it is read.
 *
 * <p>The check is made with the read that gives the last byte, so it is not missed by a reader that
 * knows where the content ends and never asks for more.
 */
public final class VerifyingInputStream extends InputStream {
  private final InputStream in;
  private final Descriptor expected;
  private final MessageDigest function;
  private long count;
  private boolean verified;

  /**
   * Checks what another stream gives; closing this one closes that.
   *
   * @param expected size and digest that the content must have; reading fails with a {@link
   *     SizeMismatchException} or {@link DigestMismatchException} otherwise
   */
  public VerifyingInputStream(InputStream in, Descriptor expected) {
    this.in = in;
    this.expected = expected;
    this.function = expected.digest().algorithm().newMessageDigest();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int n = in.read(buffer, offset, length);
    if (n > 0) {
      count += n;
      function.update(buffer, offset, n);
    }
    if (n < 0 || count >= expected.size()) {
      verify();
    }
    return n;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void verify() throws IOException {
    if (verified) {
      return;
    }
    if (count != expected.size() || in.read() >= 0) {
      long actual = count == expected.size() ? count + 1 : count;
      throw new SizeMismatchException("blob " + expected.digest(), expected.size(), actual);
    }
    Digest actual = Digest.finish(expected.digest().algorithm(), function);
    if (!actual.equals(expected.digest())) {
      throw new DigestMismatchException("blob", expected.digest(), actual);
    }
    verified = true;
  }
}
