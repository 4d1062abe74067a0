package io.mcv.oci.registry.config;

import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.ReferenceSyntaxException;

/**
 * What image names begin with. It ends where a component of the name ends, so {@code example.com}
 * is no prefix of {@code example.com:5000/a}, nor {@code example.com/a} of {@code example.com/ab}.
 *
 * <table>
 * <caption>Key {@code prefix}</caption>
 * <tr><td>{@code host[:port]}</td><td>a registry</td></tr>
 * <tr><td>{@code host[:port]/namespace…}</td><td>what is below a namespace</td></tr>
 * <tr><td>{@code host[:port]/…/repository[:tag|@digest]}</td><td>a repository, or one image</td></tr>
 * <tr><td>{@code *.host[:port][/…]}</td><td>all subdomains of a host, but not the host</td></tr>
 * </table>
 *
 * @param text as it stands in the file, without slashes at its end
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md#choosing-a-registry-toml-table">containers-registries.conf(5),
 *     Choosing a [[registry]] TOML table</a>
 */
record NamePrefix(String text) {
  static final int NO_MATCH = -1;

  private static final String ANY_SUBDOMAIN = "*.";

  /** Checks the text: throws {@link ReferenceSyntaxException}. */
  NamePrefix {
    checkPlace(text.startsWith(ANY_SUBDOMAIN) ? "a" + text.substring(1) : text);
  }

  /** Checks that a text is a host, or a host and what may follow it in a name. */
  static void checkPlace(String text) {
    ImageName name = ImageName.parse(text.indexOf('/') < 0 ? text + "/a" : text);
    if (name.domain() == null) {
      throw new ReferenceSyntaxException(
          text, "does not begin with a host that has a dot or a port", "quay.io/team");
    }
  }

  private boolean isWildcard() {
    return text.startsWith(ANY_SUBDOMAIN);
  }

  /**
   * How many characters of the name, as text, are covered: the whole host for a wildcard; {@link
   * #NO_MATCH} if it is another name.
   */
  int match(ImageName name) {
    String domain = String.valueOf(name.domain());
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    String below = slash < 0 ? "" : text.substring(slash);
    String path = name.toString().substring(domain.length());
    boolean matches = matchesHost(host, domain) && path.startsWith(below) && endsAt(path, below);
    return matches ? domain.length() + below.length() : NO_MATCH;
  }

  /** Whether it says more than another one that matches the same name. */
  boolean isCloserThan(NamePrefix other) {
    return text.length() != other.text.length()
        ? text.length() > other.text.length()
        : !isWildcard() && other.isWildcard();
  }

  private boolean matchesHost(String host, String domain) {
    if (!isWildcard()) {
      return host.equalsIgnoreCase(domain);
    }
    int suffix = host.length() - 1;
    return domain.length() > suffix
        && domain.regionMatches(true, domain.length() - suffix, host, 1, suffix);
  }

  private static boolean endsAt(String path, String below) {
    return path.length() == below.length() || "/:@".indexOf(path.charAt(below.length())) >= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
