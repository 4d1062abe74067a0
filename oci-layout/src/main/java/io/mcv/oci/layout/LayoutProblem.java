package io.mcv.oci.layout;

/**
 * Something that is wrong in a layout, as {@link OciLayout#verify} finds it.
 *
 * @param where the image it belongs to (ref name or digest), or a file such as {@code index.json}
 * @param problem what is wrong, for people
 */
public record LayoutProblem(String where, String problem) {
  @Override
  public String toString() {
    return where + ": " + problem;
  }
}
