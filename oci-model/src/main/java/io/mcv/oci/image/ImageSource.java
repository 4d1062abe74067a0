package io.mcv.oci.image;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.RawManifest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads one addressed image, whatever holds it.
 *
 * <p>What a source was opened for is resolved once: every later read goes by digest, so a tag that
 * moves in between changes nothing. Blobs may be opened by several threads at once; the rest is for
 * one thread at a time.
 */
public interface ImageSource extends Closeable {

  /** The reference it was opened for, as a user would type it; for messages. */
  String describe();

  /**
   * Whether the place keeps the manifest of the image. Where it does not, {@link #manifest} is made
   * up from what is there, and its digest means nothing to anybody.
   */
  default boolean keepsManifest() {
    return true;
  }

  /** What was addressed, as the place describes it; that is known even of what is not there. */
  default Descriptor addressed() throws IOException {
    return manifest().descriptor();
  }

  /** The manifest or index that was addressed, its digest verified. */
  RawManifest manifest() throws IOException;

  /**
   * A manifest that the addressed index names.
   *
   * @throws io.mcv.oci.model.NotFoundException if it is not there
   * @throws io.mcv.oci.model.DigestMismatchException if its bytes have another digest
   */
  RawManifest manifest(Descriptor descriptor) throws IOException;

  /**
   * Opens a blob. Size and digest are verified while it streams: reading fails at the first byte
   * too many, and at the end if the digest is wrong. Nothing read may be trusted before the end was
   * reached.
   *
   * @throws io.mcv.oci.model.NotFoundException if it is not there
   */
  InputStream openBlob(Descriptor descriptor) throws IOException;

  /** Whether the place can hold what belongs to images, such as signatures. */
  default boolean holdsAttachments() {
    return false;
  }

  /**
   * What the place holds that belongs to a manifest of this source, such as signatures. Its blobs
   * are opened as those of the image.
   */
  default List<Attachment> attachments(Digest subject) throws IOException {
    return List.of();
  }
}
