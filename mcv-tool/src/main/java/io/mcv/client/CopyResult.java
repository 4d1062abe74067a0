package io.mcv.client;

import io.mcv.oci.model.Descriptor;

/**
 * An image that was copied.
 *
 * @param image the reference that it was copied to
 * @param manifest type, digest and size of its manifest or index
 * @param copied how many blobs were sent
 * @param mounted how many the registry took from another of its repositories
 * @param present how many were there already
 * @param bytes of the blobs that were sent
 */
public record CopyResult(
    String image, Descriptor manifest, int copied, int mounted, int present, long bytes) {}
