package io.mcv.oci.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parsed view of what a reference names: one image, or an index of several. */
public sealed interface Manifest permits ImageManifest, ImageIndex {

  /** The type it was stored under. */
  MediaType mediaType();

  /** The type of artifact, where it is not an image to run; null where absent. */
  @Nullable MediaType artifactType();

  /** The manifest that this one refers to; null where absent. */
  @Nullable Descriptor subject();

  /** Annotations sorted by key; null where the document has no such field. */
  @Nullable Map<String, String> annotations();
}
