package io.mcv.cli;

import io.mcv.client.NamePlace;
import java.util.List;

/** How commands are told which image to read. */
final class ImageFlags {
  private static final String IMAGE =
      "The image: a name, docker://NAME, oci:PATH or any other transport.";

  private ImageFlags() {}

  /** Adds the image as a parameter. */
  static Required<String> parameter(Flags flags) {
    return flags.parameter(String.class, "REF", IMAGE);
  }

  /** Adds the image as the option that mcv has. */
  static Required<String> option(Flags flags) {
    return flags.required(String.class, List.of("-i", "--image"), "REF", IMAGE);
  }

  /** Adds the choice of a place for bare names. */
  static Flag<NamePlace> from(Flags flags) {
    return flags.value(
        NamePlace.class,
        new NamePlaceConverter(),
        List.of("--from"),
        "PLACE",
        "Where to look for a bare name: vault, docker, podman or registry.");
  }
}
