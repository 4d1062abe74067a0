package io.mcv.client;

import io.mcv.oci.archive.DockerArchive;
import io.mcv.oci.archive.OciArchive;
import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.layout.DirectoryImage;
import io.mcv.oci.layout.LayoutFiles;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Digest;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.Reference;
import io.mcv.oci.reference.ReferenceSyntaxException;
import io.mcv.oci.registry.engine.EngineKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens what references name. */
final class Places {
  private final Path vault;
  private final Registries registries;
  private final EngineImages engines;
  private final NameSearch names;

  Places(Path vault, Registries registries, EngineImages engines) {
    this.vault = vault;
    this.registries = registries;
    this.engines = engines;
    this.names = new NameSearch(vault, registries, engines);
  }

  /**
   * Opens an image for reading.
   *
   * @param from the only place where a bare name is looked for; null for all
   * @param signed whether signatures are wanted: engines do not keep the manifest that is signed
   * @throws ReferenceSyntaxException if there is such a place, and the reference is no bare name
   */
  Found find(Reference reference, @Nullable NamePlace from, boolean signed) throws IOException {
    if (reference instanceof Reference.Vault bare) {
      ImageName name = bare.name().withDefaultTag();
      return from == null ? names.find(name, !signed) : names.find(name, from);
    }
    if (from == null) {
      return find(reference);
    }
    throw new ReferenceSyntaxException(
        reference.toString(), "says itself where the image is", "quay.io/team/cache:v1");
  }

  /** Opens an image for reading, a bare name wherever it is found first. */
  Found find(Reference reference) throws IOException {
    if (reference instanceof Reference.OciLayout oci) {
      OciLayout layout = OciLayout.open(oci.path());
      Digest digest = oci.digest();
      ImageSource source = digest == null ? layout.source(oci.refName()) : layout.source(digest);
      return new Found(source, reference.toString(), "OCI layout " + oci.path(), null, null);
    }
    if (reference instanceof Reference.Dir dir) {
      return new Found(
          DirectoryImage.source(dir.path()), dir.toString(), "folder " + dir.path(), null, null);
    }
    if (reference instanceof Reference.Docker docker) {
      return names.findInRegistry(docker.name().withDefaultTag());
    }
    if (reference instanceof Reference.OciArchive oci) {
      ImageSource source =
          OciArchive.source(oci.path(), oci.refName(), registries.temporaryFolder());
      return new Found(source, reference.toString(), "archive " + oci.path(), null, null);
    }
    if (reference instanceof Reference.DockerArchive docker) {
      return findInArchive(docker);
    }
    if (reference instanceof Reference.Vault bare) {
      return names.find(bare.name().withDefaultTag(), true);
    }
    if (reference instanceof Reference.DockerDaemon docker) {
      return engines.find(EngineKind.DOCKER, docker.name(), reference.toString());
    }
    Reference.Podman podman = (Reference.Podman) reference;
    return engines.find(EngineKind.PODMAN, podman.name(), reference.toString());
  }

  /**
   * The files of the layout that a reference reads from, before anything in them is looked at;
   * empty where it reads from something else.
   */
  Optional<LayoutFiles> layoutFiles(Reference reference) throws IOException {
    if (reference instanceof Reference.OciLayout oci) {
      return Optional.of(OciLayout.files(oci.path()));
    }
    return reference instanceof Reference.OciArchive oci
        ? Optional.of(OciArchive.files(oci.path(), registries.temporaryFolder()))
        : Optional.empty();
  }

  /** The tags of all images in an archive. */
  List<String> tags(Reference.DockerArchive archive) throws IOException {
    return DockerArchive.tags(archive.path(), registries.temporaryFolder());
  }

  private Found findInArchive(Reference.DockerArchive archive) throws IOException {
    Path temporaryFolder = registries.temporaryFolder();
    ImageName name = archive.name();
    Integer index = archive.index();
    ImageSource source =
        index == null
            ? DockerArchive.source(archive.path(), name, temporaryFolder)
            : DockerArchive.source(archive.path(), index, temporaryFolder);
    return new Found(
        source,
        archive.toString(),
        "archive " + archive.path(),
        name == null ? null : name.normalized().repository(),
        null);
  }

