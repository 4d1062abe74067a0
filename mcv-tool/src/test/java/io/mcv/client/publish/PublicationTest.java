package io.mcv.client.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a target holds after a publication that went well, and after one that did not. */
class PublicationTest {
  private static final PublishUnits HASHES = folder -> folder.matches("compile/[^/]+");
  private static final Exchange NONE = (one, other) -> false;

  @TempDir Path folder;
  private Path target = Path.of("");

  @BeforeEach
  void nameTarget() {
    target = folder.resolve("place/target");
  }

  @Test
  void aTargetThatIsNotThereAppearsWhole() throws IOException {
    assertThat(TreeFiles.of("KEY/a", "1", "top", "2").publish(target, Overwrite.NEVER)).isTrue();
    assertTarget(TreeFiles.of("KEY/a", "1", "top", "2"));
  }

  @Test
  void anEmptyTargetIsFilled() throws IOException {
    Files.createDirectories(target);
    assertThat(TreeFiles.of("KEY/a", "1").publish(target, Overwrite.NEVER)).isTrue();
    assertTarget(TreeFiles.of("KEY/a", "1"));
  }

  @ParameterizedTest
  @EnumSource
  void foreignFilesStayAsTheyAre(Overwrite overwrite) throws IOException {
    TreeFiles.of("OTHER/x", "foreign", "notes", "mine").writeTo(target);
    Object before = identity(target.resolve("OTHER/x"));
    assertThat(TreeFiles.of("KEY/a", "1").publish(target, overwrite)).isTrue();
    assertTarget(TreeFiles.of("KEY/a", "1", "OTHER/x", "foreign", "notes", "mine"));
    assertThat(identity(target.resolve("OTHER/x"))).isEqualTo(before);
  }

