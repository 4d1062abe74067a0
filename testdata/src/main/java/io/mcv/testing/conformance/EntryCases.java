package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.LayerCases.contained;
import static io.mcv.testing.conformance.LayerCases.kept;
import static io.mcv.testing.conformance.LayerCases.passes;
import static io.mcv.testing.conformance.LayerCases.refused;
import static io.mcv.testing.conformance.LayerCases.with;

import java.util.List;

/** Entries that must not be in a cache. */
final class EntryCases {
  private static final String CACHE = "io.triton.cache";
  private static final String KERNEL = "add.cubin";

  private EntryCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        kept("LAYER-ENTRY-01"),
        refused(
            "LAYER-ENTRY-01",
            "link",
            "The cache folder is a symbolic link, its files come after it.",
            () -> top(VectorEntry.of('2', CACHE, "/tmp"))),
        passes(
            "LAYER-ENTRY-02",
            "elsewhere",
            "A symbolic link outside of the cache.",
            () -> with(VectorEntry.of('2', "x", "/tmp"))),
        refused(
            "LAYER-ENTRY-02",
            "absolute",
            "A symbolic link to /tmp, and a file below it.",
            () -> with(link('2', "/tmp"), VectorEntry.file(CACHE + "/a/mcv-escaped", ""))),
        refused(
            "LAYER-ENTRY-02",
            "inside",
            "A symbolic link to a file of the cache.",
            () -> with(link('2', VectorCaches.KEY + "/" + KERNEL))),
        kept("LAYER-ENTRY-03"),
        refused(
            "LAYER-ENTRY-03",
            "inside",
            "A hard link to a file of the cache.",
            () -> with(link('1', CACHE + "/" + VectorCaches.KEY + "/" + KERNEL))),
        refused(
            "LAYER-ENTRY-03",
            "outside",
            "A hard link to a file that is in no layer.",
            () -> with(link('1', "../../etc/passwd"))),
        kept("LAYER-ENTRY-04"),
        refused("LAYER-ENTRY-04", "fifo", "A FIFO.", () -> with(link('6', ""))),
        refused("LAYER-ENTRY-04", "device", "A character device.", () -> with(link('3', ""))),
        passes(
            "LAYER-ENTRY-05",
            "elsewhere",
            "A whiteout outside of the cache.",
            () -> with(VectorEntry.file("x/.wh.a", ""))),
        refused(
            "LAYER-ENTRY-05",
            "file",
            "A whiteout of a file of the cache.",
            () -> with(VectorEntry.file(CACHE + "/.wh.a", ""))),
        kept("LAYER-ENTRY-06"),
        refused(
            "LAYER-ENTRY-06",
            "nothing",
            "A whiteout without a name.",
            () -> with(VectorEntry.file("x/.wh.", ""))),
        refused(
            "LAYER-ENTRY-06",
            "parent",
            "A whiteout of the folder above that of the cache.",
            () -> with(VectorEntry.file(CACHE + "/.wh...", ""))),
        kept("LAYER-ENTRY-07"),
        refused(
            "LAYER-ENTRY-07",
            "cache",
            "A whiteout of the cache folder.",
            () -> with(VectorEntry.file(".wh." + CACHE, ""))),
        refused(
            "LAYER-ENTRY-07",
            "all",
            "A whiteout of all there is.",
            () -> with(VectorEntry.file(".wh..wh..opq", ""))),
        kept("LAYER-ENTRY-08"),
        contained(
            "LAYER-ENTRY-08", "set-user-id", "A file with the set-user-id bit.", () -> mode(04755)),
        kept("LAYER-ENTRY-09"),
        contained(
            "LAYER-ENTRY-09", "writable", "A file that everybody may write.", () -> mode(0666)),
        contained(
            "LAYER-ENTRY-09",
            "writable-folder",
            "A cache folder that everybody may write.",
            () -> BaseImages.current().layer(0, layer -> layer.entries().get(0).mode(0777))));
  }

  private static VectorEntry link(char type, String target) {
    return VectorEntry.of(type, CACHE + "/a", target);
  }

  private static VectorImage top(VectorEntry entry) {
    return BaseImages.current().layer(0, layer -> layer.entries().set(0, entry));
  }

  private static VectorImage mode(int mode) {
    return BaseImages.current().layer(0, layer -> layer.entry(KERNEL).mode(mode));
  }
}
