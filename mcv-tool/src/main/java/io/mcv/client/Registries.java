package io.mcv.client;

import io.mcv.oci.registry.RegistryClient;
import io.mcv.oci.registry.RegistryOptions;
import java.io.Closeable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The registries of a client, which are reached when the first one is named. */
final class Registries implements Closeable {
  private final RegistryOptions options;
  private @Nullable RegistryClient client;

  Registries(RegistryOptions options) {
    this.options = options;
  }

  /** Where what has to wait on disk may be put. */
  Path temporaryFolder() {
    return options.temporaryFolder();
  }

  synchronized RegistryClient client() {
    if (client == null) {
      client = new RegistryClient(options);
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
