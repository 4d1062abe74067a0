package io.mcv.client.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.testing.FileTrees;
import io.mcv.testing.Peer;
import io.mcv.testing.Tmpfs;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the private folder lies, whom it keeps out, and what it does about a run that died. */
class WorkspaceTest {
  private static final int ROUNDS = 50;

  @TempDir Path folder;

  @Test
  void itLiesBesideTheTargetAndGoes() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    try (Workspace workspace = Workspace.open(target)) {
      assertThat(workspace.folder()).hasParent(folder.toRealPath());
      assertThat(FileTrees.snapshot(folder))
          .containsEntry(String.valueOf(workspace.folder().getFileName()), "folder 0700");
    }
    assertThat(names(folder)).containsExactly("target");
  }

  @Test
  void parentsThatItMadeGoIfTheyStayEmpty() throws IOException {
    Path target = folder.resolve("a/b/target");
    try (Workspace workspace = Workspace.open(target)) {
      assertThat(workspace.folder()).exists();
    }
    assertThat(names(folder)).isEmpty();
    TreeFiles.of("KEY/a", "1").publish(target, Overwrite.SAME);
    assertThat(target.resolve("KEY/a")).hasContent("1");
  }

  @Test
  void aParentThatSomebodyFilledMeanwhileStays() throws IOException {
    try (Workspace workspace = Workspace.open(folder.resolve("a/b/target"))) {
      Files.writeString(folder.resolve("a/notes"), "mine");
      assertThat(workspace.folder()).exists();
    }
    assertThat(names(folder.resolve("a"))).containsExactly("notes");
  }

  @Test
  void aMountedTargetHoldsItInside() throws IOException {
    Path mounted = folder.resolve("mounted");
    try (Tmpfs tmpfs = Tmpfs.mount(mounted, 1 << 20)) {
      assertPublishesInside(tmpfs.folder());
    }
  }

  @Test
  void aTargetMountedFromTheSameFileSystemHoldsItInside() throws IOException {
    Path mounted = Files.createDirectory(folder.resolve("with space"));
    Path volume = Files.createDirectory(folder.resolve("volume"));
    Peer.Outcome bound = Peer.require("mount").run("--bind", volume.toString(), mounted.toString());
    Assumptions.assumeTrue(bound.exit() == 0, () -> "needs to mount: " + bound.err());
    try {
      assertPublishesInside(mounted);
    } finally {
      Peer.require("umount").run(mounted.toString()).orFail();
    }
  }

  private static void assertPublishesInside(Path target) throws IOException {
    TreeFiles.of("KEY/mine", "foreign").writeTo(target);
    try (Workspace workspace = Workspace.open(target)) {
      assertThat(workspace.folder()).hasParent(target.toRealPath());
    }
    TreeFiles.of("KEY/a", "1", "NEW/b", "2").publish(target, Overwrite.SAME);
    assertThat(FileTrees.snapshot(target).keySet())
        .containsExactly("KEY", "KEY/a", "KEY/mine", "NEW", "NEW/b");
  }

  @Test
  void aFullDiskLeavesTheTargetAsItWas() throws IOException {
    try (Tmpfs tmpfs = Tmpfs.mount(folder.resolve("small"), 1 << 20)) {
      Path target = tmpfs.folder().resolve("target");
      TreeFiles.of("KEY/a", "old", "KEY/mine", "foreign").writeTo(target);
      SortedMap<String, String> before = FileTrees.snapshot(tmpfs.folder());
      TreeFiles tree = TreeFiles.of("KEY/a", "new", "NEW/large", "x".repeat(2 << 20));
      assertThatThrownBy(() -> tree.publish(target, Overwrite.ALWAYS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
      assertThat(FileTrees.snapshot(tmpfs.folder())).isEqualTo(before);
    }
  }

  @Test
  void aTargetBehindALinkIsTheOneThatTheLinkNames() throws IOException {
    Path real = Files.createDirectories(folder.resolve("disk/cache"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    TreeFiles.of("KEY/a", "1").publish(link, Overwrite.SAME);
    assertThat(link).isSymbolicLink();
    assertThat(real.resolve("KEY/a")).hasContent("1");
    assertThat(names(folder)).containsExactly("disk", "link");
  }

  @Test
  void aTargetThatIsNotThereYetIsTheSameThroughALink() throws IOException {
    Path real = Files.createDirectories(folder.resolve("disk/deep"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (Workspace workspace = Workspace.open(link.resolve("new/target"))) {
      assertThat(workspace.target()).isEqualTo(real.toRealPath().resolve("new/target"));
    }
    try (Workspace workspace = Workspace.open(link.resolve("../target"))) {
      assertThat(workspace.target()).isEqualTo(folder.toRealPath().resolve("disk/target"));
    }
  }

  @Test
  void whatIsNoFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
    for (Path target : List.of(file, file.resolve("below"), dangling, dangling.resolve("below"))) {
      assertThatThrownBy(() -> Workspace.open(target)).isInstanceOf(NotDirectoryException.class);
    }
    assertThat(names(folder)).containsExactly("dangling", "file");
  }

  @Test
  void leftoversOfADeadRunGo() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    TreeFiles.of("tree/KEY/a", "half").writeTo(folder.resolve(".target.mcv-4711"));
    Files.writeString(folder.resolve(".target.mcv-lock"), "dead");
    TreeFiles.of("KEY/a", "1").publish(target, Overwrite.SAME);
    assertThat(names(folder)).containsExactly("target");
  }

  @Test
  void whatOnlyLooksLikeALeftoverStays() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Files.createDirectory(folder.resolve(".target.mcv-backup"));
    Files.createDirectory(folder.resolve(".target.mcv-2.mcv-1"));
    Files.createDirectory(folder.resolve(".other.mcv-1"));
    Files.writeString(folder.resolve(".target.mcv-12"), "a file");
    Workspace.open(target).close();
    assertThat(names(folder))
        .containsExactly(
            ".other.mcv-1",
            ".target.mcv-12",
            ".target.mcv-2.mcv-1",
            ".target.mcv-backup",
            "target");
  }

  @Test
  void aUnitThatADeadRunHadMovedAsideGoesBack() throws IOException {
    Path target = TreeFiles.of("compile/H1/mine", "1").writeTo(folder.resolve("target"));
    TreeFiles.of("compile/H2/mine", "2", "compile/H1/mine", "other")
        .writeTo(folder.resolve(".target.mcv-4711/displaced"));
    Workspace.open(target).close();
    assertThat(target.resolve("compile/H2/mine")).hasContent("2");
    assertThat(target.resolve("compile/H1/mine")).hasContent("1");
    assertThat(names(folder)).containsExactly("target");
  }

  @Test
  void aTargetThatWasRemovedSinceIsNotFilledFromLeftovers() throws IOException {
    TreeFiles.of("KEY/mine", "2").writeTo(folder.resolve(".target.mcv-4711/displaced"));
    TreeFiles.of("NEW/a", "1").publish(folder.resolve("target"), Overwrite.SAME);
    assertThat(FileTrees.snapshot(folder).keySet())
        .containsExactly("target", "target/NEW", "target/NEW/a");
  }

  /** Killed between the two renames that stand in for an exchange. */
  @Test
  void aRunThatDiesBetweenTwoRenamesLosesNothing() throws IOException {
    Path target =
        TreeFiles.of("KEY/a", "old", "KEY/mine", "foreign").writeTo(folder.resolve("target"));
    Path dead = folder.resolve(".target.mcv-4711");
    Files.createDirectories(dead.resolve("displaced"));
    Files.move(target.resolve("KEY"), dead.resolve("displaced/KEY"));
    TreeFiles.of("KEY/a", "new").publish(target, Overwrite.ALWAYS);
    assertThat(target.resolve("KEY/a")).hasContent("new");
    assertThat(target.resolve("KEY/mine")).hasContent("foreign");
    assertThat(names(folder)).containsExactly("target");
  }

  @Test
  @Timeout(60)
  void threadsHaveTheTargetOneAfterTheOther() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    Path target = folder.resolve("a/target");
    inParallel(
        8,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            try (Workspace workspace = Workspace.open(target)) {
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              assertThat(workspace.folder()).isEmptyDirectory();
              inside.decrementAndGet();
            }
          }
          return null;
        });
    assertHoldsAtMostEmpty("a");
  }

  @Test
  @Timeout(120)
  void processesHaveTheTargetOneAfterTheOther() throws Exception {
    Path target = folder.resolve("place/target");
    List<Process> contenders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      contenders.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Contender.class.getName(),
                  target.toString(),
                  folder.resolve("inside").toString(),
                  String.valueOf(4 * ROUNDS))
              .inheritIO()
              .start());
    }
    for (Process contender : contenders) {
      assertThat(contender.waitFor()).isZero();
    }
    assertHoldsAtMostEmpty("place");
  }

  /** Of two runs that made nothing the last may leave the parent that the first one had made. */
  private void assertHoldsAtMostEmpty(String parent) throws IOException {
    Files.deleteIfExists(folder.resolve(parent));
    assertThat(names(folder)).isEmpty();
  }

  /** Opens a workspace again and again, and fails if somebody else has it open too. */
  static final class Contender {
    private Contender() {}

    public static void main(String[] arguments) throws IOException {
      Path inside = Path.of(arguments[1]);
      for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
        try (Workspace workspace = Workspace.open(Path.of(arguments[0]))) {
          Files.createFile(inside);
          Files.createFile(workspace.folder().resolve("mine"));
          Files.delete(inside);
        } catch (FileAlreadyExistsException e) {
          System.err.println("two processes have the target: " + e);
          System.exit(1);
        }
      }
    }
  }

  static void inParallel(int count, Callable<?> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        runs.add(threads.submit(work));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdown();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
