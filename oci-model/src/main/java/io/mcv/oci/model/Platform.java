package io.mcv.oci.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image runs on, in Go's names.
 *
 * @param architecture for example {@code amd64}
 * @param os for example {@code linux}
 * @param osVersion version of the operating system, or null
 * @param osFeatures features of the operating system that are needed, never null
 * @param variant variant of the architecture such as {@code v8}, or null
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md">image-index.md,
 *     platform</a>
 */
public record Platform(
    String architecture,
    String os,
    @Nullable String osVersion,
    List<String> osFeatures,
    @Nullable String variant) {

  /** Copies the features. An empty text counts as none, as in Go. */
  public Platform {
    osFeatures = List.copyOf(osFeatures);
    osVersion = noneIfEmpty(osVersion);
    variant = noneIfEmpty(variant);
  }

  private static @Nullable String noneIfEmpty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** A platform of operating system and architecture alone. */
  public static Platform of(String os, String architecture) {
    return new Platform(architecture, os, null, List.of(), null);
  }

  /**
   * Reads {@code os/architecture[/variant]}.
   *
   * @throws IllegalArgumentException if it has fewer than two or more than three non-empty parts
   */
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException("a platform is OS/ARCHITECTURE[/VARIANT]");
    }
    for (String part : parts) {
      if (!part.matches("[A-Za-z0-9._-]+")) {
        throw new IllegalArgumentException("a platform is OS/ARCHITECTURE[/VARIANT]");
      }
    }
    return new Platform(parts[1], parts[0], null, List.of(), parts.length == 3 ? parts[2] : null);
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
