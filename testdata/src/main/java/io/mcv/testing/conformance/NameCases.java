package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.LayerCases.contained;
import static io.mcv.testing.conformance.LayerCases.kept;
import static io.mcv.testing.conformance.LayerCases.outside;
import static io.mcv.testing.conformance.LayerCases.passes;
import static io.mcv.testing.conformance.LayerCases.refused;
import static io.mcv.testing.conformance.LayerCases.with;

import java.util.List;

/** Names that lead out of the target, are ambiguous, or stand for more than one thing. */
final class NameCases {
  private static final String CACHE = "io.triton.cache/";

  private NameCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        kept("LAYER-NAME-01"),
        refused(
            "LAYER-NAME-01",
            "absolute",
            "A file /tmp/mcv-escaped.",
            () -> with(VectorEntry.file("/tmp/mcv-escaped", ""))),
        passes("LAYER-NAME-02", "dots", "A name with two dots in it.", () -> with(outside("a..b"))),
        refused(
            "LAYER-NAME-02",
            "parent",
            "A file ../mcv-escaped.",
            () -> with(VectorEntry.file("../mcv-escaped", ""))),
        refused(
            "LAYER-NAME-02",
            "inside",
            "A name in the cache folder that leads out of it again.",
            () -> with(VectorEntry.file(CACHE + "../../mcv-escaped", ""))),
        passes(
            "LAYER-NAME-03",
            "dot-slash",
            "A name with ./ before it.",
            () -> with(VectorEntry.file("./x/a", ""))),
        refused(
            "LAYER-NAME-03",
            "empty",
            "A name with two slashes in a row.",
            () -> with(VectorEntry.file("x//a", ""))),
        refused(
            "LAYER-NAME-03",
            "dot",
            "A name with a component of one dot.",
            () -> with(VectorEntry.file("x/./a", ""))),
        refused(
            "LAYER-NAME-03",
            "slash-after-file",
            "A file whose name ends in a slash.",
            () -> with(VectorEntry.file("x/a/", ""))),
        passes(
            "LAYER-NAME-04",
            "utf-8",
            "A name in UTF-8 that is not ASCII.",
            () -> with(outside("caché"))),
        refused(
            "LAYER-NAME-04",
            "bytes",
            "A name that is not UTF-8.",
            () -> with(outside("a").header(NameCases::withBadByte))),
        refused(
            "LAYER-NAME-04",
            "nul",
            "A NUL in a name, after which C sees no more of it.",
            () -> with(outside("a").pax("path", "x/a\0b"))),
        refused(
            "LAYER-NAME-04",
            "empty-target",
            "A link that leads to an empty name.",
            () -> with(VectorEntry.of('2', "x/a", ""))),
        kept("LAYER-NAME-05"),
        refused(
            "LAYER-NAME-05",
            "twice",
            "Two files of one name.",
            () -> with(inCache("a"), inCache("a"))),
        kept("LAYER-NAME-06"),
        refused(
            "LAYER-NAME-06",
            "folder-then-file",
            "A file with the name of a folder before it.",
            () -> with(VectorEntry.folder(CACHE + "a"), inCache("a"))),
        refused(
            "LAYER-NAME-06",
            "below-file",
            "A file below a file.",
            () -> with(inCache("a"), inCache("a/b"))),
        passes(
            "LAYER-NAME-07",
            "replaced",
            "A file of the second layer replaces one of the first.",
            () -> layers(inCache("a"), inCache("a"))),
        refused(
            "LAYER-NAME-07",
            "file-over-folder",
            "A file of the second layer has the name of a folder of the first.",
            () -> layers(VectorEntry.folder(CACHE + "a"), inCache("a"))),
        refused(
            "LAYER-NAME-07",
            "below-file",
            "A file of the second layer is below one of the first.",
            () -> layers(inCache("a"), inCache("a/b"))),
        kept("LAYER-NAME-08"),
        contained(
            "LAYER-NAME-08",
            "case",
            "Two names that differ in case alone.",
            () -> with(inCache("A"), inCache("a"))),
        contained(
            "LAYER-NAME-08",
            "folder",
            "Two folders whose names differ in case alone.",
            () -> with(inCache("A/1"), inCache("a/2"))),
        kept("LAYER-NAME-09"),
        contained(
            "LAYER-NAME-09",
            "backslash",
            "A backslash, which separates names on Windows.",
            () -> with(inCache("..\\a"))));
  }

  private static VectorEntry inCache(String path) {
    return VectorEntry.file(CACHE + path, "");
  }

  /** An image with a second layer on top. */
  private static VectorImage layers(VectorEntry lower, VectorEntry upper) {
    return with(lower).add(VectorLayer.gzip().add(upper));
  }

  private static byte[] withBadByte(byte[] block) {
    block[LayerCases.OUTSIDE.length()] = (byte) 0xff;
    return block;
  }
}
