package io.mcv.spec.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcv.spec.CacheException;
import io.mcv.spec.CacheException.Reason;
import io.mcv.spec.CacheFile;
import io.mcv.spec.CacheFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadCacheTest {
  @TempDir Path temp;
  private Path folder;
  private CacheFolder cache;

  @BeforeEach
  void goodCache() {
    folder = temp.resolve("cache");
    cache = new CacheFolder(folder).withKernel();
  }

  @Test
  void missingFolder() {
    assertThat(failure(temp.resolve("none")))
        .hasMessage(
            "cannot pack the cache: " + temp.resolve("none") + " does not exist; check the path")
        .extracting(CacheException::reason)
        .isEqualTo(Reason.MISSING);
  }

  @Test
  void fileInsteadOfFolder() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThat(failure(file).reason()).isEqualTo(Reason.NOT_A_FOLDER);
  }

  @Test
  void folderWithoutFiles() throws IOException {
    Files.createDirectories(temp.resolve("empty/in/it"));

    assertThat(failure(temp.resolve("empty")).reason()).isEqualTo(Reason.EMPTY);
  }

  @Test
  void folderWithOtherFiles() {
    Path other = new CacheFolder(temp.resolve("other")).with("package.json", "{}").path();

    assertThat(failure(other).reason()).isEqualTo(Reason.NOT_A_CACHE);
  }

  @Test
  void metadataAloneIsNoCache() {
    Path other = new CacheFolder(temp.resolve("other")).with("a.json", "{\"hash\": \"x\"}").path();

    assertThat(failure(other).reason()).isEqualTo(Reason.NOT_A_CACHE);
  }

  @Test
  void folderInsideOfAVllmCacheIsToldFromItsRoot() {
    Path inside =
        new CacheFolder(temp.resolve("torch_compile_cache"))
            .with("h/rank_0_0/vllm_compile_cache.py", "{}")
            .path();

    assertThat(failure(inside)).hasMessageContaining("give the folder that holds it");
  }

  @Test
  void linkToTheCacheFolderIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder);

    assertThat(CacheScanner.scan(link, ScanOptions.NORMAL).entryCount()).isEqualTo(1);
  }

  @Test
  void metadataThatIsNotJsonIsNamed() {
    cache.with("k/broken.json", "{\"hash\": ");

    CacheException failure = failure(folder);

    assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
    assertThat(failure)
        .hasMessageContaining("k/broken.json")
        .hasMessageContaining("not valid JSON");
  }

  @Test
  void groupFileThatIsNotJsonIsNamed() {
    cache.with("k/__grp__k.json", "[]");

    assertThat(failure(folder))
        .hasMessageContaining("k/__grp__k.json")
        .extracting(CacheException::reason)
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void metadataWithoutEndIsNotRead() throws IOException {
    cache.with("k/large.json", " ".repeat((16 << 20) + 1));

    assertThat(failure(folder)).hasMessageContaining("larger than 16 MiB");
  }

  @Test
  void linksThatCannotBeFiles() throws IOException {
    Path outside = Files.createFile(temp.resolve("outside"));
    Files.createDirectory(folder.resolve("folder"));
    for (Path target :
        new Path[] {
          Path.of("nowhere"),
          outside,
          Path.of("../outside"),
          Path.of("folder"),
          Path.of("."),
          Path.of("link"),
          Path.of("/dev/null")
        }) {
      Path link = Files.createSymbolicLink(folder.resolve("link"), target);

      assertThat(failure(folder))
          .as("link to %s", target)
          .hasMessageContaining("link is a symlink")
          .extracting(CacheException::reason)
          .isEqualTo(Reason.LINK);
      Files.delete(link);
    }
  }

  @Test
  void linkToAFileInsideIsThatFileWithAWarning() throws IOException {
    cache.with("b/real", "12345");
    Files.createDirectories(folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a/link"), Path.of("../b/real"));
    Files.createLink(folder.resolve("c"), folder.resolve("b/real"));
    long without = CacheScanner.scan(folder, ScanOptions.NORMAL).sizeBytes() - 15;

    CacheScan scan = CacheScanner.scan(folder, ScanOptions.NORMAL);

    assertThat(scan.warnings())
        .containsExactly("a/link is a symlink; it is packed as the file it points to");
    assertThat(scan.files())
        .filteredOn(f -> f instanceof CacheFile.Regular file && file.size() == 5)
        .extracting(CacheFile::path)
        .containsExactly("a/link", "b/real", "c");
    assertThat(scan.sizeBytes()).isEqualTo(without + 15);
  }

  @Test
  void fifoAndSocket() throws Exception {
    Path fifo = folder.resolve("fifo");
    Assumptions.assumeTrue(
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "no mkfifo");
    assertThat(failure(folder))
        .hasMessageContaining("fifo is a FIFO; remove it")
        .extracting(CacheException::reason)
        .isEqualTo(Reason.SPECIAL_FILE);
    Files.delete(fifo);

    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
      assertThat(failure(folder)).hasMessageContaining("s is a socket");
    }
  }

  @Test
  void whiteoutName() {
    cache.with("k/.wh.x", "");

    assertThat(failure(folder).reason()).isEqualTo(Reason.NAME);
  }

  @Test
  void nameThatIsNotUtf8() throws Exception {
    Assumptions.assumeTrue(
        new ProcessBuilder("sh", "-c", "touch \"$1/$(printf 'a\\377')\"", "sh", folder.toString())
                .start()
                .waitFor()
            == 0,
        "no shell");

    assertThat(failure(folder).reason()).isEqualTo(Reason.NAME);
  }

  @Test
  void unreadableFileAndFolder() throws IOException {
    Path file = folder.resolve("secret");
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");
    assertThat(failure(folder))
        .hasMessageContaining("secret cannot be read")
        .extracting(CacheException::reason)
        .isEqualTo(Reason.UNREADABLE);
    Files.delete(file);

    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assertThat(failure(folder)).hasMessageContaining("closed cannot be read");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void controlCharactersOfNamesDoNotReachTheMessage() {
    cache.with("k/\u001b[31m.json", "{");

    assertThat(failure(folder).getMessage()).contains("\\u001b").doesNotContain("\u001b");
  }

  @Test
  void fileThatChangesAfterTheScanIsAnError() throws IOException {
    cache.with("f", "12345");
    Path file = folder.resolve("f");
    Instant now = Files.getLastModifiedTime(file).toInstant();

    CacheFile.Regular scanned = scanned("f");
    Files.writeString(file, "123456");
    assertChanged(scanned);

    scanned = scanned("f");
    Files.writeString(file, "654321");
    Files.setLastModifiedTime(file, FileTime.from(now.plusSeconds(9)));
    assertChanged(scanned);

    scanned = scanned("f");
    Files.delete(file);
    assertChanged(scanned);

    Files.createSymbolicLink(file, Path.of("k"));
    assertChanged(scanned);
  }

  @Test
  void fileThatChangesWhileItIsReadIsAnError() throws IOException {
    cache.with("f", "12345");
    CacheFile.Regular scanned = scanned("f");

    try (InputStream in = scanned.open()) {
      assertThat(in.read()).isEqualTo('1');
      Files.writeString(folder.resolve("f"), "12");
      assertThat(catchThrowableOfType(CacheException.class, in::readAllBytes).reason())
          .isEqualTo(Reason.CHANGED);
    }
  }

  private CacheFile.Regular scanned(String path) throws IOException {
    return (CacheFile.Regular)
        CacheScanner.scan(folder, ScanOptions.NORMAL).files().stream()
            .filter(file -> file.path().equals(path))
            .findFirst()
            .orElseThrow();
  }

  private static void assertChanged(CacheFile.Regular file) {
    assertThat(catchThrowableOfType(CacheException.class, file::open))
        .hasMessageContaining("changed while it was read")
        .extracting(CacheException::reason)
        .isEqualTo(Reason.CHANGED);
  }

  private static CacheException failure(Path folder) {
    CacheException failure =
        catchThrowableOfType(
            CacheException.class, () -> CacheScanner.scan(folder, ScanOptions.NORMAL));
    assertThat(failure).as("scan of %s must fail", folder).isNotNull();
    return failure;
  }
}
