package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.LayerCases.accepted;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Images that another run, or another host, would make in other bytes. */
final class ReproducibilityCases {
  private static final String KERNEL = "add.cubin";
  private static final int RULES = 13;
  private static final int FLAGS = 3;
  private static final int FLAG_NAME = 0x08;
  private static final int TIME = 4;
  private static final int GZIP_HEADER = 10;

  private ReproducibilityCases() {}

  static List<ConformanceCase> all() {
    Stream<ConformanceCase> kept =
        IntStream.rangeClosed(1, RULES).mapToObj("REPRO-%02d"::formatted).map(LayerCases::kept);
    return Stream.concat(kept, broken()).toList();
  }

  private static Stream<ConformanceCase> broken() {
    return Stream.of(
        broken(1, "swapped", "Two files in the wrong order.", ReproducibilityCases::swap),
        broken(
            2,
            "folder",
            "The cache folder has two entries.",
            layer -> layer.entries().add(0, VectorEntry.folder("io.triton.cache"))),
        broken(
            3, "one-file", "One file has another time.", layer -> layer.entry(KERNEL).modified(1)),
        broken(
            4,
            "all-files",
            "All entries have another time than the configuration.",
            layer -> layer.entries().forEach(entry -> entry.modified(1))),
        accepted(
            "REPRO-05",
            "step",
            "A step in the history has another time.",
            () -> BaseImages.current().config(ReproducibilityCases::changeHistory)),
        broken(
            6,
            "user",
            "A file belongs to user 1000.",
            layer -> layer.entry(KERNEL).owner(1000, 1000, "", "")),
        broken(
            6,
            "name",
            "A file belongs to root by name.",
            layer -> layer.entry(KERNEL).owner(0, 0, "root", "root")),
        broken(7, "private", "A file of mode 0600.", layer -> layer.entry(KERNEL).mode(0600)),
        broken(
            7,
            "open-manifest",
            "An in-image manifest of mode 0666.",
            layer -> layer.entry("manifest.json").mode(0666)),
        broken(
            8,
            "open-folder",
            "A folder of an in-image manifest of mode 0777.",
            layer -> layer.entry(".manifest/").mode(0777)),
        broken(
            8,
            "private",
            "The cache folder has mode 0700.",
            layer -> layer.entries().get(0).mode(0700)),
        broken(
            9,
            "user",
            "A file with an extended attribute.",
            layer -> layer.entry(KERNEL).pax("SCHILY.xattr.user.origin", "host")),
        broken(
            10,
            "time",
            "The header of gzip has the time of compression.",
            layer -> layer.blob(ReproducibilityCases::withTime)),
        broken(
            11,
            "name",
            "The header of gzip has the name of a file.",
            layer -> layer.blob(ReproducibilityCases::withName)),
        accepted(
            "REPRO-12",
            "manifest-first",
            "The layer with the in-image manifest comes first.",
            ReproducibilityCases::manifestFirst),
        broken(
            13,
            "no-slash",
            "No slash ends the names of folders.",
            layer -> names(layer, name -> name.replaceAll("/$", ""))));
  }

  private static ConformanceCase broken(
      int rule, String what, String reason, Consumer<VectorLayer> change) {
    Supplier<VectorImage> image = () -> BaseImages.current().layer(0, change);
    return accepted("REPRO-%02d".formatted(rule), what, reason, image);
  }

  private static void swap(VectorLayer layer) {
    int kernel = layer.entries().indexOf(layer.entry(KERNEL));
    Collections.swap(layer.entries(), kernel, kernel + 1);
  }

  private static void changeHistory(Map<String, Object> config) {
    Map<String, Object> step = LayerCases.object(LayerCases.list(config, "history").get(0));
    step.put("created", "1970-01-01T00:00:01Z");
  }

  /** The cache and its manifest in two layers, in the wrong order. */
  private static VectorImage manifestFirst() {
    VectorImage image = BaseImages.current();
    List<VectorEntry> entries = image.layers().get(0).entries();
    List<VectorEntry> manifest =
        entries.stream().filter(entry -> entry.name().startsWith("io.triton.manifest")).toList();
    entries.removeAll(manifest);
    image.layers().add(0, VectorLayer.gzip().addAll(manifest));
    return image;
  }

  private static void names(VectorLayer layer, UnaryOperator<String> change) {
    layer.entries().forEach(entry -> entry.name(change.apply(entry.name())));
  }

  private static byte[] withTime(byte[] gzip) {
    gzip[TIME] = 1;
    return gzip;
  }

  private static byte[] withName(byte[] gzip) {
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.write(gzip, 0, FLAGS);
    named.write(FLAG_NAME);
    named.write(gzip, FLAGS + 1, GZIP_HEADER - FLAGS - 1);
    named.writeBytes(new byte[] {'a', '.', 't', 'a', 'r', 0});
    named.write(gzip, GZIP_HEADER, gzip.length - GZIP_HEADER);
    return named.toByteArray();
  }
}
