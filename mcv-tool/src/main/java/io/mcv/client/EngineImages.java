package io.mcv.client;

import io.mcv.oci.archive.DockerArchive;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.registry.config.UserEnvironment;
import io.mcv.oci.registry.engine.Engine;
import io.mcv.oci.registry.engine.EngineException;
import io.mcv.oci.registry.engine.EngineImage;
import io.mcv.oci.registry.engine.EngineKind;
import io.mcv.oci.registry.engine.EngineLoad;
import io.mcv.oci.registry.engine.EngineSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images in container engines: the tar that an engine gives and takes, with who reads and writes
 * it.
 */
final class EngineImages {
  /** How long an engine may take to say that it is there, where it was not asked for by name. */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final UserEnvironment environment;
  private final Path temporaryFolder;

  EngineImages(UserEnvironment environment, Path temporaryFolder) {
    this.environment = environment;
    this.temporaryFolder = temporaryFolder;
  }

  /** Opens an image of an engine that was asked for. */
  Found find(EngineKind kind, ImageName name, String reference) throws IOException {
    return open(Engine.of(kind, environment), name, reference);
  }

  /**
   * Opens the image of a bare name, if an engine is there and answers.
   *
   * @throws NotFoundException if the engine does not have it
   */
  Optional<Found> findIfThere(EngineKind kind, ImageName name) throws IOException {
    Engine engine = answering(kind);
    return engine == null ? Optional.empty() : Optional.of(open(engine, name, name.toString()));
  }

  private @Nullable Engine answering(EngineKind kind) throws IOException {
    try {
      Engine engine = Engine.of(kind, environment);
      if (!engine.mayBeThere()) {
        return null;
      }
      engine.greet(PATIENCE);
      return engine;
    } catch (EngineException | EngineSettingException e) {
      return null; // nobody has asked for an engine
    }
  }

  private Found open(Engine engine, ImageName name, String reference) throws IOException {
    EngineImage image = engine.find(name.toString());
    // An archive is read in place, so it has to lie somewhere; once it is open, no name is needed.
    Path file = Files.createTempFile(temporaryFolder, "mcv-engine-", ".tar");
    try {
      try (InputStream exported = engine.export(image)) {
        Files.copy(exported, file, StandardCopyOption.REPLACE_EXISTING);
      }
      ImageSource source = DockerArchive.source(reference, file, temporaryFolder);
      return new Found(source, reference, engine.toString(), repository(engine, image, name), null);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Docker leaves its own hub out of names; podman completes names in a way of its own. */
  private static @Nullable String repository(Engine engine, EngineImage image, ImageName name) {
    if (engine.kind() == EngineKind.DOCKER) {
      return name.repository().equals("sha256") ? null : name.normalized().repository();
    }
    String asked = name.withDefaultTag().toString();
    for (String known : image.names()) {
      if (known.equals(asked) || known.endsWith("/" + asked)) {
        return ImageName.parse(known).repository();
      }
    }
    return name.repository();
  }

  /** Begins to write an image into an engine. */
  ImageSink sink(EngineKind kind, ImageName name, String reference) throws IOException {
    ImageName whole = name.withDefaultTag();
    if (kind == EngineKind.PODMAN && whole.domain() == null) {
      whole = new ImageName("localhost", whole.path(), whole.tag(), null); // as podman build does
    }
    EngineLoad load = Engine.of(kind, environment).load(whole.toString());
    ImageSink archive = DockerArchive.sink(reference, load.stream(), whole, temporaryFolder);
    return new EngineSink(archive, load);
  }
}
