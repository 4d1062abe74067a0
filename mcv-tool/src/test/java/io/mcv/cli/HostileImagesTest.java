package io.mcv.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.FileTrees;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The images of hostile-layers, and attacks that need more layers than those have. */
@ResourceLock("/tmp/mcv-hostile-target")
class HostileImagesTest {
  /** What every error about these images must say: the entry, where there is one, and the rule. */
  private static final Map<String, List<String>> REFUSALS =
      Map.ofEntries(
          entry("dotdot", List.of("/PWN\"", "\"..\"")),
          entry("dotdot-outside-prefix", List.of("/PWN\"", "\"..\"")),
          entry("abs", List.of("\"/tmp/mcv-hostile-target/PWN\"", "absolute")),
          entry("symdir-same-layer", List.of("io.triton.cache/d\"", "symbolic link")),
          entry("symfile-overwrite", List.of("io.triton.cache/f\"", "symbolic link")),
          entry("sym-relative-escape", List.of("io.triton.cache/d\"", "symbolic link")),
          entry("hard-abs", List.of("io.triton.cache/h\"", "hard link")),
          entry("hard-dotdot", List.of("io.triton.cache/h\"", "hard link")),
          entry("hard-forward", List.of("io.triton.cache/h\"", "hard link")),
          entry("root-symlink", List.of("\"io.triton.cache\"", "symbolic link")),
          entry("wh-threedots", List.of("/.wh...\"", "whiteout")),
          entry("wh-dot", List.of("/.wh..\"", "whiteout")),
          entry("wh-empty", List.of("/.wh.\"", "whiteout")),
          entry("wh-through-symlink", List.of("io.triton.cache/d\"", "symbolic link")),
          entry("chardev", List.of("io.triton.cache/dev\"", "device")),
          entry("blockdev", List.of("io.triton.cache/dev\"", "device")),
          entry("fifo", List.of("io.triton.cache/ff\"", "FIFO")),
          entry("duplicate", List.of("io.triton.cache/a\"", "there already")),
          entry("dir-then-file", List.of("io.triton.cache/a\"", "there already")),
          entry("long-component", List.of("io.triton.cache/xxx", "255 bytes", "--max-name")),
          entry("long-path", List.of("io.triton.cache/xxx", "4096 bytes", "--max-path")),
          entry("pax-huge-record", List.of("header", "1048576 bytes", "--max-header")),
          entry("gnu-sparse", List.of("io.triton.cache/sparse\"", "sparse")),
          entry("size-beyond-end", List.of("ends inside the content")),
          entry("bad-checksum", List.of("checksum")),
          entry("bad-diffid", List.of("corrupt", "digest")),
          entry("truncated", List.of("ends inside the content")),
          entry("no-trailer", List.of("two zero blocks")),
          entry("bomb-zeros", List.of("200-fold", "--max-ratio")),
          entry("gzip-trailing-garbage", List.of("gzip", "corrupt")));

