package io.mcv.client;

import io.mcv.oci.model.Digest;
import io.mcv.spec.conformance.ConformanceReport;
import org.jspecify.annotations.Nullable;

/**
 * An image held against the rules of the format.
 *
 * @param name of the image
 * @param digest of the manifest or index that was addressed; null where it could not be read
 * @param manifest digest of the image's own manifest, which is another one where an index was
 *     addressed; null where it could not be read, or its place keeps none
 * @param report every rule with what came of it
 */
public record ValidateResult(
    String name, @Nullable Digest digest, @Nullable Digest manifest, ConformanceReport report) {}
