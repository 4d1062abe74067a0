package io.mcv.client;

import io.mcv.oci.model.Descriptor;
import java.util.List;

/**
 * An image that was copied.
 *
 * @param image the reference that it was copied to
 * @param manifest type, digest and size of its manifest or index
 * @param converted whether that is another one than at the source
 * @param copied how many blobs were sent
 * @param mounted how many the registry took from another of its repositories
 * @param present how many were there already
 * @param bytes of the blobs that were sent
 * @param attachments how many signatures, attestations and other referrers were copied with it
 * @param warnings what a person should know
 */
public record CopyResult(
    String image,
    Descriptor manifest,
    boolean converted,
    int copied,
    int mounted,
    int present,
    long bytes,
    int attachments,
    List<String> warnings) {

  /** Copies the list. */
  public CopyResult {
    warnings = List.copyOf(warnings);
  }
}
