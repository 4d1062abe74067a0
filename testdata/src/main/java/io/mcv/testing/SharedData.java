package io.mcv.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real inputs and golden outputs, which stand beside the checkout in {@code ../shared/data}. */
public final class SharedData {
  private SharedData() {}

  /**
   * A file or folder of the shared data. Where it is absent the test is skipped, or fails if {@code
   * MCV_REQUIRE_PEERS=1}.
   *
   * @param relative for example {@code caches/vector-add-cache}
   */
  public static Path require(String relative) {
    return requireShared("data/" + relative);
  }

  /**
   * The README of one of the tools that came before, with what it printed then; required as {@link
   * #require} does.
   *
   * @param file its name in {@code ../shared/seeds}
   */
  public static Path seed(String file) {
    return requireShared("seeds/" + file);
  }

  private static Path requireShared(String relative) {
    Path path = Checkout.root().resolveSibling("shared").resolve(relative);
    if (!Files.exists(path)) {
      throw Requirement.missing("the test needs " + path + ", which is not there");
    }
    return path;
  }
}
