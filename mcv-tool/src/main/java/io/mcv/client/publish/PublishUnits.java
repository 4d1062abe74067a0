package io.mcv.client.publish;

/**
 * Says which folders of a tree become visible in one step. A file outside of all of them is placed
 * on its own.
 *
 * <p>For a Triton cache that is a key folder, for vLLM the folder of one hash.
 */
@FunctionalInterface
public interface PublishUnits {

  /**
   * Whether a folder is placed as a whole; one that is not is looked into.
   *
   * @param folder path relative to the tree, with {@code /} between components
   */
  boolean isUnit(String folder);
}
