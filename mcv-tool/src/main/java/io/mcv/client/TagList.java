package io.mcv.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a repository, or of the images in an archive.
 *
 * @param repository its name with its registry; null for an archive
 * @param tags in the registry's order; of an archive whole names, in its order
 */
public record TagList(@Nullable String repository, List<String> tags) {
  /** Copies the tags. */
  public TagList {
    tags = List.copyOf(tags);
  }
}
