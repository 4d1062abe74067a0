package io.mcv.oci.reference;

import io.mcv.oci.model.Digest;
import io.mcv.oci.reference.Reference.Dir;
import io.mcv.oci.reference.Reference.Docker;
import io.mcv.oci.reference.Reference.DockerArchive;
import io.mcv.oci.reference.Reference.DockerDaemon;
import io.mcv.oci.reference.Reference.OciArchive;
import io.mcv.oci.reference.Reference.OciLayout;
import io.mcv.oci.reference.Reference.Podman;
import io.mcv.oci.reference.Reference.Vault;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the transport of a reference, and reads the rest by its rules. */
final class ReferenceParser {
  /** What {@code oci:} takes beyond skopeo: a digest right after the path. */
  private static final Pattern PATH_AND_DIGEST =
      Pattern.compile("(?<path>[^:]+)@(?<digest>(?:sha256|sha512):.*)");

  private ReferenceParser() {}

  static Reference parse(String text) {
    int colon = text.indexOf(':');
    String transport = colon < 0 ? "" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    return switch (transport) {
      case "docker" -> docker(text, rest);
      case "oci" -> ociLayout(text, rest);
      case "oci-archive" -> new OciArchive(path(text, rest), afterPath(rest));
      case "docker-archive" -> dockerArchive(text, rest);
      case "dir" -> new Dir(toPath(text, rest));
      case "docker-daemon" -> new DockerDaemon(ImageName.parse(rest));
      case "podman", "containers-storage" -> new Podman(ImageName.parse(rest));
      default -> vault(text, rest);
    };
  }

  private static Reference docker(String text, String rest) {
    if (!rest.startsWith("//")) {
      throw new ReferenceSyntaxException(
          text, "has no // after docker:", "docker://quay.io/team/cache:v1");
    }
    return new Docker(ImageName.parse(rest.substring(2)));
  }

  private static Reference ociLayout(String text, String rest) {
    Matcher byDigest = PATH_AND_DIGEST.matcher(rest);
    if (!byDigest.matches()) {
      return new OciLayout(path(text, rest), afterPath(rest), null);
    }
    String digest = byDigest.group("digest");
    try {
      Path path = toPath(text, byDigest.group("path"));
      return new OciLayout(path, null, Digest.parse(digest));
    } catch (ReferenceSyntaxException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ReferenceSyntaxException(
          digest, "is not a digest: " + e.getMessage(), "oci:/tmp/layout@sha256:0123… (64 digits)");
    }
  }

  private static Reference dockerArchive(String text, String rest) {
    String name = afterPath(rest);
    Path path = path(text, rest);
    if (name != null && name.startsWith("@")) {
      return new DockerArchive(path, null, index(name.substring(1)));
    }
    return new DockerArchive(path, name == null ? null : ImageName.parse(name));
  }

  private static int index(String text) {
    try {
      int index = Integer.parseInt(text);
      if (index >= 0) {
        return index;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a negative number is.
    }
    throw new ReferenceSyntaxException(
        "@" + text, "is not the place of an image, counted from 0", "docker-archive:/tmp/x.tar:@0");
  }

  private static Reference vault(String text, String rest) {
    if (rest.startsWith("//")) {
      throw new ReferenceSyntaxException(
          text, "has an unknown transport", "docker://quay.io/team/cache:v1");
    }
    return new Vault(ImageName.parse(text));
  }

  private static Path path(String text, String rest) {
    int colon = rest.indexOf(':');
    return toPath(text, colon < 0 ? rest : rest.substring(0, colon));
  }

  /** The name after the path; null where there is none, even after a colon, as in skopeo. */
  private static @Nullable String afterPath(String rest) {
    int colon = rest.indexOf(':');
    return colon < 0 || colon == rest.length() - 1 ? null : rest.substring(colon + 1);
  }

  private static Path toPath(String text, String path) {
    if (path.isEmpty()) {
      throw new ReferenceSyntaxException(text, "has no path", "oci:/tmp/layout:v1.0");
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new ReferenceSyntaxException(path, "cannot be a path", "oci:/tmp/layout:v1.0");
    }
  }
}