  private static final Path VICTIMS = Path.of("/tmp/mcv-hostile-target");

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of(""));
  private Path place = Path.of("");

  /** What the target is before. */
  enum Before {
    ABSENT,
    EMPTY,
    FOREIGN_FILES
  }

  @BeforeEach
  void putVictimInReach() throws IOException {
    tool = Tool.at(folder.resolve("home"));
    place = Files.createDirectory(folder.resolve("place"));
    Files.createDirectories(VICTIMS);
    Files.writeString(VICTIMS.resolve("victim"), "as it was");
  }

  @AfterEach
  void removeVictim() throws IOException {
    try (Stream<Path> files = Files.list(VICTIMS)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(VICTIMS);
  }

  @ParameterizedTest
  @EnumSource
  void everyHostileImageGetsItsVerdict(Before before) throws IOException {
    Path images = SharedData.require("hostile-layers");
    JsonObject verdicts = Json.parseObject(Files.readAllBytes(images.resolve("expected.json")));
    assertThat(verdicts.names()).containsAll(REFUSALS.keySet());
    for (String name : verdicts.names()) {
      Path own = Files.createDirectory(place.resolve(name));
      Tool.Outcome outcome = extract("oci:" + images.resolve(name) + ":t", own, before);
      switch (verdicts.string(name)) {
        case "refuse" -> assertRefused(outcome, name);
        case "accept" -> assertThat(outcome.exit()).as(name + ": " + outcome.err()).isZero();
        case "contain" -> assertThat(outcome.exit()).as(name + ": " + outcome.err()).isIn(0, 1);
        default -> throw new AssertionError(name + " has a verdict we do not know");
      }
      assertThat(FileTrees.snapshot(VICTIMS).keySet()).as(name).containsExactly("victim");
      assertThat(VICTIMS.resolve("victim")).as(name).hasContent("as it was");
    }
  }

  /** Extracts, and checks that a refused target stays as it was and nothing is left beside it. */
  private Tool.Outcome extract(String image, Path own, Before before) throws IOException {
    Path target = own.resolve("target");
    if (before != Before.ABSENT) {
      Files.createDirectory(target);
    }
    if (before == Before.FOREIGN_FILES) {
      Files.createDirectory(target.resolve("FOREIGN"));
      Files.writeString(target.resolve("FOREIGN/kernel.json"), "{}");
      Files.writeString(target.resolve("notes.txt"), "mine");
    }
    SortedMap<String, String> was = FileTrees.snapshot(own);
    Tool.Outcome outcome = tool.run("extract", "--no-gpu", "-i", image, "-d", target.toString());
    SortedMap<String, String> is = FileTrees.snapshot(own);
    if (outcome.exit() != 0) {
      assertThat(is).as(image).isEqualTo(was);
    } else {
      assertThat(is.keySet()).as(image).allMatch(path -> path.startsWith("target"));
      assertThat(is).as(image).containsAllEntriesOf(was);
      assertPlain(is);
    }
    return outcome;
  }

  private static void assertRefused(Tool.Outcome outcome, String name) {
    assertThat(outcome.exit()).as(name).isEqualTo(1);
    assertThat(outcome.out()).as(name).isEmpty();
    assertThat(REFUSALS).as("a rule for %s", name).containsKey(name);
    assertThat(outcome.err()).as(name).contains(REFUSALS.getOrDefault(name, List.of()));
    assertThat(outcome.err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
  }

  private static void assertPlain(SortedMap<String, String> tree) {
    assertThat(tree.values()).allMatch(is -> is.matches("folder 0755|file 0(644|755) sha256:.*"));
  }

  @Test
  void aLinkOfOneLayerIsNotWrittenThroughByTheNext() throws IOException {
    byte[] link = new RawTar().symbolicLink("io.triton.cache/d", VICTIMS.toString()).end();
    byte[] through = new RawTar().file("io.triton.cache/d/PWN", "x").end();
    assertRefusedWith("io.triton.cache/d\" is refused: a symbolic link", link, through);
  }

  @Test
  void aLinkOutsideOfTheCacheFolderIsNeverMade() throws IOException {
    byte[] link = new RawTar().symbolicLink("elsewhere", VICTIMS.toString()).end();
    byte[] through =
        new RawTar().file("elsewhere/PWN", "x").file("io.triton.cache/KEY/a.json", "{}").end();
    Tool.Outcome outcome = extract(image(link, through), place, Before.ABSENT);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(FileTrees.snapshot(place.resolve("target")).keySet())
        .containsExactly("KEY", "KEY/a.json");
    assertThat(FileTrees.snapshot(VICTIMS).keySet()).containsExactly("victim");
  }

  @Test
  void aFileOfOneLayerIsNotTakenForAFolderByTheNext() throws IOException {
    byte[] file = new RawTar().file("io.triton.cache/KEY", "x").end();
    byte[] folderThere = new RawTar().file("io.triton.cache/KEY/a.json", "{}").end();
    assertRefusedWith("a file of one layer is a folder of another", file, folderThere);
    assertRefusedWith("a file of one layer is a folder of another", folderThere, file);
  }

  @Test
  void aLaterLayerReplacesAFile() throws IOException {
    byte[] old = new RawTar().file("io.triton.cache/KEY/a.json", "old").end();
    byte[] changed = new RawTar().file("io.triton.cache/KEY/a.json", "new").end();
    assertThat(extract(image(old, changed), place, Before.ABSENT).exit()).isZero();
    assertThat(place.resolve("target/KEY/a.json")).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".wh..wh..opq",
        ".wh.io.triton.cache",
        "io.triton.cache/.wh..wh..opq",
        "io.triton.cache/KEY/.wh.a.json",
        "io.triton.cache/.wh..wh.plnk"
      })
  void aWhiteoutOfTheCacheIsRefused(String whiteout) throws IOException {
    byte[] lower = new RawTar().file("io.triton.cache/KEY/a.json", "{}").end();
    byte[] upper = new RawTar().file(whiteout, "").file("io.triton.cache/KEY/b.json", "{}").end();
    assertRefusedWith("\"" + whiteout + "\" is refused: a whiteout", lower, upper);
  }

  @Test
  void evenAHardLinkToAFileOfTheCacheIsRefused() throws IOException {
    byte[] tar =
        new RawTar()
            .file("io.triton.cache/KEY/a.json", "{}")
            .hardLink("io.triton.cache/KEY/b.json", "io.triton.cache/KEY/a.json")
            .end();
    assertRefusedWith("io.triton.cache/KEY/b.json\" is refused: a hard link", tar);
  }

  @Test
  void setIdBitsAreNotWritten() throws IOException {
    byte[] tar =
        new RawTar()
            .file("io.triton.cache/KEY/suid", 06755, new byte[1])
            .file("io.triton.cache/KEY/open", 0666, new byte[1])
            .end();
    assertThat(extract(image(tar), place, Before.ABSENT).exit()).isZero();
    assertThat(FileTrees.snapshot(place.resolve("target")))
        .hasEntrySatisfying("KEY/suid", is -> assertThat(is).startsWith("file 0755 "))
        .hasEntrySatisfying("KEY/open", is -> assertThat(is).startsWith("file 0644 "));
  }

  @Test
  void aTreeDeeperThanAProcessMayOpenFoldersLeavesNothing() throws Exception {
    String deep = "io.triton.cache/" + "d/".repeat(1500);
    byte[] tar = new RawTar().file(deep + "f", "x").symbolicLink("io.triton.cache/link", "f").end();
    Path target = folder.resolve("absent/target");
    Path output = folder.resolve("output");
    ProcessBuilder extract =
        tool.process(List.of(), "extract", "--no-gpu", "-i", image(tar), "-d", target.toString());
    extract.command().addAll(0, List.of("sh", "-c", "ulimit -n 200; exec \"$@\"", "sh"));
    int exit = extract.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
    assertThat(exit).as(Files.readString(output)).isEqualTo(1);
    assertThat(output).content().contains("symbolic link");
    assertThat(folder.resolve("absent")).doesNotExist();
  }

  @Test
  void controlCharactersOfNamesNeverReachTheTerminal() throws IOException {
    String escape = "io.triton.cache/\u001b]0;owned\u0007\u001b[2J\u009b31m\u007f\rx\n/kernel";
    RawTar harmless =
        new RawTar()
            .file(escape + ".json", "{\"hash\":\"\u001b[31m\",\"name\":\"\u001b[2J\"}")
            .file(escape + "2.json", kernel("\\u001b[2J"))
            .file("io.triton.cache/\u001bKEY/__grp__x.json", "not json \u001b[2J");
    String image = image(harmless.end());
    for (Tool.Outcome outcome :
        List.of(
            tool.run("inspect", image),
            tool.run("inspect", "--cache", "--entries", image),
            tool.run("inspect", "--cache", "--entries", "--json", image),
            extract(image, place, Before.ABSENT))) {
      assertThat(outcome.exit()).as(outcome.err()).isZero();
      assertNoControls(outcome);
    }
    Tool.Outcome refused = tool.run("extract", "--no-gpu", "-i", image(hardLink(escape)));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("\\u001b").contains("hard link");
    assertNoControls(refused);
  }

  private static byte[] hardLink(String path) {
    return new RawTar().hardLink(path, "x").end();
  }

  private static String kernel(String arch) {
    return ("{\"hash\":\"00\",\"name\":\"%s\",\"target\":"
            + "{\"backend\":\"%s\",\"arch\":\"%s\",\"warp_size\":32}}")
        .formatted(arch, arch, arch);
  }

  private static void assertNoControls(Tool.Outcome outcome) {
    for (String text : List.of(outcome.out(), outcome.err())) {
      assertThat(text.replace("\n", "").chars().filter(Character::isISOControl).boxed())
          .as(text)
          .isEmpty();
    }
  }

  @Test
  void namesThatDifferByCaseAreTwoFilesWhereTheFileSystemSaysSo() throws IOException {
    byte[] tar =
        new RawTar().file("io.triton.cache/KEY/a", "1").file("io.triton.cache/KEY/A", "2").end();
    assertThat(extract(image(tar), place, Before.ABSENT).exit()).isZero();
    assertThat(place.resolve("target/KEY/a")).hasContent("1");
    assertThat(place.resolve("target/KEY/A")).hasContent("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"022", "077", "000"})
  void modesDoNotDependOnTheUmask(String umask) throws Exception {
    byte[] tar =
        new RawTar()
            .file("io.triton.cache/KEY/deep/a.json", "{}")
            .file("io.triton.cache/KEY/run.so", 07777, "x".getBytes(StandardCharsets.UTF_8))
            .end();
    Path target = folder.resolve("target");
    Path output = folder.resolve("output");
    ProcessBuilder extract =
        tool.process(
            List.of("-XX:TieredStopAtLevel=1"),
            "extract",
            "--no-gpu",
            "-i",
            image(tar),
            "-d",
            target.toString());
    extract.command().addAll(0, List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
    int exit = extract.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
    assertThat(exit).as(Files.readString(output)).isZero();
    assertThat(FileTrees.snapshot(folder)).containsEntry("target", "folder 0755");
    SortedMap<String, String> tree = FileTrees.snapshot(target);
    assertPlain(tree);
    assertThat(tree.get("KEY/run.so")).startsWith("file 0755 ");
    assertThat(tree.get("KEY/deep/a.json")).startsWith("file 0644 ");
    assertThat(Files.getOwner(target.resolve("KEY/run.so"))).isEqualTo(Files.getOwner(output));
  }

  private void assertRefusedWith(String rule, byte[]... layers) throws IOException {
    Path own = Files.createTempDirectory(place, "own");
    Tool.Outcome outcome = extract(image(layers), own, Before.FOREIGN_FILES);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains(rule);
    assertThat(FileTrees.snapshot(VICTIMS).keySet()).containsExactly("victim");
  }

  private String image(byte[]... layers) throws IOException {
    Path layouts = Files.createDirectories(folder.resolve("home/layouts"));
    return HandMadeImage.of(Files.createTempDirectory(layouts, "image"), layers);
  }
}
