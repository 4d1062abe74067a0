package io.mcv.oci.registry.config;

import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.ReferenceSyntaxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table {@code [[registry]]}: where images whose names have a prefix really are.
 *
 * @param prefix of the names for which it holds
 * @param location what replaces the prefix; null where names stay
 * @param insecure whether plain HTTP and any certificate are allowed
 * @param blocked whether such images are forbidden
 * @param mirrors what is asked first, in this order
 * @param file where the table stands
 */
record RegistryRule(
    NamePrefix prefix,
    @Nullable String location,
    boolean insecure,
    boolean blocked,
    List<RegistryMirror> mirrors,
    Path file) {

  RegistryRule {
    mirrors = List.copyOf(mirrors);
  }

  List<RegistryPlace> pullPlaces(ImageName name) throws IOException {
    refuseIfBlocked(name);
    List<RegistryPlace> places = new ArrayList<>();
    for (RegistryMirror mirror : mirrors) {
      if (mirror.use().appliesTo(name)) {
        places.add(new RegistryPlace(moved(name, mirror.location()), mirror.insecure(), true));
      }
    }
    places.add(new RegistryPlace(location == null ? name : moved(name, location), insecure, false));
    return List.copyOf(places);
  }

  RegistryPlace pushPlace(ImageName name) throws IOException {
    refuseIfBlocked(name);
    return new RegistryPlace(name, insecure, false);
  }

  private void refuseIfBlocked(ImageName name) throws IOException {
    if (blocked) {
      throw new BlockedRegistryException(name, prefix.text(), file);
    }
  }

  private ImageName moved(ImageName name, String place) throws ConfigurationException {
    String moved = place + name.toString().substring(prefix.match(name));
    try {
      ImageName result = ImageName.parse(moved);
      if (result.domain() != null) {
        return result;
      }
    } catch (ReferenceSyntaxException e) {
      throw unusable(name, place, e.getMessage());
    }
    throw unusable(name, place, "no repository is left");
  }

  private ConfigurationException unusable(ImageName name, String place, @Nullable String reason) {
    return new ConfigurationException(
        file,
        "moves "
            + name
            + " from "
            + prefix
            + " to "
            + place
            + ", which makes no name of an image: "
            + reason);
  }
}