  /**
   * Opens the place of an image for writing.
   *
   * @throws ReferenceSyntaxException if the reference has a digest: that is not known before
   */
  ImageSink sink(Reference reference) throws IOException {
    checkWritable(reference);
    if (reference instanceof Reference.Docker docker) {
      return registries.client().sink(docker.name());
    }
    if (reference instanceof Reference.Dir dir) {
      return DirectoryImage.sink(dir.path());
    }
    if (reference instanceof Reference.DockerDaemon docker) {
      return engines.sink(EngineKind.DOCKER, docker.name(), reference.toString());
    }
    if (reference instanceof Reference.Podman podman) {
      return engines.sink(EngineKind.PODMAN, podman.name(), reference.toString());
    }
    if (reference instanceof Reference.OciArchive oci) {
      return OciArchive.sink(oci.path(), oci.refName());
    }
    if (reference instanceof Reference.DockerArchive docker) {
      return DockerArchive.sink(docker.path(), docker.name());
    }
    return layout(reference).orElseThrow().sink(nameInLayout(reference));
  }

  /**
   * Opens the place of an image to add signatures to it.
   *
   * @param found what the reference, which {@link #checkSignable} let pass, led to
   */
  AttachmentStore attachments(Reference reference, Found found) throws IOException {
    if (reference instanceof Reference.OciLayout oci) {
      return OciLayout.open(oci.path()).attachments(null);
    }
    String repository = Objects.requireNonNull(found.repository());
    return found.isRemote()
        ? registries.client().attachments(ImageName.parse(repository))
        : OciLayout.open(vault).attachments(repository);
  }

  /** Says no to what holds no signatures, before any work is done. */
  static void checkSignable(Reference reference, @Nullable NamePlace from)
      throws UnsupportedTransportException {
    boolean inEngine = from == NamePlace.DOCKER || from == NamePlace.PODMAN;
    if (inEngine
        || !(reference instanceof Reference.OciLayout
            || reference instanceof Reference.Docker
            || reference instanceof Reference.Vault)) {
      throw new UnsupportedTransportException(
          reference
              + (inEngine ? " in an engine" : "")
              + " cannot be signed where it is: copy it to docker://NAME, oci:PATH:TAG or the vault,"
              + " and sign it there");
    }
  }

  /** The layout that a reference writes to, made where there is none; empty for other places. */
  Optional<OciLayout> layout(Reference reference) throws IOException {
    if (reference instanceof Reference.OciLayout oci) {
      return Optional.of(OciLayout.openOrCreate(oci.path()));
    }
    return reference instanceof Reference.Vault
        ? Optional.of(OciLayout.openOrCreate(vault))
        : Optional.empty();
  }

  /** What the place that a reference writes to can hold. */
  static SinkForm form(Reference reference) {
    if (reference instanceof Reference.Docker) {
      return SinkForm.REGISTRY;
    }
    if (reference instanceof Reference.Dir) {
      return SinkForm.ANY;
    }
    return reference instanceof Reference.DockerArchive
            || reference instanceof Reference.DockerDaemon
            || reference instanceof Reference.Podman
        ? SinkForm.DOCKER_ARCHIVE
        : SinkForm.OCI;
  }

  static @Nullable String nameInLayout(Reference reference) {
    return reference instanceof Reference.Vault bare
        ? bare.name().withDefaultTag().toString()
        : ((Reference.OciLayout) reference).refName();
  }

  /** Says no to what cannot be written, before any work is done. */
  static void checkWritable(Reference reference) {
    Digest digest;
    if (reference instanceof Reference.OciLayout oci) {
      digest = oci.digest();
    } else if (reference instanceof Reference.Vault bare) {
      digest = bare.name().digest();
    } else if (reference instanceof Reference.Docker docker) {
      digest = docker.name().digest();
    } else if (reference instanceof Reference.DockerDaemon docker) {
      digest = docker.name().digest();
    } else if (reference instanceof Reference.Podman podman) {
      digest = podman.name().digest();
    } else {
      if (reference instanceof Reference.DockerArchive docker) {
        checkWritable(docker);
      }
      digest = null;
    }
    if (digest != null) {
      throw new ReferenceSyntaxException(
          reference.toString(),
          "has a digest, which nobody knows before the image is there",
          "oci:/srv/images:vector-add");
    }
  }

  private static void checkWritable(Reference.DockerArchive archive) {
    if (archive.index() != null) {
      throw new ReferenceSyntaxException(
          archive.toString(),
          "names a place in an archive, which only reading can",
          "docker-archive:/tmp/x.tar:team/cache:v1");
    }
  }

  /** The name of what only a registry can be asked for. */
  static ImageName inRegistry(Reference reference) throws UnsupportedTransportException {
    if (reference instanceof Reference.Docker docker) {
      return docker.name();
    }
    if (reference instanceof Reference.Vault bare && bare.name().domain() != null) {
      return bare.name();
    }
    throw new UnsupportedTransportException(
        reference + " is not in a registry: write docker://REGISTRY/NAME");
  }
}
