package io.mcv.client.publish;

/** What happens to a file of the target that the tree has too. */
public enum Overwrite {
  /** Files with the bytes that would be written stay; a different one is an error. */
  SAME,
  /** Any file that is there already is an error. */
  NEVER,
  /** Different files are replaced. */
  ALWAYS
}
