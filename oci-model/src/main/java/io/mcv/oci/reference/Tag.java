package io.mcv.oci.reference;

import java.util.regex.Pattern;

/**
 * The tag of an image in a repository.
 *
 * @param value at most 128 letters, digits and {@code _ . -}, which starts with none of the last
 *     two
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">distribution-spec,
 *     Pulling manifests</a>
 */
public record Tag(String value) {
  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  /** What a name with neither tag nor digest means. */
  public static final Tag LATEST = new Tag("latest");

  /**
   * Checks the text.
   *
   * @throws ReferenceSyntaxException if it is not a tag
   */
  public Tag {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new ReferenceSyntaxException(
          value,
          "is not a tag: letters, digits and _ . - are, at most 128, without . or - in front",
          "quay.io/team/cache:v1.0");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
