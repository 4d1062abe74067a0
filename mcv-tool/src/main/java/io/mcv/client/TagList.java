package io.mcv.client;

import java.util.List;

/**
 * The tags of a repository.
 *
 * @param repository its name with its registry
 * @param tags in the registry's order
 */
public record TagList(String repository, List<String> tags) {
  /** Copies the tags. */
  public TagList {
    tags = List.copyOf(tags);
  }
}
