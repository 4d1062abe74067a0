package io.mcv.testing.benchmark;

import io.mcv.testing.registry.RandomImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes an image of incompressible layers in an OCI layout, to be sent to registries and back. */
public final class TransferImage {
  private static final long MEGABYTE = 1_000_000;
  private static final int SEED = 4;

  private TransferImage() {}

  /**
   * Makes it.
   *
   * @param arguments the folder of the layout, where the image gets the name {@code t}, and the
   *     size of each layer in megabytes
   */
  public static void main(String[] arguments) throws IOException {
    long[] sizes =
        Arrays.stream(arguments)
            .skip(1)
            .mapToLong(size -> Long.parseLong(size) * MEGABYTE)
            .toArray();
    RandomImages.in(Path.of(arguments[0]), SEED).withTars().image("t", sizes);
  }
}
