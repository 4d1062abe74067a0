package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.CacheCases.kept;
import static io.mcv.testing.conformance.ConformanceCase.accepted;
import static io.mcv.testing.conformance.ConformanceCase.refused;

import java.util.Arrays;
import java.util.List;

/** Cases of {@code MCV-LABEL}. */
final class LabelCases {
  private static final String COUNT = "cache.triton.image/entry-count";
  private static final String SIZE = "cache.triton.image/cache-size-bytes";
  private static final String SUMMARY = "cache.triton.image/summary";
  private static final String TARGET = "{\"backend\":\"cuda\",\"arch\":\"80\",\"warp_size\":32}";

  private LabelCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        kept("MCV-LABEL-01", BaseImages::current),
        accepted(
            "MCV-LABEL-01",
            "no-labels",
            "auto",
            "No label tells of the cache.",
            () -> CacheChanges.unlabelled(BaseImages.current(), "cache.")),
        kept("MCV-LABEL-02", BaseImages::current),
        accepted(
            "MCV-LABEL-02",
            "count-in-words",
            "auto",
            "The label entry-count is the word one.",
            () -> BaseImages.current().label(COUNT, "one")),
        accepted(
            "MCV-LABEL-02",
            "negative-size",
            "auto",
            "The label cache-size-bytes has a sign.",
            () -> BaseImages.current().label(SIZE, "-1")),
        kept("MCV-LABEL-03", BaseImages::current),
        refused(
            "MCV-LABEL-03",
            "one-byte-more",
            "auto",
            "A byte was added to a file after the labels were made.",
            LabelCases::grown),
        refused(
            "MCV-LABEL-03",
            "folder-twice",
            "auto",
            "A byte was added to a file, and the cache has a folder twice.",
            LabelCases::grownWithFolderTwice),
        kept("MCV-LABEL-04", BaseImages::may2025),
        accepted(
            "MCV-LABEL-04",
            "counted-before",
            "auto",
            "The files were counted before their paths were shortened.",
            () -> BaseImages.may2025().label(SIZE, "9000")),
        kept("MCV-LABEL-05", BaseImages::current),
        accepted(
            "MCV-LABEL-05",
            "two-for-one",
            "auto",
            "The label entry-count is 2 for one kernel.",
            () -> BaseImages.current().label(COUNT, "2")),
        kept("MCV-LABEL-06", BaseImages::current),
        accepted(
            "MCV-LABEL-06",
            "arch-number",
            "auto",
            "The architecture in the label is a number.",
            () -> summary(TARGET.replace("\"80\"", "80"))),
        accepted(
            "MCV-LABEL-06",
            "no-json",
            "auto",
            "The label is no JSON.",
            () -> BaseImages.current().label(SUMMARY, "cuda 80")),
        kept("MCV-LABEL-07", BaseImages::current),
        accepted(
            "MCV-LABEL-07",
            "twice",
            "auto",
            "The label names one target twice.",
            () -> summary(TARGET + "," + TARGET)),
        kept("MCV-LABEL-08", BaseImages::kserve),
        accepted(
            "MCV-LABEL-08",
            "toolkit",
            "auto",
            "The label has the version of a toolkit as architecture.",
            () ->
                BaseImages.kserve()
                    .labels(
                        labels ->
                            labels.computeIfPresent(
                                "cache.vllm.image/summary",
                                (name, value) -> value.replace("sm_80", "sm_12.9")))),
        kept("MCV-LABEL-09", BaseImages::current),
        accepted(
            "MCV-LABEL-09",
            "other-target",
            "auto",
            "The label names another architecture than the kernel has.",
            () -> summary(TARGET.replace("80", "90"))));
  }

  private static VectorImage grown() {
    VectorImage image = BaseImages.current();
    VectorEntry file = image.layers().get(0).entry("/add.ptx");
    byte[] content = file.content();
    byte[] more = Arrays.copyOf(content, content.length + 1);
    more[content.length] = '\n';
    file.content(more);
    return image;
  }

  private static VectorImage grownWithFolderTwice() {
    VectorImage image = grown();
    List<VectorEntry> entries = image.layers().get(0).entries();
    entries.add(1, VectorEntry.folder(entries.get(1).name().replaceAll("/$", "")));
    return image;
  }

  private static VectorImage summary(String targets) {
    return BaseImages.current().label(SUMMARY, "{\"targets\":[" + targets + "]}");
  }
}
