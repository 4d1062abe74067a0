package io.mcv.client;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Platform;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Picks one image of an index. */
final class PlatformChoice {
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
   * @throws NotFoundException if there is none; it lists the platforms there are
   */
  static Descriptor choose(ImageIndex index, @Nullable Platform wanted, String reference)
      throws NotFoundException {
    List<Descriptor> manifests = index.manifests();
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
          return manifest;
        }
      }
    }
    List<String> there =
        manifests.stream()
            .map(Descriptor::platform)
            .filter(Objects::nonNull)
            .map(Object::toString)
            .distinct()
            .toList();
    throw new NotFoundException(
        reference
            + " has no image for "
            + platform
            + "; choose with --platform one of: "
            + there.stream().collect(Collectors.joining(", ")),
        there);
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
