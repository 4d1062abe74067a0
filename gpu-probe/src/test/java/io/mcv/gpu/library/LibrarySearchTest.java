package io.mcv.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcv.gpu.model.Source;
import io.mcv.gpu.process.LibraryVetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySearchTest {
  private static final String NAME = "libnvidia-ml.so.1";

  @TempDir private Path folder;
  private Path root = Path.of("/");

  @BeforeEach
  void useTheRealPath() throws IOException {
    root = folder.toRealPath();
  }

  @Test
  void foldersAreLookedInInTheirOrderAndLinksFollowed() throws IOException {
    Path first = library("first");
    Path second = library("second");
    Files.createDirectories(root.resolve("linked"));
    Files.createSymbolicLink(root.resolve("linked").resolve(NAME), second);

    assertThat(
            find(Map.of(LibrarySearch.OWN_PATH, root + "/linked:" + root + "/first")).candidates())
        .startsWith(second, first);
    assertThat(
            find(Map.of(
                    LibrarySearch.OWN_PATH,
                    root + "/second",
                    "LD_LIBRARY_PATH",
                    root + "/first:" + root + "/linked"))
                .candidates())
        .startsWith(second, first)
        .doesNotHaveDuplicates();
  }

  @Test
  void relativeFoldersAreNotLookedIn() throws IOException {
    library("first");
    Path relative = Path.of("").toAbsolutePath().relativize(root.resolve("first"));

    assertThat(find(Map.of("LD_LIBRARY_PATH", ":" + relative))).isEqualTo(find(Map.of()));
  }

  @Test
  void theWorkingDirectoryAndWhatIsBelowIsNoPlace() throws IOException {
    Path library = library("below/it");
    LibraryVetting there = new LibraryVetting(false, -1, root);

    assertThat(find(Map.of(LibrarySearch.OWN_PATH, root + "/below/it"), there).rejected())
        .containsExactly(library + " is in the working directory");
    assertThat(new LibraryVetting(false, -1, Path.of("/")).objection(library, true)).isEmpty();
    assertThat(there.objection(library, false)).isEmpty();
  }

  @Test
  void stubsOfToolkitsAreNoDrivers() throws IOException {
    Path stub = library("lib64/stubs");

    assertThat(find(Map.of("LD_LIBRARY_PATH", root + "/lib64/stubs")).rejected())
        .containsExactly(stub + " is the stub of a toolkit");
  }

  @Test
  void whatEveryoneMayWriteIsNotLoaded() throws IOException {
    Path library = library("open");
    allow(library, "rwxrwxrwx");
    Path other = library("folder");
    allow(root.resolve("folder"), "rwxrwxrwx");

    assertThat(
            find(Map.of("LD_LIBRARY_PATH", root + "/open:" + root + "/folder"), ofUser())
                .rejected())
        .containsExactly(
            library + " everyone may write", other + " is in a folder that everyone may write");
  }

  @Test
  void aFolderAboveThatEveryoneMayWriteSpoilsAllBelow() throws IOException {
    Path library = library("above/below/lib");
    Path above = root.resolve("above");
    allow(above, "rwxrwxrwx");

    assertThat(ofUser().objection(library, true))
        .hasValue("is below " + above + ", which everyone may write");

    Files.setAttribute(above, "unix:mode", 01777);
    assertThat(ofRoot().objection(library, true).isEmpty())
        .as("as /tmp, where nobody replaces what is another's")
        .isEqualTo(runsAsRoot());
  }

  @Test
  void rootLoadsOnlyWhatOnlyRootMayWrite() throws IOException {
    assumeTrue(runsAsRoot(), "only root gives files to others");
    LibraryVetting asRoot = ofRoot();
    Path library = library("mine");
    assertThat(asRoot.objection(library, true)).isEmpty();

    allow(library, "rwxrwxr-x");
    assertThat(asRoot.objection(library, true)).hasValue("a group may write");
    assertThat(ofUser().objection(library, true)).isEmpty();

    allow(library, "rwxr-xr-x");
    Files.setAttribute(library, "unix:uid", 4711);
    assertThat(asRoot.objection(library, true))
        .hasValue("does not belong to root, as whom this runs");
    assertThat(new LibraryVetting(true, 4711, Path.of("/nowhere")).objection(library, true))
        .isEmpty();
    assertThat(ofUser().objection(library, true)).isEmpty();
  }

  @Test
  void forRootEachFolderAboveIsOfRootAlone() throws IOException {
    assumeTrue(runsAsRoot(), "only root gives files to others");
    Path library = library("above/below/lib");
    Path above = root.resolve("above");

    allow(above, "rwxrwxr-x");
    assertThat(ofRoot().objection(library, true))
        .hasValue("is below " + above + ", which a group may write");

    allow(above, "rwxr-xr-x");
    Files.setAttribute(above, "unix:uid", 4711);
    assertThat(ofRoot().objection(library, true))
        .hasValue("is below " + above + ", which does not belong to root, as whom this runs");
    Files.setAttribute(above, "unix:mode", 01777);
    assertThat(ofRoot().objection(library, true)).as("sticky, but of another").isPresent();
    assertThat(ofUser().objection(library, true)).as("sticky, but of another").isPresent();
  }

  @Test
  void theNewestRocmIsByNumberNotByText() throws IOException {
    for (String version : new String[] {"rocm-6.9.0", "rocm-6.10.1", "rocm-6.10", "rocm-x"}) {
      Files.createDirectories(root.resolve(version));
    }

    assertThat(LibrarySearch.newestRocm(root)).hasValue(root.resolve("rocm-6.10.1"));
    assertThat(LibrarySearch.newestRocm(root.resolve("none"))).isEmpty();
  }

  private static boolean runsAsRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static LibraryVetting ofRoot() {
    return new LibraryVetting(true, -1, Path.of("/nowhere"));
  }

  private static LibraryVetting ofUser() {
    return new LibraryVetting(false, -1, Path.of("/nowhere"));
  }

  private LibrarySearch.Found find(Map<String, String> environment) {
    return find(environment, ofUser());
  }

  private static LibrarySearch.Found find(Map<String, String> environment, LibraryVetting vetting) {
    return new LibrarySearch(environment, vetting).find(Source.NVML);
  }

  private Path library(String below) throws IOException {
    Path library = root.resolve(below).resolve(NAME);
    Files.createDirectories(library.getParent());
    Files.createFile(library);
    allow(library, "rwxr-xr-x");
    return library;
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