  @Test
  void whatIsThereAlreadyChangesNothing() throws IOException {
    TreeFiles.of("KEY/a", "1", "KEY/mine", "foreign", "top", "2").writeTo(target);
    Object before = identity(target.resolve("KEY"));
    assertThat(TreeFiles.of("KEY/a", "1", "top", "2").publish(target, Overwrite.SAME)).isFalse();
    assertThat(TreeFiles.of("KEY/a", "1", "top", "2").publish(target, Overwrite.ALWAYS)).isFalse();
    assertThat(identity(target.resolve("KEY"))).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void aMissingFileIsAddedToItsUnit(Overwrite overwrite) throws IOException {
    TreeFiles.of("KEY/mine", "foreign", "KEY/sub/deep", "foreign").writeTo(target);
    Files.setLastModifiedTime(target.resolve("KEY/mine"), FileTime.fromMillis(1_000_000_000));
    Object before = identity(target.resolve("KEY/mine"));
    assertThat(TreeFiles.of("KEY/a", "1", "KEY/sub/b", "2").publish(target, overwrite)).isTrue();
    assertTarget(
        TreeFiles.of(
            "KEY/a", "1", "KEY/mine", "foreign", "KEY/sub/b", "2", "KEY/sub/deep", "foreign"));
    assertThat(identity(target.resolve("KEY/mine"))).isEqualTo(before);
  }

  @Test
  void anEqualFileKeepsItsPlaceOnDiskWhenItsUnitIsCompleted() throws IOException {
    TreeFiles.of("KEY/a", "1").writeTo(target);
    Files.setLastModifiedTime(target.resolve("KEY/a"), FileTime.fromMillis(1_000_000_000));
    Object before = identity(target.resolve("KEY/a"));
    assertThat(TreeFiles.of("KEY/a", "1", "KEY/b", "2").publish(target, Overwrite.SAME)).isTrue();
    assertTarget(TreeFiles.of("KEY/a", "1", "KEY/b", "2"));
    assertThat(identity(target.resolve("KEY/a"))).isEqualTo(before);
  }

  @Test
  void aDifferentFileIsReplacedOnlyWhereThatWasAsked() throws IOException {
    TreeFiles.of("KEY/a", "old", "KEY/mine", "foreign", "top", "old").writeTo(target);
    TreeFiles tree = TreeFiles.of("KEY/a", "new", "NEW/b", "1", "top", "new");
    assertConflict(tree, Overwrite.SAME, "KEY/a is there with other content");
    assertConflict(tree, Overwrite.NEVER, "KEY/a is there already");
    assertThat(tree.publish(target, Overwrite.ALWAYS)).isTrue();
    assertTarget(TreeFiles.of("KEY/a", "new", "KEY/mine", "foreign", "NEW/b", "1", "top", "new"));
  }

  @Test
  void anEqualFileIsInTheWayWhereNoneMayBe() throws IOException {
    TreeFiles.of("KEY/a", "1").writeTo(target);
    assertConflict(TreeFiles.of("KEY/a", "1"), Overwrite.NEVER, "KEY/a is there already");
  }

  @Test
  void everyFileInTheWayIsNamed() throws IOException {
    TreeFiles.of("K1/a", "old", "K1/b", "old", "K2/c", "old").writeTo(target);
    TreeFiles tree = TreeFiles.of("K1/a", "new", "K1/b", "new", "K2/c", "new", "K3/d", "new");
    TargetConflictException conflict =
        catchThrowableOfType(
            TargetConflictException.class, () -> tree.publish(target, Overwrite.SAME));
    assertThat(conflict.conflicts())
        .containsExactlyInAnyOrder(
            "K1/a is there with other content",
            "K1/b is there with other content",
            "K2/c is there with other content");
    assertThat(conflict).hasMessageContaining("and 2 more").hasMessageContaining("always");
  }

  @ParameterizedTest
  @EnumSource
  void aLinkIsNeverFollowedNorReplaced(Overwrite overwrite) throws IOException {
    Path elsewhere = TreeFiles.of("a", "1", "sub/b", "2").writeTo(folder.resolve("elsewhere"));
    TreeFiles.of("KEY/mine", "foreign", "top/x", "foreign").writeTo(target);
    Files.createSymbolicLink(target.resolve("KEY/a"), elsewhere.resolve("a"));
    Files.createSymbolicLink(target.resolve("KEY/sub"), elsewhere.resolve("sub"));
    Files.createSymbolicLink(target.resolve("LINKED"), elsewhere);
    SortedMap<String, String> there = FileTrees.snapshot(elsewhere);
    assertConflict(TreeFiles.of("KEY/a", "1"), overwrite, "KEY/a is there and is not a file");
    assertConflict(
        TreeFiles.of("KEY/sub/b", "2"), overwrite, "KEY/sub is there and is not a folder");
    assertConflict(TreeFiles.of("LINKED/a", "1"), overwrite, "LINKED is there and is not a folder");
    assertConflict(TreeFiles.of("LINKED", "1"), overwrite, "LINKED is there and is not a file");
    assertThat(FileTrees.snapshot(elsewhere)).isEqualTo(there);
  }

  @ParameterizedTest
  @EnumSource
  void aFolderAboveTheUnitsMayNotBeALink(Overwrite overwrite) throws IOException {
    Path elsewhere = TreeFiles.of("HASH/a", "1").writeTo(folder.resolve("elsewhere"));
    TreeFiles.of("notes", "mine").writeTo(target);
    Files.createSymbolicLink(target.resolve("compile"), elsewhere);
    SortedMap<String, String> before = FileTrees.snapshot(target);
    assertThatThrownBy(
            () -> TreeFiles.of("compile/HASH/a", "2").publish(target, HASHES, overwrite, NONE))
        .isInstanceOf(TargetConflictException.class)
        .hasMessageContaining("compile is there and is not a folder");
    assertThat(FileTrees.snapshot(target)).isEqualTo(before);
    assertThat(elsewhere.resolve("HASH/a")).hasContent("1");
  }

  @Test
  void aLinkOfOnesOwnInAUnitStaysALink() throws IOException {
    TreeFiles.of("KEY/mine", "foreign").writeTo(target);
    Files.createSymbolicLink(target.resolve("KEY/link"), Path.of("nowhere"));
    TreeFiles.of("KEY/a", "1").publish(target, Overwrite.SAME);
    assertThat(Files.readSymbolicLink(target.resolve("KEY/link"))).isEqualTo(Path.of("nowhere"));
  }

  @ParameterizedTest
  @EnumSource
  void aFileIsNotReplacedByAFolderNorAFolderByAFile(Overwrite overwrite) throws IOException {
    TreeFiles.of("FILE", "mine", "KEY/file", "mine", "KEY/folder/x", "mine").writeTo(target);
    assertConflict(TreeFiles.of("FILE/a", "1"), overwrite, "FILE is there and is not a folder");
    assertConflict(TreeFiles.of("KEY", "1"), overwrite, "KEY is there and is not a file");
    assertConflict(
        TreeFiles.of("KEY/file/a", "1"), overwrite, "KEY/file is there and is not a folder");
    assertConflict(
        TreeFiles.of("KEY/folder", "1"), overwrite, "KEY/folder is there and is not a file");
  }

  @Test
  void unitsBelowATopFolderAreCompletedEachOnItsOwn() throws IOException {
    TreeFiles.of("compile/H1/mine", "foreign", "compile/H2/x", "foreign").writeTo(target);
    TreeFiles.of("compile/H1/a", "1", "compile/H3/b", "2", "models/m", "3")
        .publish(target, HASHES, Overwrite.SAME, FolderExchange::exchange);
    assertTarget(
        TreeFiles.of(
            "compile/H1/mine",
            "foreign",
            "compile/H1/a",
            "1",
            "compile/H2/x",
            "foreign",
            "compile/H3/b",
            "2",
            "models/m",
            "3"));
  }

  @Test
  void foldersKeepTheirModesWhenTheirUnitIsCompleted() throws IOException {
    TreeFiles.of("KEY/mine", "foreign", "KEY/closed/x", "foreign").writeTo(target);
    Files.setPosixFilePermissions(target.resolve("KEY"), Folders.OWNER_ONLY);
    Files.setAttribute(target.resolve("KEY/closed"), "unix:mode", 040555);
    TreeFiles.of("KEY/a", "1").publish(target, Overwrite.SAME);
    assertThat(FileTrees.snapshot(target))
        .containsEntry("KEY", "folder 0700")
        .containsEntry("KEY/closed", "folder 0555");
    assertNothingBeside();
  }

  @Test
  void withoutAnExchangeUnitsAreRenamedOneAfterTheOther() throws IOException {
    TreeFiles.of("KEY/a", "old", "KEY/mine", "foreign").writeTo(target);
    assertThat(TreeFiles.of("KEY/a", "new").publish(target, Overwrite.ALWAYS, NONE)).isTrue();
    assertTarget(TreeFiles.of("KEY/a", "new", "KEY/mine", "foreign"));
  }

  /** The third unit fails after the folder above, a new unit and a merged one are in place. */
  @ParameterizedTest
  @EnumSource
  void anErrorPutsEverythingBack(Fallback fallback) throws IOException {
    TreeFiles.of("A/mine", "foreign", "A/a", "old", "C/mine", "foreign", "top", "old")
        .writeTo(target);
    SortedMap<String, String> before = FileTrees.snapshot(target);
    AtomicInteger exchanges = new AtomicInteger();
    Exchange failing =
        (one, other) -> {
          if (other.endsWith("C")) {
            exchanges.incrementAndGet();
            remove(one);
            return false;
          }
          return fallback == Fallback.EXCHANGE && FolderExchange.exchange(one, other);
        };
    TreeFiles tree = TreeFiles.of("A/a", "new", "B/b", "1", "C/c", "2", "top", "new");
    assertThatThrownBy(() -> tree.publish(target, Overwrite.ALWAYS, failing))
        .isInstanceOf(IOException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
    assertThat(exchanges).hasValue(1);
    assertThat(FileTrees.snapshot(target)).isEqualTo(before);
    assertNothingBeside();
  }

  /** How units change places. */
  enum Fallback {
    EXCHANGE,
    RENAMES
  }

  @Test
  void aFolderThatWasMadeForUnitsIsTakenBackToo() throws IOException {
    TreeFiles.of("compile2/C/mine", "foreign").writeTo(target);
    SortedMap<String, String> before = FileTrees.snapshot(target);
    Exchange failing =
        (one, other) -> {
          remove(one);
          return false;
        };
    TreeFiles tree = TreeFiles.of("compile1/A/a", "1", "compile2/C/c", "2");
    assertThatThrownBy(
            () -> tree.publish(target, unit -> unit.contains("/"), Overwrite.SAME, failing))
        .isInstanceOf(IOException.class);
    assertThat(FileTrees.snapshot(target)).isEqualTo(before);
    assertNothingBeside();
  }

  @Test
  void aConflictLeavesNoSecondNamesOfFiles() throws IOException {
    TreeFiles.of("A/mine", "foreign", "B/b", "old").writeTo(target);
    Object changed = Files.getAttribute(target.resolve("A/mine"), "unix:ctime");
    assertConflict(
        TreeFiles.of("A/a", "1", "B/b", "new"), Overwrite.SAME, "B/b is there with other content");
    assertThat(Files.getAttribute(target.resolve("A/mine"), "unix:ctime")).isEqualTo(changed);
  }

  private void assertConflict(TreeFiles tree, Overwrite overwrite, String conflict)
      throws IOException {
    SortedMap<String, String> before = FileTrees.snapshot(target);
    assertThatThrownBy(() -> tree.publish(target, overwrite))
        .isInstanceOfSatisfying(
            TargetConflictException.class, e -> assertThat(e.conflicts()).contains(conflict))
        .hasMessageStartingWith(target + " was left as it is: ");
    assertThat(FileTrees.snapshot(target)).isEqualTo(before);
    assertNothingBeside();
  }

  private void assertTarget(TreeFiles expected) throws IOException {
    FileTrees.assertSame(expected.writeTo(Files.createTempDirectory(folder, "expected")), target);
    assertNothingBeside();
  }

  private void assertNothingBeside() throws IOException {
    try (var files = Files.list(folder.resolve("place"))) {
      assertThat(files.toList()).isEqualTo(List.of(target));
    }
  }

  /** Which file it is, and when it was last written. */
  private static Object identity(Path file) throws IOException {
    return List.of(
        Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS),
        Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
  }

  private static void remove(Path path) {
    try {
      Folders.delete(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
