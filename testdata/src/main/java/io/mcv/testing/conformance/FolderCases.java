package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.CacheCases.kept;
import static io.mcv.testing.conformance.ConformanceCase.accepted;
import static io.mcv.testing.conformance.ConformanceCase.contained;
import static io.mcv.testing.conformance.ConformanceCase.refused;

import io.mcv.testing.conformance.ConformanceCase.Extract;
import io.mcv.testing.conformance.ConformanceCase.Verdict;
import java.util.List;

/** Cases of {@code MCV-FOLDER}. */
final class FolderCases {
  private static final String TOP = "io.triton.cache/";
  private static final String KEY_FOLDER = TOP + VectorCaches.KEY + "/";

  private FolderCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        kept("MCV-FOLDER-01", BaseImages::current),
        refused(
            "MCV-FOLDER-01",
            "manifest-alone",
            "auto",
            "There is an in-image manifest, and no cache.",
            () -> withoutCache(BaseImages.current())),
        refused(
            "MCV-FOLDER-01",
            "longer-name",
            "auto",
            "The name of the folder only starts like that of a cache folder.",
            () -> renamed("io.triton.cacheX/")),
        new ConformanceCase(
            "mcv-folder-02-labelled",
            "MCV-FOLDER-02",
            Verdict.PASS,
            "auto",
            Extract.CONTAIN,
            "There are two caches, and labels of one.",
            FolderCases::twoCaches),
        refused(
            "MCV-FOLDER-02",
            "no-labels",
            "auto",
            "There are two caches, and no label says which one is meant.",
            () -> CacheChanges.unlabelled(twoCaches(), "cache.")),
        kept("MCV-FOLDER-03", BaseImages::current),
        contained(
            "MCV-FOLDER-03",
            "two-caches",
            "auto",
            "There are two caches, and labels of one.",
            FolderCases::twoCaches),
        kept("MCV-FOLDER-04", BaseImages::current),
        accepted(
            "MCV-FOLDER-04",
            "dot-slash",
            "auto",
            "All names start with a dot and a slash.",
            FolderCases::dotted),
        kept("MCV-FOLDER-05", BaseImages::current),
        accepted(
            "MCV-FOLDER-05",
            "lock",
            "auto",
            "The key folder holds a lock.",
            () ->
                CacheChanges.add(
                    BaseImages.current(), "/add.ptx", VectorEntry.file(KEY_FOLDER + "lock", ""))),
        kept("MCV-FOLDER-06", BaseImages::current),
        accepted(
            "MCV-FOLDER-06",
            "cut",
            "auto",
            "The metadata of the kernel ends early.",
            () ->
                CacheChanges.text(
                    BaseImages.current(), "/add.json", json -> json.substring(0, 100))),
        accepted(
            "MCV-FOLDER-06",
            "key-twice",
            "auto",
            "The metadata of the kernel has its hash twice.",
            () -> metadata("{\"hash\"", "{\"hash\": \"0\", \"hash\"")),
        kept("MCV-FOLDER-07", BaseImages::current),
        accepted(
            "MCV-FOLDER-07",
            "no-hash",
            "auto",
            "The metadata of the kernel has no hash.",
            () -> metadata("\"hash\"", "\"key\"")),
        kept("MCV-FOLDER-08", BaseImages::current),
        accepted(
            "MCV-FOLDER-08",
            "other-key",
            "auto",
            "The key folder has the name of another kernel.",
            () -> CacheChanges.manifest(metadata("\"6088", "\"7088"), "\"6088", "\"7088")),
        kept("MCV-FOLDER-09", BaseImages::current),
        accepted(
            "MCV-FOLDER-09",
            "list",
            "auto",
            "The group file is a list.",
            () ->
                CacheChanges.text(
                    BaseImages.current(), "/__grp__add.json", json -> "[\"add.json\"]")));
  }

  private static VectorImage metadata(String old, String text) {
    return CacheChanges.replaced(BaseImages.current(), "/add.json", old, text);
  }

  private static VectorImage withoutCache(VectorImage image) {
    return image.layer(0, layer -> layer.entries().removeIf(e -> e.name().startsWith(TOP)));
  }

  private static VectorImage renamed(String top) {
    VectorImage image = BaseImages.current();
    for (VectorEntry entry : image.layers().get(0).entries()) {
      if (entry.name().startsWith(TOP)) {
        entry.name(top + entry.name().substring(TOP.length()));
      }
    }
    return image;
  }

  private static VectorImage dotted() {
    VectorImage image = BaseImages.current();
    image.layers().get(0).entries().forEach(entry -> entry.name("./" + entry.name()));
    return image;
  }

  private static VectorImage twoCaches() {
    return BaseImages.current()
        .layer(
            0, layer -> layer.addAll(VectorCaches.entries("io.vllm.cache", VectorCaches.vllm())));
  }
}
