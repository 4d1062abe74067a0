package io.mcv.oci.registry.engine;

import io.mcv.oci.registry.config.TlsMaterial;
import io.mcv.oci.registry.config.UserEnvironment;
import io.mcv.oci.registry.engine.EngineAddress.Tcp;
import io.mcv.oci.registry.engine.EngineAddress.UnixSocket;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where an engine listens.
 *
 * <table>
 * <caption>The first that is set, or whose socket is there</caption>
 * <tr><td>docker</td>
 *   <td>{@code $DOCKER_HOST}, {@code /var/run/docker.sock}, {@code $XDG_RUNTIME_DIR/docker.sock},
 *   {@code ~/.docker/run/docker.sock}</td></tr>
 * <tr><td>podman</td>
 *   <td>{@code $CONTAINER_HOST}, {@code $XDG_RUNTIME_DIR/podman/podman.sock}, {@code
 *   /run/podman/podman.sock}; for root the last one comes before the one of the session</td></tr>
 * </table>
 *
 * <p>Without {@code XDG_RUNTIME_DIR} the folder of the session is {@code /run/user/UID}.
 *
 * <p>{@code tcp://} and {@code https://} of docker are in TLS where {@code DOCKER_TLS_VERIFY} or
 * {@code DOCKER_CERT_PATH} is set, or the scheme says so, with {@code ca.pem}, {@code cert.pem} and
 * {@code key.pem} of {@code DOCKER_CERT_PATH}, else of {@code ~/.docker}. Servers are always
 * verified.
 */
final class EngineAddresses {
  private static final int DOCKER_PORT = 2375;
  private static final int DOCKER_TLS_PORT = 2376;
  private static final int MAX_PORT = 65_535;
  private static final String ROOT = "0";

  private final UserEnvironment environment;

  EngineAddresses(UserEnvironment environment) {
    this.environment = environment;
  }

  EngineAddress find(EngineKind kind) throws EngineSettingException {
    String value = environment.variable(kind.variable());
    if (value != null) {
      return parse(kind, value);
    }
    List<Path> sockets = kind == EngineKind.DOCKER ? dockerSockets() : podmanSockets();
    for (Path socket : sockets) {
      if (Files.exists(socket)) {
        return new UnixSocket(socket);
      }
    }
    return new UnixSocket(sockets.get(0));
  }

  private EngineAddress parse(EngineKind kind, String value) throws EngineSettingException {
    if (value.startsWith("unix://")) {
      String path = value.substring("unix://".length());
      if (!path.startsWith("/")) {
        throw wrong(kind, value, "has no absolute path");
      }
      return new UnixSocket(Path.of(path));
    }
    if (value.startsWith("ssh://")) {
      throw wrong(
          kind, value, "is reached by ssh, which is not supported: forward the socket with ssh -L");
    }
    return tcp(kind, value);
  }

  private Tcp tcp(EngineKind kind, String value) throws EngineSettingException {
    URI uri;
    try {
      uri = new URI(value);
    } catch (URISyntaxException e) {
      throw wrong(kind, value, "is not an address");
    }
    String scheme = String.valueOf(uri.getScheme());
    String host = uri.getHost();
    boolean known = scheme.equals("tcp") || scheme.equals("http") || scheme.equals("https");
    if (!known || host == null || uri.getPort() > MAX_PORT || uri.getPort() == 0) {
      throw wrong(kind, value, "is not an address");
    }
    if (!String.valueOf(uri.getPath()).matches("/?")) {
      throw wrong(kind, value, "has a path");
    }
    TlsMaterial tls = kind == EngineKind.DOCKER && isTls(scheme) ? dockerTls() : null;
    if (tls == null && scheme.equals("https")) {
      throw wrong(kind, value, "asks for TLS, which podman's engine does not speak");
    }
    int port = uri.getPort() > 0 ? uri.getPort() : tls == null ? DOCKER_PORT : DOCKER_TLS_PORT;
    boolean bracketed = host.startsWith("[");
    return new Tcp(bracketed ? host.substring(1, host.length() - 1) : host, port, tls);
  }

  private static EngineSettingException wrong(EngineKind kind, String value, String problem) {
    return new EngineSettingException(
        kind.variable(),
        value,
        problem + "; for example unix:///run/engine.sock or tcp://127.0.0.1:2375");
  }

  private boolean isTls(String scheme) {
    return scheme.equals("https")
        || !scheme.equals("http")
            && (environment.variable("DOCKER_TLS_VERIFY") != null
                || environment.variable("DOCKER_CERT_PATH") != null);
  }

  private TlsMaterial dockerTls() {
    String folder = environment.variable("DOCKER_CERT_PATH");
    Path certificates = folder == null ? environment.home().resolve(".docker") : Path.of(folder);
    return TlsMaterial.ofDocker(environment, certificates);
  }

  private List<Path> dockerSockets() {
    List<Path> sockets = new ArrayList<>();
    sockets.add(environment.system("var/run/docker.sock"));
    Path session = sessionFolder();
    if (session != null) {
      sockets.add(session.resolve("docker.sock"));
    }
    sockets.add(environment.home().resolve(".docker/run/docker.sock"));
    return sockets;
  }

  private List<Path> podmanSockets() {
    Path system = environment.system("run/podman/podman.sock");
    Path session = sessionFolder();
    if (session == null) {
      return List.of(system);
    }
    Path ofUser = session.resolve("podman/podman.sock");
    return ROOT.equals(uid()) ? List.of(system, ofUser) : List.of(ofUser, system);
  }

  private @Nullable Path sessionFolder() {
    String folder = environment.variable("XDG_RUNTIME_DIR");
    if (folder != null) {
      return Path.of(folder);
    }
    String uid = uid();
    return uid == null ? null : environment.system("run/user/" + uid);
  }

  private static @Nullable String uid() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException | UnsupportedOperationException e) {
      return null; // not Linux: podman runs in a machine of its own there
    }
  }
}
