package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.Peer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners in images and of what is extracted, which only root can tell apart. */
class OwnershipTest {
  private static final int ROOT = 0;
  private static final int NOBODY = 65534;

  @TempDir Path folder;
  private Path cache = Path.of("");
  private Tool tool = Tool.at(Path.of(""));

  @BeforeEach
  void needRoot() throws IOException {
    Assumptions.assumeTrue(
        Integer.valueOf(ROOT).equals(Files.getAttribute(folder, "unix:uid")),
        "the test needs root: it gives files to somebody else");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    tool = Tool.at(folder.resolve("home"));
    cache = folder.resolve("cache");
    FileTrees.copy(Checkout.sampleCache("triton-hip"), cache);
  }

  @Test
  void aLayerHasNoOwners() throws IOException {
    giveAway(cache);
    create("none");
    Path blobs = folder.resolve("layout/blobs/sha256");
    int layers = 0;
    try (Stream<Path> files = Files.list(blobs)) {
      for (Path blob : files.filter(OwnershipTest::isTar).toList()) {
        layers++;
        String listed =
            Peer.require("tar").run("--numeric-owner", "-tvf", blob.toString()).orFail().out();
        assertThat(listed.lines()).isNotEmpty().allMatch(line -> line.matches("\\S+ 0/0 .*"));
      }
    }
    assertThat(layers).isEqualTo(1);
  }

  @Test
  void whatRootExtractsIsRoots() throws IOException {
    giveAway(cache);
    create("gzip");
    Path target = folder.resolve("target");
    tool.run("extract", "--no-gpu", "-i", image(), "-d", target.toString()).orFail();
    assertOwner(target, ROOT);
  }

  @Test
  void whatAnybodyExtractsIsTheirs() throws Exception {
    create("gzip");
    Path place = Files.createDirectory(folder.resolve("place"));
    giveAway(place);
    extractAsNobody(place.resolve("target"));
    assertOwner(place, NOBODY);
  }

  @Test
  void aCacheThatRootCompletesStaysItsOwners() throws IOException {
    create("gzip");
    Path target = folder.resolve("target");
    FileTrees.copy(cache, target);
    Path unit = someUnit(target);
    Files.writeString(unit.resolve("mine"), "foreign");
    Path missing = someFile(unit);
    Files.delete(missing);
    giveAway(target);
    tool.run("extract", "--no-gpu", "--overwrite", "always", "-i", image(), "-d", target.toString())
        .orFail();
    assertThat(missing).exists();
    assertThat(owner(unit)).isEqualTo(NOBODY);
    assertThat(owner(unit.resolve("mine"))).isEqualTo(NOBODY);
    assertThat(owner(missing)).isEqualTo(ROOT);
  }

  @Test
  void aTargetWhoseParentIsSomebodyElsesIsFilledFromWithin() throws Exception {
    create("gzip");
    Path target = Files.createDirectories(folder.resolve("place/target"));
    Files.writeString(target.resolve("notes"), "mine");
    giveAway(target);
    extractAsNobody(target);
    assertThat(target.resolve("notes")).hasContent("mine");
    assertThat(names(target)).containsExactlyElementsOf(sorted(names(cache), "notes"));
  }

  @Test
  void aReadOnlyFolderInAUnitIsNoObstacle() throws Exception {
    create("gzip");
    Path target = folder.resolve("place/target");
    Files.createDirectory(folder.resolve("place"));
    FileTrees.copy(cache, target);
    Path unit = someUnit(target);
    Path closed = Files.createDirectory(unit.resolve("closed"));
    Files.writeString(closed.resolve("mine"), "foreign");
    Path missing = someFile(unit);
    Files.delete(missing);
    giveAway(folder.resolve("place"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    runAsNobody(
        "extract", "--no-gpu", "--overwrite=always", "-i", image(), "-d", target.toString());
    assertThat(missing).exists();
    assertThat(closed.resolve("mine")).hasContent("foreign");
    assertThat(FileTrees.snapshot(unit)).containsEntry("closed", "folder 0555");
    assertThat(names(folder.resolve("place"))).containsExactly("target");
  }

  @Test
  void aTargetThatMayNotBeWrittenStaysAsItWas() throws Exception {
    create("gzip");
    Path target = Files.createDirectories(folder.resolve("place/target"));
    Files.writeString(target.resolve("notes"), "mine");
    Path output = runAsNobody("extract", "--no-gpu", "-i", image(), "-d", target.toString());
    assertThat(output).content().contains("permission denied");
    assertThat(FileTrees.snapshot(folder.resolve("place")).keySet())
        .containsExactly("target", "target/notes");
  }

  private void extractAsNobody(Path target) throws Exception {
    Path output = runAsNobody("extract", "--no-gpu", "-i", image(), "-d", target.toString());
    assertThat(output).content().doesNotContain("error:").contains(target.toString());
  }

  /** The classes of the build may lie where only root can read, so they are copied. */
  private Path runAsNobody(String... arguments) throws Exception {
    ProcessBuilder process = tool.process(List.of("-XX:TieredStopAtLevel=1"), arguments);
    List<String> command = new ArrayList<>(process.command());
    command.set(command.indexOf("-cp") + 1, copiedClassPath());
    command.addAll(
        0,
        List.of(
            Peer.require("setpriv").toString(),
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups"));
    Path output = folder.resolve("output");
    process.command(command).redirectErrorStream(true).redirectOutput(output.toFile());
    process.start().waitFor();
    return output;
  }

  private String copiedClassPath() throws IOException {
    Path copies = Files.createDirectory(folder.resolve("classes"));
    StringJoiner classPath = new StringJoiner(File.pathSeparator);
    int count = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path copy = copies.resolve(String.valueOf(count++));
      if (Files.isDirectory(Path.of(entry))) {
        FileTrees.copy(Path.of(entry), copy);
      } else if (Files.exists(Path.of(entry))) {
        Files.copy(Path.of(entry), copy);
      }
      classPath.add(copy.toString());
    }
    return classPath.toString();
  }

  private void create(String compression) {
    tool.run("create", "--compression", compression, "-i", image(), "-d", cache.toString())
        .orFail();
  }

  private String image() {
    return "oci:" + folder.resolve("layout") + ":t";
  }

  private static void giveAway(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", NOBODY);
        Files.setAttribute(path, "unix:gid", NOBODY);
      }
    }
  }

  private static void assertOwner(Path tree, int uid) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.toList()) {
        assertThat(owner(path)).as(path.toString()).isEqualTo(uid);
      }
    }
  }

  private static int owner(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isTar(Path blob) {
    try {
      return Files.size(blob) % 512 == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> names(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static List<String> sorted(List<String> names, String another) {
    return Stream.concat(names.stream(), Stream.of(another)).sorted().toList();
  }

  private static Path someUnit(Path target) throws IOException {
    try (Stream<Path> units = Files.list(target)) {
      return units.sorted().findFirst().orElseThrow();
    }
  }

  private static Path someFile(Path unit) throws IOException {
    try (Stream<Path> files = Files.list(unit)) {
      return files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
  }
}
