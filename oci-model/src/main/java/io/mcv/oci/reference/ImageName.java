package io.mcv.oci.reference;

import io.mcv.oci.model.Digest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image as docker writes it: {@code [host[:port]/]path[:tag][@digest]}.
 *
 * <p>The first component is a host if a slash follows and it has a dot, a colon or an upper-case
 * letter, or is {@code localhost}. Nothing is added to a name: neither {@code docker.io} nor {@code
 * library/} nor {@code latest}.
 *
 * @param domain host with its port, or null
 * @param path the repository without the host
 * @param tag or null
 * @param digest or null
 * @see <a href="https://github.com/distribution/reference/blob/v0.6.0/reference.go">the grammar of
 *     distribution/reference</a>
 */
public record ImageName(
    @Nullable String domain, RepositoryName path, @Nullable Tag tag, @Nullable Digest digest) {
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
  private static final Pattern DOMAIN =
      Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[A-Fa-f0-9:]+])(?::[0-9]{1,5})?");
  private static final String DOCKER_HUB = "docker.io";
  private static final String EXAMPLE = "quay.io/team/cache:v1";

  /**
   * Checks the host, and the length of host and path together.
   *
   * @throws ReferenceSyntaxException if either is wrong
   */
  public ImageName {
    if (domain != null) {
      int length = domain.length() + 1 + path.value().length();
      if (length > RepositoryName.MAX_LENGTH) {
        throw new ReferenceSyntaxException(
            domain + "/" + path,
            "has more than " + RepositoryName.MAX_LENGTH + " characters",
            EXAMPLE);
      }
      if (!DOMAIN.matcher(domain).matches()) {
        throw new ReferenceSyntaxException(
            domain, "is not a host with an optional port", "localhost:5000/team/cache:v1");
      }
    }
  }

  /**
   * Reads a name.
   *
   * @throws ReferenceSyntaxException if it is not one
   */
  public static ImageName parse(String text) {
    int at = text.indexOf('@');
    Digest digest = at < 0 ? null : digest(text.substring(at + 1));
    String name = at < 0 ? text : text.substring(0, at);
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    Tag tag = colon < 0 ? null : new Tag(name.substring(colon + 1));
    String repository = colon < 0 ? name : name.substring(0, colon);
    int slash = repository.indexOf('/');
    if (slash >= 0 && isHost(repository.substring(0, slash))) {
      RepositoryName path = new RepositoryName(repository.substring(slash + 1));
      return new ImageName(repository.substring(0, slash), path, tag, digest);
    }
    return new ImageName(null, new RepositoryName(repository), tag, digest);
  }

  /** The same with {@code :latest}, if it has neither tag nor digest. */
  public ImageName withDefaultTag() {
    return tag == null && digest == null ? new ImageName(domain, path, Tag.LATEST, null) : this;
  }

  /**
   * The whole name that docker's tools mean by it: {@code docker.io} where there is no host, for
   * {@code index.docker.io} too, and {@code library/} there before a path of one component.
   */
  public ImageName normalized() {
    String host = domain == null || domain.equals("index." + DOCKER_HUB) ? DOCKER_HUB : domain;
    boolean official = host.equals(DOCKER_HUB) && path.value().indexOf('/') < 0;
    RepositoryName whole = official ? new RepositoryName("library/" + path) : path;
    return new ImageName(host, whole, tag, digest);
  }

  /** Host and path, without tag and digest. */
  public String repository() {
    return domain == null ? path.value() : domain + "/" + path;
  }

  /** The last component of the path. */
  public String title() {
    return path.title();
  }

  private static Digest digest(String text) {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ReferenceSyntaxException(
          text,
          "is not a digest: " + e.getMessage(),
          "quay.io/team/cache@sha256:0123… (64 digits)");
    }
  }

  private static boolean isHost(String component) {
    return component.equals("localhost")
        || component.indexOf('.') >= 0
        || component.indexOf(':') >= 0
        || !component.equals(component.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return repository() + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }
}
