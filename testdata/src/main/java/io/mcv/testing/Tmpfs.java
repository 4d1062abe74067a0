package io.mcv.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A small file system in memory, for tests of full disks and of renames across file systems. */
public final class Tmpfs implements AutoCloseable {
  private final Path folder;

  private Tmpfs(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one. The test is skipped where the host does not let us, as without root.
   *
   * @param folder where; it is made if it is not there
   * @param bytes how much fits into it, rounded up to whole pages
   */
  public static Tmpfs mount(Path folder, long bytes) throws IOException {
    Files.createDirectories(folder);
    Peer.Outcome outcome =
        Peer.require("mount").run("-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString());
    Assumptions.assumeTrue(
        outcome.exit() == 0, () -> "the test needs to mount a tmpfs: " + outcome.err().strip());
    return new Tmpfs(folder);
  }

  /** Its top folder. */
  public Path folder() {
    return folder;
  }

  /** Unmounts it, with all that is in it. */
  @Override
  public void close() {
    Peer.require("umount").run(folder.toString()).orFail();
  }
}
