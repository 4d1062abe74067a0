package io.mcv.oci.image;

import io.mcv.oci.model.RawManifest;
import org.jspecify.annotations.Nullable;

/**
 * Something that belongs to an image, though the image does not know of it: a signature, an
 * attestation, a list of parts.
 *
 * @param tag under which cosign keeps it, such as {@code sha256-HEX.sig}; null for a manifest that
 *     names the image as its {@code subject}
 * @param manifest as stored
 */
public record Attachment(@Nullable String tag, RawManifest manifest) {}
