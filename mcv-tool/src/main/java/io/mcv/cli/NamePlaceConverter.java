package io.mcv.cli;

import io.mcv.client.NamePlace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code vault}, {@code docker}, {@code podman} or {@code registry}. */
final class NamePlaceConverter implements ITypeConverter<NamePlace> {
  @Override
  public NamePlace convert(String value) {
    return switch (value) {
      case "vault" -> NamePlace.VAULT;
      case "docker" -> NamePlace.DOCKER;
      case "podman" -> NamePlace.PODMAN;
      case "registry" -> NamePlace.REGISTRY;
      default ->
          throw new TypeConversionException(
              "'" + value + "' is not one of vault, docker, podman, registry");
    };
  }
}
