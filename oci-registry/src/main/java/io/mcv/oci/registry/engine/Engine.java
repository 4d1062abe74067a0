package io.mcv.oci.registry.engine;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Printable;
import io.mcv.oci.registry.config.UserEnvironment;
import io.mcv.oci.registry.engine.EngineException.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container engine, spoken with over its socket.
 *
 * <p>All methods throw an {@link EngineException} if the engine cannot be reached or does not do
 * it; at a socket of this host within two seconds where it is not there, hangs, or is something
 * else. Threads may share an engine; it keeps no connection.
 */
public final class Engine {
  private static final int LOOK_MAX_BYTES = 4 << 20;
  private static final int NOT_FOUND = 404;

  private final EngineFaults faults;
  private volatile @Nullable EngineApi api;

  private Engine(EngineFaults faults) {
    this.faults = faults;
  }

  /**
   * The engine of an environment. It is not asked for anything yet.
   *
   * @throws EngineSettingException if the environment names it in a way that cannot be used
   */
  public static Engine of(EngineKind kind, UserEnvironment environment)
      throws EngineSettingException {
    return new Engine(new EngineFaults(kind, new EngineAddresses(environment).find(kind)));
  }

  /** Whose engine it is. */
  public EngineKind kind() {
    return faults.kind();
  }

  /** Whether it may be running: its socket is there, or it is at a port. Nothing is waited for. */
  public boolean mayBeThere() {
    return !(faults.address() instanceof EngineAddress.UnixSocket unix)
        || Files.exists(unix.path());
  }

  /**
   * Makes sure that it is there and speaks an API that is known.
   *
   * @param patience how long it may take to say so
   */
  public void greet(Duration patience) throws IOException {
    greet(Deadlines.within(patience));
  }

  /**
   * Looks an image up.
   *
   * @param name as the engine's own users write it; the engine completes it
   * @throws NotFoundException if the engine has no such image
   * @throws IllegalArgumentException if it cannot be the name of an image
   */
  public EngineImage find(String name) throws IOException {
    String doing = "looking for " + name;
    try (EngineExchange exchange =
        EngineExchange.get(faults, api().look(name), doing, Deadlines.QUESTION)) {
      AnswerHead head = exchange.answer();
      byte[] answer = exchange.content(head).readNBytes(LOOK_MAX_BYTES + 1);
      if (answer.length > LOOK_MAX_BYTES) {
        throw faults.garbled("more than " + LOOK_MAX_BYTES + " bytes on one image");
      }
      return image(answer);
    } catch (EngineException e) {
      if (e.status() == NOT_FOUND) {
        throw new NotFoundException(faults.engine() + " has no image " + Printable.of(name));
      }
      throw e;
    }
  }

  private EngineImage image(byte[] answer) throws IOException {
    try {
      JsonObject image = Json.parseObject(answer);
      String id = image.string("Id");
      if (!id.matches("(sha256:)?[0-9a-f]{64}")) {
        throw faults.garbled("an image without an id");
      }
      List<String> names = image.optionalStrings("RepoTags");
      return new EngineImage(id, names == null ? List.of() : names);
    } catch (JsonException e) {
      throw faults.garbled("something that does not tell of an image");
    }
  }

  /**
   * Reads an image.
   *
   * @return the tar of {@code docker save}, which holds this image alone and not its names; an end
   *     that comes too early is an error. To be closed
   */
  public InputStream export(EngineImage image) throws IOException {
    EngineExchange exchange =
        EngineExchange.get(
            faults, api().export(image.id()), "reading " + image.id(), Deadlines.TRANSFER);
    try {
      InputStream content = exchange.content(exchange.answer());
      return new FilterInputStream(content) {
        @Override
        public void close() throws IOException {
          exchange.close();
        }
      };
    } catch (IOException | RuntimeException e) {
      exchange.close();
      throw e;
    }
  }

  /**
   * Begins to write an image.
   *
   * @param name what it is called in the stream, for errors
   */
  public EngineLoad load(String name) throws IOException {
    String doing = "loading " + name;
    return new EngineLoad(
        EngineExchange.post(faults, api().load(), doing, Deadlines.TRANSFER), faults, doing);
  }

  private EngineApi api() throws IOException {
    EngineApi known = api;
    return known == null ? greet(Deadlines.ofGreeting(faults.address())) : known;
  }

  private EngineApi greet(Deadlines deadlines) throws IOException {
    if (!mayBeThere()) {
      throw faults.absent();
    }
    try (EngineExchange exchange =
        EngineExchange.get(faults, EngineApi.PING, "greeting", deadlines)) {
      EngineApi settled = EngineApi.of(exchange.answer(), faults);
      api = settled;
      return settled;
    } catch (EngineException e) {
      throw e.problem() == Problem.FAILED && e.status() == NOT_FOUND
          ? faults.garbled("status 404 to a ping")
          : e;
    }
  }

  /** As people know it, such as {@code podman's engine at unix:///run/podman/podman.sock}. */
  @Override
  public String toString() {
    return faults.engine();
  }
}
