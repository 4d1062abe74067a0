package io.mcv.spec.scan;

/**
 * Which files of a folder count.
 *
 * @param asIs keep symbolic links, hard links and extended attributes, leave nothing out, as {@code
 *     buildah copy} does; otherwise links are packed as the files they mean, and Triton's {@code
 *     lock} and {@code tmp.pid_*} are left out
 */
public record ScanOptions(boolean asIs) {
  /** The rules of every profile but {@code buildah-1.28}. */
  public static final ScanOptions NORMAL = new ScanOptions(false);

  /** The rules of profile {@code buildah-1.28}. */
  public static final ScanOptions AS_IS = new ScanOptions(true);
}
