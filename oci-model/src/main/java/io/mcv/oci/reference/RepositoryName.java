package io.mcv.oci.reference;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a repository within its registry.
 *
 * @param value lower-case words, joined by {@code . _ __} or dashes to components, these by slashes
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">distribution-spec,
 *     Pulling manifests</a>
 */
public record RepositoryName(String value) {
  /** How many characters a name may have, together with the host that precedes it. */
  public static final int MAX_LENGTH = 255;

  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern GRAMMAR = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");

  /**
   * Checks the text.
   *
   * @throws ReferenceSyntaxException if it is not a name
   */
  public RepositoryName {
    if (value.length() > MAX_LENGTH) {
      throw new ReferenceSyntaxException(
          value, "has more than " + MAX_LENGTH + " characters", "team/cache");
    }
    if (!GRAMMAR.matcher(value).matches()) {
      throw new ReferenceSyntaxException(
          value,
          "is not a repository: lower-case letters and digits are, with . _ - and / between them",
          "quay.io/team/cache");
    }
  }

  /** The last component. */
  public String title() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** Written out: what the compiler makes for records is slow to start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RepositoryName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
