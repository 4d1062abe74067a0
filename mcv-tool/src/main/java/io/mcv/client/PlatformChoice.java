package io.mcv.client;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Platform;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
   * The first image for the wanted platform. Without a wish: the first for this host's, or the only
   * image there is, whatever it runs on.
   *
   * @throws NotFoundException if there is none; it lists the platforms there are
   */
  static Descriptor choose(ImageIndex index, @Nullable Platform wanted, String reference)
      throws NotFoundException {
    List<Descriptor> manifests = index.manifests();
    Platform platform = wanted == null ? ofHost() : wanted;
    for (Descriptor manifest : manifests) {
      if (fits(manifest.platform(), platform)) {
        return manifest;
      }
    }
    if (wanted == null && manifests.size() == 1) {
      return manifests.get(0);
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

  private static boolean fits(@Nullable Platform platform, Platform wanted) {
    return platform != null
        && platform.os().equals(wanted.os())
        && platform.architecture().equals(wanted.architecture())
        && (wanted.variant() == null || wanted.variant().equals(platform.variant()));
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
