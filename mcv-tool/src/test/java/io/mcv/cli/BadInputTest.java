package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.ImageValidator;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders that {@code create} cannot pack: each is said in one line, and nothing is left behind.
 */
class BadInputTest {
  private static final String KERNEL = "KLN7CHGLA2VR7BPHPYZBHKPWZKTSD3OCZOYIOAMBH72N4SNKUVKA";

  @TempDir Path folder;
  private Path home = Path.of("");
  private Path cache = Path.of("");

  @BeforeEach
  void copyACache() throws IOException {
    home = folder.resolve("home");
    cache = folder.resolve("cache");
    FileTrees.copy(Checkout.sampleCache("triton-vector-add"), cache);
  }

  @Test
  void aFolderThatIsNotThere() throws IOException {
    assertRefused(folder.resolve("no/such"), folder.resolve("no/such") + " does not exist");
  }

  @Test
  void aFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertRefused(file, file + " is not a folder");
  }

  @Test
  void anEmptyFolder() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused(empty, empty + " holds no files", "give the folder");
  }

  @Test
  void aFolderWithOtherFiles() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("README.md"), "hello");
    assertRefused(other, other + " is not a Triton or vLLM cache", "give a folder");
  }

  @Test
  void aFolderOfVllmWithoutItsCache() throws IOException {
    Path vllm = Files.createDirectories(folder.resolve("vllm/torch_compile_cache"));
    Files.writeString(vllm.resolve("vllm_compile_cache.py"), "{}");
    assertRefused(folder.resolve("vllm"), folder.resolve("vllm").toString(), "give the folder");
  }

  @Test
  void metadataThatIsNoJson() throws IOException {
    Path metadata = cache.resolve(KERNEL).resolve("add_kernel.json");
    Files.writeString(metadata, "{\"hash\": ");
    assertRefused(cache, metadata.toString(), "remove its folder");
  }

  @Test
  void aFifo() throws IOException {
    Path fifo = cache.resolve("fifo");
    Peer.require("mkfifo").run(fifo.toString()).orFail();
    assertRefused(cache, fifo + " is a FIFO; remove it");
  }

  @Test
  void aSocket() throws IOException {
    Path socket = cache.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertRefused(cache, socket + " is a socket; remove it");
    }
  }

  @Test
  void aDevice() throws IOException {
    Path device = cache.resolve("device");
    Peer.Outcome made = Peer.require("mknod").run(device.toString(), "c", "1", "3");
    assumeTrue(made.exit() == 0, () -> "the test needs to make a device: " + made.err());
    assertRefused(cache, device + " is a device; remove it");
  }

  @Test
  void aDanglingLink() throws IOException {
    assertLinkRefused("no/such/file", "is a symlink to nothing");
  }

  @Test
  void aLinkOutOfTheCache() throws IOException {
    Files.writeString(folder.resolve("secret"), "secret");
    assertLinkRefused("../secret", "is a symlink out of the cache");
  }

  @Test
  void anAbsoluteLinkOutOfTheCache() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    assertLinkRefused(secret.toString(), "is a symlink out of the cache");
  }

  @Test
  void aLinkToAFolder() throws IOException {
    assertLinkRefused(KERNEL, "is a symlink to a folder");
  }

  @Test
  void aLinkToItself() throws IOException {
    assertLinkRefused("link", "is a symlink to nothing");
  }

  @Test
  void aLinkToAFileInsideIsPackedAsThatFileWithAWarning() throws IOException {
    Path metadata = cache.resolve(KERNEL).resolve("add_kernel.json");
    Files.createSymbolicLink(cache.resolve("link"), cache.relativize(metadata));
    Path layout = folder.resolve("layout");
    Tool.Outcome outcome = create("oci:" + layout, cache).orFail();
    assertThat(outcome.err()).contains("warning: link is a symlink");
    ImageValidator.assertValid(layout);
    Path target = folder.resolve("target");
    tool().run("extract", "--no-gpu", "-i", "oci:" + layout, "-d", target.toString()).orFail();
    assertThat(target.resolve("link")).isRegularFile().hasSameBinaryContentAs(metadata);
    assertThat(Files.isSymbolicLink(target.resolve("link"))).isFalse();
  }

  @Test
  void aNameThatIsNotUtf8() throws IOException {
    Peer.require("sh")
        .run("-c", "touch \"$(printf '%s/%s\\377' \"$1\" " + KERNEL + ")\"", "sh", cache.toString())
        .orFail();
    assertRefused(cache, KERNEL, "not UTF-8", "rename it");
  }

  @Test
  void aFileThatMayNotBeRead() throws Exception {
    Path file = cache.resolve(KERNEL).resolve("add_kernel.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assertRefusedWithoutPrivileges(file);
  }

  @Test
  void aFolderThatMayNotBeRead() throws Exception {
    Path key = cache.resolve(KERNEL);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("---------"));
    try {
      assertRefusedWithoutPrivileges(key);
    } finally {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aFileThatGrowsWhileItIsRead() throws Exception {
    assertChangeIsSeen((file, size) -> file.setLength(file.length() + 1));
  }

  @Test
  void aFileThatIsCutWhileItIsRead() throws Exception {
    assertChangeIsSeen((file, size) -> file.setLength(Math.max(0, file.length() - 1)));
  }

  @Test
  void aFileThatIsRewrittenWhileItIsRead() throws Exception {
    assertChangeIsSeen(
        (file, size) -> {
          file.seek(size / 2);
          file.write((int) System.nanoTime());
        });
  }

  private interface Change {
    void apply(RandomAccessFile file, long size) throws IOException;
  }

  /** Changes a file from another thread all the time; the first attempt sees it, or a later one. */
  private void assertChangeIsSeen(Change change) throws Exception {
    int size = 8 << 20;
    Path file = Files.write(cache.resolve("big"), new byte[size]);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                while (!done.get()) {
                  change.apply(open, size);
                  Thread.sleep(1);
                }
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    Tool.Outcome outcome;
    int attempts = 0;
    try {
      do {
        outcome = create("oci:" + folder.resolve("layout"), cache);
        attempts++;
      } while (outcome.exit() == 0 && attempts < 20);
    } finally {
      done.set(true);
      writer.join();
    }
    assertThat(outcome.exit()).isEqualTo(ExitCode.CREATE_FAILED);
    assertThat(outcome.err())
        .contains(file + " changed while it was read; try again")
        .hasLineCount(1);
    if (attempts == 1) {
      assertThat(folder.resolve("layout")).doesNotExist();
    } else {
      ImageValidator.assertValid(folder.resolve("layout"));
    }
  }

  private void assertLinkRefused(String target, String problem) throws IOException {
    Path link = cache.resolve("link");
    Files.createSymbolicLink(link, Path.of(target));
    assertRefused(cache, link + " " + problem, "replace it by a copy, or remove it");
  }

  /** Into a new layout, a layout that is there, and the vault. */
  private void assertRefused(Path input, String... parts) throws IOException {
    Path existing = folder.resolve("existing");
    create("oci:" + existing + ":v1", Checkout.sampleCache("triton-hip")).orFail();
    Map<String, String> before = FileTrees.snapshot(folder);
    for (String image :
        List.of("oci:" + folder.resolve("new/layout"), "oci:" + existing + ":v1", "localhost/x")) {
      assertRefusal(create(image, input), before, parts);
    }
    Tool.Outcome dry = tool().run("create", "--dry-run", "-i", "oci:" + existing, "-d", input + "");
    assertRefusal(dry, before, parts);
  }

  private void assertRefusal(Tool.Outcome outcome, Map<String, String> before, String... parts)
      throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.CREATE_FAILED);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("error: ").contains(parts).hasLineCount(1);
    assertThat(FileTrees.snapshot(folder)).isEqualTo(before);
  }

  /** Root may read everything, unless it gives that up. */
  private void assertRefusedWithoutPrivileges(Path unreadable) throws Exception {
    ProcessBuilder builder =
        tool()
            .process(
                List.of(), "create", "-i", "oci:" + folder.resolve("new"), "-d", cache.toString());
    if (Files.isReadable(unreadable)) {
      List<String> command = new ArrayList<>();
      command.add(Peer.require("setpriv").executable().toString());
      command.add("--bounding-set=-dac_override,-dac_read_search");
      command.addAll(builder.command());
      builder.command(command);
    }
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(ExitCode.CREATE_FAILED);
    assertThat(err)
        .startsWith("error: ")
        .contains(unreadable + " cannot be read; check its permissions")
        .hasLineCount(1);
    assertThat(folder.resolve("new")).doesNotExist();
  }

  private Tool.Outcome create(String image, Path input) {
    return tool().run("create", "-i", image, "-d", input.toString());
  }

  private Tool tool() {
    return Tool.at(home);
  }
}
