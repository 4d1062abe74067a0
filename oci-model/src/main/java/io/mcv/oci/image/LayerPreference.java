package io.mcv.oci.image;

/**
 * In which form a place likes layers, where the manifest that names them is written anew anyway.
 */
public enum LayerPreference {
  /** As they are. */
  PRESERVE,

  /** Compressed; a layer that is compressed already stays as it is. */
  COMPRESS,

  /** Plain tars: the place has no room for compressed ones. */
  DECOMPRESS
}
