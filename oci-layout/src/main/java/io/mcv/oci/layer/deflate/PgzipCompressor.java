package io.mcv.oci.layer.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;

/**
 * gzip, byte for byte as skopeo, buildah and podman write it on amd64 at their default level: by
 * klauspost/pgzip 1.2.5 or 1.2.6 with the klauspost/compress that the {@link GzipProfile} names.
 *
 * <p>The bytes depend on nothing but the input: not on the JDK, the machine, the number of threads
 * or how the input is cut into writes.
 */
public final class PgzipCompressor {
  /** So many units are handed out per thread that none waits for another to be written. */
  private static final int UNITS_PER_THREAD = 2;

  private final GzipProfile profile;
  private final Executor executor;
  private final int maxQueued;

  private PgzipCompressor(GzipProfile profile, Executor executor, int maxQueued) {
    this.profile = profile;
    this.executor = executor;
    this.maxQueued = maxQueued;
  }

  /** Compresses on the thread that writes, in at most 8 MiB of memory. */
  public static PgzipCompressor serial(GzipProfile profile) {
    return new PgzipCompressor(profile, Runnable::run, 1);
  }

  /**
   * Compresses units of 1 MiB at the same time, in at most {@code 2 * parallelism + 1} times 4 MiB
   * of memory. No thread is started or kept.
   *
   * @param executor runs the coding of units; it may be shared, busy or run them at once. What it
   *     throws reaches the writer.
   * @param parallelism how many units it is expected to run at once, at least 1
   * @throws IllegalArgumentException if the parallelism is less than 1
   */
  public static PgzipCompressor parallel(GzipProfile profile, Executor executor, int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("the parallelism of gzip is at least 1");
    }
    return new PgzipCompressor(
        profile, executor, Math.multiplyExact(UNITS_PER_THREAD, parallelism));
  }

  /**
   * Starts a gzip stream. Closing it ends the stream and leaves the one below open.
   *
   * @param out where the compressed bytes go
   */
  public OutputStream compress(OutputStream out) throws IOException {
    return new PgzipOutputStream(out, profile, executor, maxQueued);
  }
}
