package io.mcv.oci.image;

/** How a blob came to be where it was copied to. */
public enum BlobCopy {
  /** It was there already: nothing was sent. */
  PRESENT,

  /** The place took it from another image that it holds: nothing was sent. */
  MOUNTED,

  /** Its bytes were copied. */
  COPIED
}
