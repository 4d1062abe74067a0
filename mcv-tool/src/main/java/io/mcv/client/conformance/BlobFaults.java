package io.mcv.client.conformance;

import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.SizeMismatchException;
import io.mcv.spec.conformance.image.BlobFault;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Tells what is wrong with a blob from what is wrong with the place that holds it. */
final class BlobFaults {
  private BlobFaults() {}

  /**
   * What is wrong with the blob.
   *
   * @throws IOException the exception, if it is about the place as a whole
   */
  static BlobFault of(IOException e) throws IOException {
    if (e instanceof NotFoundException) {
      return new BlobFault(BlobFault.Kind.MISSING, "the blob", "nothing");
    }
    if (e instanceof SizeMismatchException size) {
      String found = size.actual() > size.expected() ? "more" : size.actual() + " bytes";
      return new BlobFault(BlobFault.Kind.WRONG_SIZE, size.expected() + " bytes", found);
    }
    if (e instanceof DigestMismatchException digest) {
      return new BlobFault(
          BlobFault.Kind.WRONG_DIGEST, digest.expected().toString(), digest.actual().toString());
    }
    if (e instanceof LimitExceededException) {
      return new BlobFault(BlobFault.Kind.TOO_LARGE, "a blob of bounded size", text(e));
    }
    if (e instanceof OciException || e instanceof FileSystemException) {
      return new BlobFault(BlobFault.Kind.UNREADABLE, "a blob that can be read", text(e));
    }
    throw e;
  }

  private static String text(IOException e) {
    return String.valueOf(e.getMessage());
  }
}
