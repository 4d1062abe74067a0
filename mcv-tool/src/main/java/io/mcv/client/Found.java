package io.mcv.client;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Digest;
import io.mcv.oci.reference.Reference;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image that was found.
 *
 * @param source to read it from
 * @param name the reference, whole
 * @param place where it was found, for people
 * @param repository its name without tag, where the place has names; else null
 * @param tags lists the tags of the repository; null where the place has no such list
 */
record Found(
    ImageSource source, String name, String place, @Nullable String repository, @Nullable Tags tags)
    implements Closeable {

  /** Lists tags. */
  @FunctionalInterface
  interface Tags {
    List<String> list() throws IOException;
  }

  /** The image for a policy to decide about. */
  CandidateImage candidate(Reference reference, Digest addressed, Digest chosen) {
    return new CandidateImage(reference, repository, source, addressed, chosen);
  }

  /** Whether its blobs come over a network. */
  boolean isRemote() {
    return tags != null;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
