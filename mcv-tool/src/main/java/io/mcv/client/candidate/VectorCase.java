package io.mcv.client.candidate;

import java.nio.file.Path;
import java.util.List;

/**
 * An image that keeps or breaks one rule of the format.
 *
 * @param name of the case
 * @param rule that it is about, such as {@code LAYER-NAME-02}
 * @param group of the rule, such as {@code layer-safety}
 * @param treatment what an extractor must do with it
 * @param layout the folder with the image
 * @param files what an extractor puts into the target; empty where the image is not to be accepted
 * @param reason what is special about the image
 */
public record VectorCase(
    String name,
    String rule,
    String group,
    Treatment treatment,
    Path layout,
    List<VectorFile> files,
    String reason) {

  /** Copies the list. */
  public VectorCase {
    files = List.copyOf(files);
  }
}
