package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.Peer;
import io.mcv.testing.registry.AccessLine;
import io.mcv.testing.registry.LoopbackRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was moved once is not moved again. */
class SecondTransferTest {
  private static final Path CACHE = Checkout.sampleCache("triton-vector-add");

  @TempDir static Path shared;
  private static LoopbackRegistry registry;
  private static String image = "";

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private Path vault = Path.of("unset");

  @BeforeAll
  static void start() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
    image = registry.image("team/vector-add:v1");
    TestImages.create(Tool.withTemporaryFolder(shared), "triton-vector-add", image);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder);
    vault = folder.resolve("home/.local/share/mcv/vault");
    registry.clearAccesses();
  }

  @Test
  void aSecondPullIntoTheSameLayoutReadsNoBlob() throws Exception {
    copy(image, "oci:" + folder.resolve("layout") + ":a");
    assertThat(blobsRead()).hasSize(2);
    registry.clearAccesses();

    copy(image, "oci:" + folder.resolve("layout") + ":b");

    assertThat(blobsRead()).isEmpty();
  }

  @Test
  void aPullIntoAnotherLayoutTakesBlobsFromTheVault() throws Exception {
    copy(image, "oci:" + folder.resolve("one"));
    registry.clearAccesses();

    copy(image, "oci:" + folder.resolve("two"));

    assertThat(blobsRead()).isEmpty();
    FileTrees.assertSame(folder.resolve("one/blobs"), folder.resolve("two/blobs"));
  }

  @Test
  void aSecondExtractReadsNoBlob() throws Exception {
    extract("first");
    assertThat(blobsRead()).hasSize(2);
    registry.clearAccesses();

    extract("second");

    assertThat(blobsRead()).isEmpty();
    ExtractedTree.assertSame(folder.resolve("first"), folder.resolve("second"));
  }

  @Test
  void anExtractAfterAPullReadsNoBlob() throws Exception {
    copy(image, "oci:" + folder.resolve("layout"));
    registry.clearAccesses();

    extract("target");

    assertThat(blobsRead()).isEmpty();
  }

  @Test
  void aSecondPushSendsNoBlob() throws Exception {
    copy(image, "oci:" + folder.resolve("layout"));
    String other = registry.image("pushed/twice:v1");
    copy("oci:" + folder.resolve("layout"), other);
    registry.clearAccesses();

    copy("oci:" + folder.resolve("layout"), other);

    assertThat(registry.accesses()).noneMatch(line -> line.path().contains("/uploads/"));
  }

  @Test
  void aSecondCreateSendsNoBlob() throws Exception {
    TestImages.create(tool, "triton-vector-add", image);

    assertThat(registry.accesses()).noneMatch(line -> line.path().contains("/uploads/"));
  }

  @Test
  void aDamagedBlobOfTheVaultIsReadAgain() throws Exception {
    extract("first");
    Path layer = largest(vault.resolve("blobs/sha256"));
    byte[] damaged = Files.readAllBytes(layer);
    damaged[damaged.length / 2] ^= 1;
    Files.setPosixFilePermissions(layer, PosixFilePermissions.fromString("rw-------"));
    Files.write(layer, damaged);
    registry.clearAccesses();

    extract("second");

    assertThat(blobsRead()).hasSize(1);
    ExtractedTree.assertSame(folder.resolve("first"), folder.resolve("second"));
    registry.clearAccesses();
    extract("third");
    assertThat(blobsRead()).isEmpty();
  }

  @Test
  void aBlobOfTheVaultThatIsCutShortIsReadAgain() throws Exception {
    extract("first");
    Path layer = largest(vault.resolve("blobs/sha256"));
    Files.setPosixFilePermissions(layer, PosixFilePermissions.fromString("rw-------"));
    Files.write(layer, new byte[0]);

    extract("second");

    ExtractedTree.assertSame(folder.resolve("first"), folder.resolve("second"));
  }

  @Test
  void withoutAVaultACacheIsExtractedAllTheSame() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    tool.with("MCV_VAULT", file.resolve("vault").toString());

    extract("target");

    assertExtracted();
  }

  @Test
  void aVaultThatCannotBeWrittenStopsNothing() throws Exception {
    Path locked = Files.createDirectories(folder.resolve("locked"));
    tool.with("MCV_VAULT", locked.resolve("vault").toString());
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      ProcessBuilder builder = tool.process(List.of(), extractArguments("target"));
      if (Files.isWritable(locked)) {
        List<String> command = new ArrayList<>();
        command.add(Peer.require("setpriv").executable().toString());
        command.add("--bounding-set=-dac_override,-dac_read_search");
        command.addAll(builder.command());
        builder.command(command);
      }
      Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(err).isZero();
      assertExtracted();
      assertThat(locked).isEmptyDirectory();
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private void assertExtracted() throws Exception {
    ExtractedTree.assertSame(CACHE, folder.resolve("target"));
  }

  private static List<AccessLine> blobsRead() throws Exception {
    return registry.accesses().stream()
        .filter(line -> line.method().equals("GET") && line.path().contains("/blobs/"))
        .toList();
  }

  private static Path largest(Path blobs) throws Exception {
    try (Stream<Path> files = Files.list(blobs)) {
      return files
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  private void copy(String from, String to) {
    tool.run("copy", "--tls-verify=false", from, to).orFail();
  }

  private void extract(String target) {
    tool.run(extractArguments(target)).orFail();
  }

  private String[] extractArguments(String target) {
    return new String[] {
      "extract",
      "--tls-verify=false",
      "--no-gpu",
      "-i",
      image,
      "-d",
      folder.resolve(target).toString()
    };
  }
}
