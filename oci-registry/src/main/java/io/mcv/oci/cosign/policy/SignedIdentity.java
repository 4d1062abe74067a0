package io.mcv.oci.cosign.policy;

import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.ReferenceSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which name of the image must have been signed with it.
 *
 * <table>
 *   <caption>{@code signedIdentity}</caption>
 *   <tr><td>{@code matchExact}</td><td>the one by which the image is used, with tag or
 *       digest</td></tr>
 *   <tr><td>{@code matchRepoDigestOrExact}, the default</td><td>the same; where the image is used by
 *       digest, its repository with any tag or digest</td></tr>
 *   <tr><td>{@code matchRepository}</td><td>its repository, with anything or nothing after
 *       it</td></tr>
 *   <tr><td>{@code exactReference}</td><td>{@code dockerReference}, with tag or digest</td></tr>
 *   <tr><td>{@code exactRepository}</td><td>{@code dockerRepository}, with anything or
 *       nothing after it</td></tr>
 *   <tr><td>{@code remapIdentity}</td><td>as by default, with {@code signedPrefix} instead of {@code
 *       prefix} where the image's name begins with that</td></tr>
 * </table>
 *
 * <p>cosign signs the repository without a tag, unless it is told another name: then only those
 * rows that let nothing follow accept.
 */
sealed interface SignedIdentity {

  /** Whether the name under which the image is used decides, so that it must have one. */
  boolean needsName();

  /**
   * Whether a signature with this name counts.
   *
   * @param used the name of the image; null where it has none
   * @param signed the name in the signature
   */
  boolean accepts(@Nullable ImageName used, ImageName signed);

  /** By the name of the image itself. */
  enum OfImage implements SignedIdentity {
    EXACT("matchExact"),
    EXACT_OR_BY_DIGEST("matchRepoDigestOrExact"),
    REPOSITORY("matchRepository");

    private final String words;

    OfImage(String words) {
      this.words = words;
    }

    @Override
    public boolean needsName() {
      return true;
    }

    @Override
    public boolean accepts(@Nullable ImageName used, ImageName signed) {
      if (used == null) {
        return false;
      }
      return switch (this) {
        case EXACT -> equalAndWhole(used, signed);
        case EXACT_OR_BY_DIGEST -> equalOrByDigest(used, signed);
        case REPOSITORY -> used.repository().equals(signed.repository());
      };
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** This name alone. */
  record ExactReference(ImageName name) implements SignedIdentity {
    @Override
    public boolean needsName() {
      return false;
    }

    @Override
    public boolean accepts(@Nullable ImageName used, ImageName signed) {
      return equalAndWhole(name, signed);
    }

    @Override
    public String toString() {
      return "exactReference " + name;
    }
  }

  /** This repository. */
  record ExactRepository(String repository) implements SignedIdentity {
    @Override
    public boolean needsName() {
      return false;
    }

    @Override
    public boolean accepts(@Nullable ImageName used, ImageName signed) {
      return repository.equals(signed.repository());
    }

    @Override
    public String toString() {
      return "exactRepository " + repository;
    }
  }

  /** For mirrors: the name with another beginning. */
  record Remapped(String prefix, String signedPrefix) implements SignedIdentity {
    @Override
    public boolean needsName() {
      return true;
    }

    @Override
    public boolean accepts(@Nullable ImageName used, ImageName signed) {
      if (used == null) {
        return false;
      }
      String repository = used.repository();
      if (!repository.equals(prefix) && !repository.startsWith(prefix + "/")) {
        return equalOrByDigest(used, signed);
      }
      ImageName other = nameOrNull(signedPrefix + used.toString().substring(prefix.length()));
      return other != null && equalOrByDigest(other, signed);
    }

    @Override
    public String toString() {
      return "remapIdentity " + prefix + " to " + signedPrefix;
    }
  }

  /** A whole name as docker's tools understand it; null where it is none. */
  static @Nullable ImageName nameOrNull(String text) {
    try {
      return ImageName.parse(text).normalized();
    } catch (ReferenceSyntaxException e) {
      return null;
    }
  }

  /** Whether it is more than a repository. */
  static boolean isWhole(ImageName name) {
    return name.tag() != null || name.digest() != null;
  }

  private static boolean equalAndWhole(ImageName expected, ImageName signed) {
    return isWhole(expected) && isWhole(signed) && expected.equals(signed);
  }

  /**
   * By a digest it is sure which image is meant; the digest itself is checked for any signature.
   */
  private static boolean equalOrByDigest(ImageName used, ImageName signed) {
    if (used.tag() == null && used.digest() != null) {
      return isWhole(signed) && used.repository().equals(signed.repository());
    }
    return equalAndWhole(used, signed);
  }
}
