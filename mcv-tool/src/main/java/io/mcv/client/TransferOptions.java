package io.mcv.client;

import io.mcv.oci.registry.RegistryOptions;

/**
 * How a client talks to registries.
 *
 * @param registry credentials, configuration, retries and the like
 * @param parallel how many blobs are on their way at once, at least one
 * @param listener is told how transfers go on
 */
public record TransferOptions(RegistryOptions registry, int parallel, TransferListener listener) {
  /** As many blobs are on their way at once, as with skopeo. */
  public static final int DEFAULT_PARALLEL = 6;

  private static final int MAX_PARALLEL = 64;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is not from 1 to 64
   */
  public TransferOptions {
    if (parallel < 1 || parallel > MAX_PARALLEL) {
      throw new IllegalArgumentException("1 to " + MAX_PARALLEL + " blobs can be moved at once");
    }
  }

  /** Everything as configured in this environment. */
  public static TransferOptions of(HostEnvironment environment) {
    return new TransferOptions(
        RegistryOptions.of(environment.forRegistries()), DEFAULT_PARALLEL, TransferListener.NONE);
  }

  /** The same with these options of registries. */
  public TransferOptions withRegistry(RegistryOptions newRegistry) {
    return new TransferOptions(newRegistry, parallel, listener);
  }

  /** The same with so many blobs at once. */
  public TransferOptions withParallel(int newParallel) {
    return new TransferOptions(registry, newParallel, listener);
  }

  /** The same with this listener. */
  public TransferOptions withListener(TransferListener newListener) {
    return new TransferOptions(registry, parallel, newListener);
  }
}
