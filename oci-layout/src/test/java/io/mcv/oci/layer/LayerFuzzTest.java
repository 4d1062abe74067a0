package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.OciException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A damaged layer is refused with a typed error, or it is not damaged. */
class LayerFuzzTest {
  private static final int MUTATIONS = 2000;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aMutatedLayerIsRefusedOrHasTheRightDiffId() throws IOException {
    Digest diffId = Digest.sha256(layer(Compressors.none()));
    for (Compressor compressor : LayerWriterTest.compressors()) {
      byte[] layer = layer(compressor);
      for (int seed = 0; seed < MUTATIONS; seed++) {
        byte[] mutant = mutate(layer, new Random(seed));
        String name = compressor.name() + " " + seed;

        assertRefusedOrRead(name, mutant, null);
        boolean read = assertRefusedOrRead(name, mutant, diffId);

        if (read && compressor.name().equals("none")) {
          assertThat(mutant).as(name).isEqualTo(layer);
        }
      }
    }
  }

  private static boolean assertRefusedOrRead(String name, byte[] layer, @Nullable Digest diffId) {
    try {
      Layers.read(layer, diffId, LayerLimits.DEFAULT);
      return true;
    } catch (LayerException | OciException e) {
      assertThat(e.getMessage()).as(name).isNotEmpty();
      return false;
    } catch (IOException | RuntimeException e) {
      return fail(name, e);
    }
  }

  private static byte[] mutate(byte[] layer, Random random) {
    byte[] mutant = layer.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      mutant =
          switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(mutant, random.nextInt(mutant.length + 1));
            case 1 -> splice(mutant, random);
            default -> flip(mutant, random);
          };
    }
    return mutant;
  }

  /** Puts a piece of the layer somewhere else, in whole blocks half of the time. */
  private static byte[] splice(byte[] layer, Random random) {
    int unit = random.nextBoolean() ? TarField.BLOCK_SIZE : 1;
    int units = layer.length / unit + 1;
    int from = Math.min(layer.length, random.nextInt(units) * unit);
    int to = Math.min(layer.length, random.nextInt(units) * unit);
    int length =
        Math.min(layer.length - Math.max(from, to), random.nextInt(4 * unit) / unit * unit);
    System.arraycopy(layer, from, layer, to, length);
    return layer;
  }

  private static byte[] flip(byte[] layer, Random random) {
    if (layer.length > 0) {
      layer[random.nextInt(layer.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return layer;
  }

  private static byte[] layer(Compressor compressor) throws IOException {
    byte[] noise = new byte[700];
    new Random(7).nextBytes(noise);
    List<LayerEntry> entries =
        List.of(
            new LayerEntry.Directory("d", 0755, 0),
            Layers.file("d/\u00e9" + "f".repeat(120), noise, 0644, -1),
            new LayerEntry.SymbolicLink("d/s", 0, "t".repeat(101)),
            new LayerEntry.HardLink("d/h", 0644, 0, "d/s"),
            new LayerEntry.Directory("e", 0755, 0, Map.of("user.a", new byte[] {1, 2})),
            Layers.file("e/f", "x".repeat(2000)));
    return Layers.write(entries, TarDialect.GO, compressor);
  }
}
