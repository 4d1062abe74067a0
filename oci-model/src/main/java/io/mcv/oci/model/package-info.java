/**
 * The documents of the OCI image format as values: digests, descriptors, manifests, indexes and
 * image configurations.
 *
 * <p>A document that was received is kept as its raw bytes ({@link io.mcv.oci.model.RawManifest});
 * the parsed view stands beside it and is never serialised again to obtain a digest.
 *
 * <p>Reading is bounded, and every error names the document and the field. Writing gives the bytes
 * of Go's reference implementations, so that digests are equal.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/spec.md">image-spec
 *     1.1</a>
 */
@NullMarked
package io.mcv.oci.model;

import org.jspecify.annotations.NullMarked;
