package io.mcv.fuzz;

import io.mcv.testing.conformance.BaseImages;
import io.mcv.testing.conformance.VectorEntry;
import io.mcv.testing.conformance.VectorImage;
import io.mcv.testing.conformance.VectorLayer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A layout that was right but for one change. Where the change is in a blob, the digests around it
 * are made anew most of the time: else every reader would stop at them.
 *
 * @param what was changed, for people
 * @param files of the layout by path
 */
record MutatedLayout(String what, SortedMap<String, byte[]> files) {
  private static final List<Supplier<VectorImage>> BASES =
      List.of(
          BaseImages::current,
          BaseImages::kserve,
          BaseImages::may2025,
          BaseImages::cargohold,
          BaseImages::artifact);

  /** The layout of a seed, the same on every machine. */
  static MutatedLayout of(long seed) {
    Random random = new Random(seed);
    random.nextInt(); // the first numbers of neighbouring seeds are alike
    VectorImage image = BASES.get(random.nextInt(BASES.size())).get();
    UnaryOperator<byte[]> bytes = new ByteMutation(random)::apply;
    UnaryOperator<byte[]> json = new JsonMutation(random)::apply;
    UnaryOperator<byte[]> either = random.nextInt(3) == 0 ? bytes : json;
    String what = change(image, random, bytes, either);
    return new MutatedLayout(seed + ", " + what, image.build());
  }

  private static String change(
      VectorImage image, Random random, UnaryOperator<byte[]> bytes, UnaryOperator<byte[]> either) {
    switch (random.nextInt(10)) {
      case 0 -> {
        image.files(
            files -> files.replaceAll((path, old) -> pick(path, "index.json", old, either)));
        return "index.json";
      }
      case 1 -> {
        image.files(
            files -> files.replaceAll((path, old) -> pick(path, "oci-layout", old, either)));
        return "oci-layout";
      }
      case 2, 3 -> {
        image.manifestBytes(either);
        return "manifest";
      }
      case 4 -> {
        image.configBytes(either);
        return "config";
      }
      case 5, 6 -> {
        layer(image, random).tar(new ByteMutation(random)::applyToTar);
        return "tar";
      }
      case 7 -> {
        layer(image, random).blob(bytes);
        return "compressed layer";
      }
      case 8 -> {
        content(layer(image, random), random, either);
        return "content of a file";
      }
      default -> {
        image.files(files -> damageOne(files, random, bytes));
        return "a file, digests as they were";
      }
    }
  }

  private static byte[] pick(
      String path, String wanted, byte[] old, UnaryOperator<byte[]> mutation) {
    return path.equals(wanted) ? mutation.apply(old) : old;
  }

  private static VectorLayer layer(VectorImage image, Random random) {
    return image.layers().get(random.nextInt(image.layers().size()));
  }

  private static void content(VectorLayer layer, Random random, UnaryOperator<byte[]> mutation) {
    List<VectorEntry> files =
        layer.entries().stream().filter(entry -> entry.content().length > 0).toList();
    VectorEntry chosen = files.get(random.nextInt(files.size()));
    chosen.content(mutation.apply(chosen.content()));
  }

  private static void damageOne(
      Map<String, byte[]> files, Random random, UnaryOperator<byte[]> mutation) {
    List<String> paths = List.copyOf(files.keySet());
    String chosen = paths.get(random.nextInt(paths.size()));
    if (random.nextInt(4) == 0) {
      files.remove(chosen);
    } else {
      files.computeIfPresent(chosen, (path, old) -> mutation.apply(old));
    }
  }
}
