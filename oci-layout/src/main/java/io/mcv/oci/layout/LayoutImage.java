package io.mcv.oci.layout;

import io.mcv.oci.model.Descriptor;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a layout's {@code index.json}.
 *
 * @param refName its annotation {@code org.opencontainers.image.ref.name}, mostly a tag; null where
 *     it has none. It is text of whoever wrote the layout
 * @param descriptor the entry itself: a manifest, or an index of several
 */
public record LayoutImage(@Nullable String refName, Descriptor descriptor) {}
