package io.mcv.client.candidate;

import io.mcv.oci.model.Digest;

/**
 * A file that an extractor puts into the target.
 *
 * @param path below the cache folder
 * @param digest of its content in the image
 * @param relocatable whether an extractor may change it for its new place, as the group files of
 *     Triton, which hold paths
 */
public record VectorFile(String path, Digest digest, boolean relocatable) {}
