package io.mcv.oci.image;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.RawManifest;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Adds to what belongs to the images of one place, such as their signatures. The images are there
 * already and are not touched, nor are their names.
 *
 * <p>For one thread. What others add at the same time stays where the place allows that: always in
 * a layout; in a registry as far as that compares, and as reading it again can tell.
 */
public interface AttachmentStore extends Closeable {

  /** The place, for messages. */
  String describe();

  /** Writes a small blob, unless it is there already. */
  void putBlob(Descriptor blob, byte[] content) throws IOException;

  /** Stores a manifest that names the image as its {@code subject}, so that it is found by that. */
  void putReferrer(RawManifest referrer) throws IOException;

  /**
   * Changes what is stored under a tag that is made of the digest of an image.
   *
   * @param tag as {@link DigestTags} has it, with one of its suffixes
   * @return what is stored there then
   */
  RawManifest update(String tag, Change change) throws IOException;

  /** What becomes of a manifest. */
  @FunctionalInterface
  interface Change {
    /**
     * Asked again, also about its own result, where others may have changed it meanwhile.
     *
     * @param current null where there is none yet
     * @return the new one, whose blobs are there; the current one where nothing is to change
     */
    RawManifest apply(@Nullable RawManifest current) throws IOException;
  }
}
