package io.mcv.oci.model;

/** What the tar of a layer is compressed with. */
public enum LayerCompression {
  /** Nothing: the layer is the tar. */
  NONE,

  /** gzip, which every tool reads. */
  GZIP,

  /** zstd, which docker's schema 2 has no type for. */
  ZSTD
}
