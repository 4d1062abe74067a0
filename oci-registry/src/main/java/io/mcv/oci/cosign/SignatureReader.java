package io.mcv.oci.cosign;

import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.SizeMismatchException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the blobs of signatures, within limits for each and for all of an image. */
public final class SignatureReader {
  private final ImageSource source;
  private long left = SignatureLimits.MAX_IMAGE_BYTES;

  /** For one image. */
  public SignatureReader(ImageSource source) {
    this.source = source;
  }

  /**
   * Reads one.
   *
   * @throws SignatureRejectedException if it is too large, not there or another one; other errors
   *     are those of the place that holds it
   */
  public byte[] read(Descriptor blob) throws IOException {
    limit(blob, SignatureLimits.MAX_DOCUMENT_BYTES, "a signature");
    limit(blob, left, "what is left for all signatures of an image");
    left -= blob.size();
    // Without its URLs: whoever adds a signature does not choose which places are asked.
    Descriptor plain = Descriptor.of(blob.mediaType(), blob.digest(), blob.size());
    try (InputStream in = source.openBlob(plain)) {
      return in.readAllBytes();
    } catch (SizeMismatchException | DigestMismatchException | NotFoundException e) {
      throw new SignatureRejectedException(Reason.BLOB_MISMATCH, String.valueOf(e.getMessage()), e);
    }
  }

  private static void limit(Descriptor blob, long limit, String of)
      throws SignatureRejectedException {
    if (blob.size() > limit) {
      throw new SignatureRejectedException(
          Reason.LIMIT_EXCEEDED,
          "blob "
              + blob.digest()
              + " has "
              + blob.size()
              + " bytes, more than the "
              + limit
              + " that are read of "
              + of);
    }
  }
}
