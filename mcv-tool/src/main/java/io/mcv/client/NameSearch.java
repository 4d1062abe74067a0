package io.mcv.client;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.LayoutImage;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.registry.RegistryClient;
import io.mcv.oci.registry.engine.EngineKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for an image of which a name is all that is known: vault, engines, registries. */
final class NameSearch {
  private final Path vault;
  private final Registries registries;
  private final EngineImages engines;

  NameSearch(Path vault, Registries registries, EngineImages engines) {
    this.vault = vault;
    this.registries = registries;
    this.engines = engines;
  }

  /** In one place alone. */
  Found find(ImageName name, NamePlace from) throws IOException {
    return switch (from) {
      case VAULT -> findInVaultAlone(name);
      case DOCKER -> engines.find(EngineKind.DOCKER, name, name.toString());
      case PODMAN -> engines.find(EngineKind.PODMAN, name, name.toString());
      case REGISTRY -> findInRegistries(name);
    };
  }

  private Found findInVaultAlone(ImageName name) throws IOException {
    Optional<Found> found = findInVault(name);
    if (found.isPresent()) {
      return found.get();
    }
    throw new NotFoundException(notInVault(name), namesInVault());
  }

  /** In one registry. */
  Found findInRegistry(ImageName name) throws IOException {
    RegistryClient client = registries.client();
    ImageSource source = client.source(name);
    String repository = RegistryClient.repositoryName(name);
    String registry = repository.substring(0, repository.indexOf('/'));
    return new Found(
        source, source.describe(), "registry " + registry, repository, () -> client.tags(name));
  }

  private Optional<Found> findInVault(ImageName name) throws IOException {
    if (!Files.exists(vault)) {
      return Optional.empty();
    }
    OciLayout layout = OciLayout.open(vault);
    for (LayoutImage image : layout.images()) {
      if (isMeant(image, name)) {
        return Optional.of(
            new Found(
                layout.source(image.descriptor().digest()),
                name.toString(),
                "the vault " + vault,
                name.repository(),
                null));
      }
    }
    return Optional.empty();
  }

  /**
   * Wherever it is found first.
   *
   * @param inEngines whether engines are asked too
   */
  Found find(ImageName name, boolean inEngines) throws IOException {
    Optional<Found> inVault = findInVault(name);
    if (inVault.isPresent()) {
      return inVault.get();
    }
    List<String> elsewhere = new ArrayList<>();
    Optional<Found> inEngine = inEngines ? findInEngines(name, elsewhere) : Optional.empty();
    if (inEngine.isPresent()) {
      return inEngine.get();
    }
    try {
      return findInRegistries(name);
    } catch (NotFoundException e) {
      elsewhere.add(e.getMessage());
    }
    throw new NotFoundException(
        notInVault(name) + "; " + String.join("; ", elsewhere), namesInVault());
  }

  private Optional<Found> findInEngines(ImageName name, List<String> missing) throws IOException {
    for (EngineKind kind : EngineKind.values()) {
      try {
        Optional<Found> found = engines.findIfThere(kind, name);
        if (found.isPresent()) {
          return found;
        }
      } catch (NotFoundException e) {
        missing.add(e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** In the registry that the name says, else in those that it may mean. */
  private Found findInRegistries(ImageName name) throws IOException {
    List<ImageName> candidates =
        name.domain() == null ? registries.client().shortNameCandidates(name) : List.of(name);
    NotFoundException missing =
        new NotFoundException(
            "a name without a registry is looked for nowhere else (write docker://REGISTRY/NAME,"
                + " or oci:PATH:TAG for an OCI layout)");
    for (ImageName candidate : candidates) {
      try {
        return findInRegistry(candidate);
      } catch (NotFoundException e) {
        missing = e;
      }
    }
    throw missing;
  }

  /** A digest finds its image under any tag of the repository. */
  static boolean isMeant(LayoutImage image, ImageName name) {
    String refName = image.refName();
    Digest digest = name.digest();
    if (refName == null || digest == null) {
      return name.toString().equals(refName);
    }
    return digest.equals(image.descriptor().digest())
        && (refName.startsWith(name.repository() + ":")
            || refName.startsWith(name.repository() + "@"));
  }

  private String notInVault(ImageName name) throws IOException {
    return VaultSelection.missing(name.toString(), vault, namesInVault());
  }

  private List<String> namesInVault() throws IOException {
    return VaultSelection.names(Files.exists(vault) ? OciLayout.open(vault).images() : List.of());
  }
}
