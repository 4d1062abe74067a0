package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever is written is read back, in every dialect and compression. */
class LayerRoundTripTest {
  private static final int TREES = 200;
  private static final List<TarDialect> DIALECTS =
      List.of(TarDialect.GO, TarDialect.BUILDAH_1_28, TarDialect.SQUASHED);

  @Test
  void randomTreesAreReadBackAsTheyWereWritten() throws IOException {
    for (int seed = 0; seed < TREES; seed++) {
      List<LayerEntry> tree = new RandomTree(seed).entries();
      List<String> expected = describe(tree);
      for (TarDialect dialect : DIALECTS) {
        for (Compressor compressor : LayerWriterTest.compressors()) {
          byte[] layer = Layers.write(tree, dialect, compressor);

          List<LayerEntry> read = Layers.read(layer).stream().map(Layers::toWrite).toList();

          assertThat(describe(read))
              .as("tree %d, %s, %s", seed, dialect, compressor.name())
              .isEqualTo(expected);
        }
      }
    }
  }

  private static List<String> describe(List<LayerEntry> entries) throws IOException {
    List<String> descriptions = new ArrayList<>();
    for (LayerEntry entry : entries) {
      String detail = "";
      if (entry instanceof LayerEntry.RegularFile file) {
        byte[] content = file.content().open().readAllBytes();
        detail = HexFormat.of().formatHex(content) + describe(file.extendedAttributes());
      } else if (entry instanceof LayerEntry.Directory directory) {
        detail = describe(directory.extendedAttributes());
      } else if (entry instanceof LayerEntry.SymbolicLink link) {
        detail = link.target();
      } else if (entry instanceof LayerEntry.HardLink link) {
        detail = link.target();
      }
      descriptions.add(
          "%s %s %o %d %s"
              .formatted(
                  entry.getClass().getSimpleName(),
                  entry.path(),
                  entry.mode(),
                  entry.modifiedSeconds(),
                  detail));
    }
    return descriptions;
  }

  private static String describe(Map<String, byte[]> attributes) {
    Map<String, String> sorted = new TreeMap<>();
    attributes.forEach((name, value) -> sorted.put(name, HexFormat.of().formatHex(value)));
    return sorted.toString();
  }

  /** Entries of all kinds, with names, times and attributes around every edge of the format. */
  private static final class RandomTree {
    private static final String LETTERS = "abcXYZ019._-\\:~ \u00e9\u8a9e\n";
    private static final long[] TIMES = {
      0, 1, -1, 1748444973, (1L << 33) - 1, 1L << 33, 10413792000L, Long.MIN_VALUE, Long.MAX_VALUE
    };

    private final Random random;

    RandomTree(int seed) {
      random = new Random(seed);
    }

    List<LayerEntry> entries() {
      List<LayerEntry> entries = new ArrayList<>();
      int count = random.nextInt(12);
      for (int i = 0; i < count; i++) {
        entries.add(entry());
      }
      return entries;
    }

    private LayerEntry entry() {
      int mode = random.nextInt(010000);
      long modified = TIMES[random.nextInt(TIMES.length)];
      return switch (random.nextInt(6)) {
        case 0 -> new LayerEntry.Directory(path(), mode, modified, attributes());
        case 1 -> new LayerEntry.SymbolicLink(path(), modified, "../" + path());
        case 2 -> new LayerEntry.HardLink(path(), mode, modified, path());
        default -> {
          byte[] content = new byte[random.nextInt(3) * 512 + random.nextInt(2)];
          random.nextBytes(content);
          LayerEntry.RegularFile file = Layers.file(path(), content, mode, modified);
          yield new LayerEntry.RegularFile(
              file.path(), mode, modified, file.size(), file.content(), attributes());
        }
      };
    }

    private Map<String, byte[]> attributes() {
      if (random.nextInt(4) > 0) {
        return Map.of();
      }
      byte[] value = new byte[random.nextInt(120)];
      random.nextBytes(value);
      return Map.of("user.a", value, "security.capability", new byte[] {'\n'});
    }

    private String path() {
      List<String> components = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        components.add(name());
      }
      return String.join("/", components);
    }

    private String name() {
      int length = random.nextInt(3) == 0 ? 80 + random.nextInt(5) : 1 + random.nextInt(8);
      StringBuilder name = new StringBuilder("n");
      int letters = random.nextBoolean() ? 12 : LETTERS.length();
      for (int i = 1; i < length; i++) {
        name.append(LETTERS.charAt(random.nextInt(letters)));
      }
      return name.toString();
    }
  }
}
