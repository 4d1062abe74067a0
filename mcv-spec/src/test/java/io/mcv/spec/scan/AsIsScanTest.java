package io.mcv.spec.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcv.spec.CacheFile;
import io.mcv.spec.CacheFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsIsScanTest {
  @TempDir Path temp;

  @Test
  void linksAndLeftOversStayWhatTheyAre() throws IOException {
    CacheFolder cache =
        new CacheFolder(temp)
            .withKernel()
            .with("lock", "1")
            .with(".wh.x", "")
            .with("tmp.pid_1/f", "");
    Files.createLink(temp.resolve("a"), temp.resolve("lock"));
    Files.createLink(temp.resolve("z"), temp.resolve("lock"));
    Files.createSymbolicLink(temp.resolve("s"), Path.of("/nowhere"));
    Files.createSymbolicLink(temp.resolve("t"), Path.of("."));

    CacheScan scan = CacheScanner.scan(cache.path(), ScanOptions.AS_IS);

    assertThat(scan.files())
        .filteredOn(file -> !file.path().startsWith(CacheFolder.KEY))
        .extracting(file -> file.getClass().getSimpleName() + " " + file.path())
        .containsExactly(
            "Regular .wh.x",
            "Regular a",
            "HardLink lock",
            "SymbolicLink s",
            "SymbolicLink t",
            "Folder tmp.pid_1",
            "Regular tmp.pid_1/f",
            "HardLink z");
    assertThat(scan.files())
        .filteredOn(CacheFile.HardLink.class::isInstance)
        .allSatisfy(link -> assertThat(((CacheFile.HardLink) link).target()).isEqualTo("a"));
    assertThat(scan.warnings()).isEmpty();
  }

  @Test
  void userAttributesWithAValueAreRead() throws IOException {
    new CacheFolder(temp).withKernel().with("f", "");
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(temp.resolve("f"), UserDefinedFileAttributeView.class);
    assumeTrue(Files.getFileStore(temp).supportsFileAttributeView("user"), "no user attributes");
    view.write("origin", ByteBuffer.wrap(new byte[] {0, -1}));
    view.write("empty", ByteBuffer.allocate(0));

    CacheFile.Regular file =
        (CacheFile.Regular)
            CacheScanner.scan(temp, ScanOptions.AS_IS).files().stream()
                .filter(f -> f.path().equals("f"))
                .findFirst()
                .orElseThrow();

    assertThat(file.attributes()).containsOnlyKeys("user.origin");
    assertThat(file.attributes().get("user.origin")).containsExactly(0, -1);
    assertThat(CacheScanner.scan(temp, ScanOptions.NORMAL).files())
        .filteredOn(CacheFile.Regular.class::isInstance)
        .allSatisfy(f -> assertThat(((CacheFile.Regular) f).attributes()).isEmpty());
  }

  @Test
  void modesAreKeptWithTheirSpecialBits() throws IOException {
    new CacheFolder(temp).withKernel().with("f", "");
    Files.setAttribute(temp.resolve("f"), "unix:mode", 04751);

    assertThat(CacheScanner.scan(temp, ScanOptions.AS_IS).files())
        .filteredOn(file -> file.path().equals("f"))
        .extracting(CacheFile::mode)
        .containsExactly(04751);
  }

  @Test
  void targetOfASymlinkKeepsItsSlashes() throws Exception {
    new CacheFolder(temp).withKernel();
    String link = temp.resolve("s").toString();
    assumeTrue(
        new ProcessBuilder("ln", "-s", "a//b/./../c/", link).start().waitFor() == 0, "no ln");

    assertThat(CacheScanner.scan(temp, ScanOptions.AS_IS).files())
        .filteredOn(CacheFile.SymbolicLink.class::isInstance)
        .extracting(file -> ((CacheFile.SymbolicLink) file).target())
        .containsExactly("a//b/./../c/");
  }

  @Test
  void targetOfASymlinkThatIsNotUtf8IsAnError() throws Exception {
    new CacheFolder(temp).withKernel();
    String script = "ln -s \"$(printf 'a\\377')\" \"$1\"";
    assumeTrue(
        new ProcessBuilder("sh", "-c", script, "sh", temp.resolve("s").toString()).start().waitFor()
            == 0,
        "no shell");

    assertThatThrownBy(() -> CacheScanner.scan(temp, ScanOptions.AS_IS))
        .hasMessageContaining("points to a name that is not UTF-8");
  }
}
