package io.mcv.client;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Platform;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Picks one image of an index. */
final class PlatformChoice {
  private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

  private PlatformChoice() {}

  /** The platform of this host, in Go's names. */
  static Platform ofHost() {
    return Platform.of("linux", architecture(System.getProperty("os.arch", "")));
  }

  /**
   * The image for the wanted platform, by default this host's. As in skopeo one without a variant
   * comes before those with one that nobody asked for, and where none fits, the first that says
   * nothing of a platform is taken. Without a wish the only image there is will do, whatever it
   * runs on.
   *
   * <p>What docker's builder attests beside an image is none.
   */
  static Optional<Descriptor> choose(ImageIndex index, @Nullable Platform wanted) {
    List<Descriptor> manifests = images(index);
    Platform platform = wanted == null ? ofHost() : wanted;
    List<Predicate<@Nullable Platform>> rules =
        List.of(
            offered -> fits(offered, platform) && sameVariant(offered, platform),
            offered -> fits(offered, platform) && platform.variant() == null,
            offered -> offered == null,
            offered -> wanted == null && manifests.size() == 1);
    for (Predicate<@Nullable Platform> rule : rules) {
      for (Descriptor manifest : manifests) {
        if (rule.test(manifest.platform())) {
          return Optional.of(manifest);
        }
      }
    }
    return Optional.empty();
  }

  /** The manifests of an index but for attestations. */
  static List<Descriptor> images(ImageIndex index) {
    return index.manifests().stream().filter(each -> !isAttestation(each)).toList();
  }

  /** Says that an index has no image for the wanted platform, but for which it has. */
  static NotFoundException missing(ImageIndex index, @Nullable Platform wanted, String reference) {
    List<String> there =
        images(index).stream()
            .map(Descriptor::platform)
            .filter(Objects::nonNull)
            .map(Object::toString)
            .distinct()
            .toList();
    return new NotFoundException(
        reference
            + " has no image for "
            + (wanted == null ? ofHost() : wanted)
            + "; choose with --platform one of: "
            + String.join(", ", there),
        there);
  }

  private static boolean isAttestation(Descriptor manifest) {
    return "attestation-manifest".equals(manifest.annotation(REFERENCE_TYPE));
  }

  private static boolean fits(@Nullable Platform offered, Platform wanted) {
    return offered != null
        && offered.os().equals(wanted.os())
        && offered.architecture().equals(wanted.architecture());
  }

  private static boolean sameVariant(@Nullable Platform offered, Platform wanted) {
    return offered != null && Objects.equals(offered.variant(), wanted.variant());
  }

  private static String architecture(String jdkName) {
    return switch (jdkName.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x86-64" -> "amd64";
      case "aarch64", "arm64" -> "arm64";
      case "x86", "i386", "i686" -> "386";
      default -> jdkName;
    };
  }
}
