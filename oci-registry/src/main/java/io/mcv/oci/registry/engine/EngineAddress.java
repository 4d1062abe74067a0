package io.mcv.oci.registry.engine;

import io.mcv.oci.registry.config.TlsMaterial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an engine listens. {@code toString} is how a user writes it. */
sealed interface EngineAddress {

  /**
   * A socket in the file system.
   *
   * @param path the socket
   */
  record UnixSocket(Path path) implements EngineAddress {
    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /**
   * A port.
   *
   * @param host name or address; an IPv6 address without brackets
   * @param tls whom to trust and what to show; null to speak in the clear
   */
  record Tcp(String host, int port, @Nullable TlsMaterial tls) implements EngineAddress {
    @Override
    public String toString() {
      String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
      return "tcp://" + shown + ":" + port + (tls == null ? "" : " (TLS)");
    }
  }
}
