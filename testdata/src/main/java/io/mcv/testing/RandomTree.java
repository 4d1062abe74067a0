package io.mcv.testing;

import io.mcv.testing.caches.SampleTarget;
import io.mcv.testing.caches.TritonKernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder tree from a seed, with what is hard to pack: the same seed and features give the same
 * tree. Without any feature it has plain files, empty files and empty folders.
 *
 * @param seed of the random numbers
 * @param features what else is in the tree
 */
public record RandomTree(long seed, Set<Feature> features) {
  private static final int[] EDGE_LENGTHS = {100, 101, 155, 156, 256};
  private static final int[] FILE_MODES = {0600, 0640, 0644, 0664, 0700, 0750, 0755};
  private static final int[] FOLDER_MODES = {0700, 0750, 0755};
  private static final int[] SPECIAL_MODES = {04755, 02755, 01755};
  private static final long[] TIMES = {
    0, 1, 946_684_800, 0x7fff_ffffL, 0x8000_0000L, 0x1_0000_0000L, 0x1_ffff_ffffL
  };

  /** What a tree can hold besides plain files and folders. */
  public enum Feature {
    /**
     * Paths of exactly 100, 101, 155, 156 and 256 bytes, where tar headers overflow, the same less
     * the 16 bytes of {@code io.triton.cache/}, and a name of 255 bytes.
     */
    EDGE_PATHS,
    /** Names with spaces, a backslash, non-ASCII letters in both normal forms, and an emoji. */
    ODD_NAMES,
    /** Forty folders inside each other. */
    DEEP_FOLDERS,
    /** Files from 0600 to 0755, folders from 0700; without it, what the umask leaves. */
    MODES,
    /** Set-user-id, set-group-id and sticky bits. */
    SPECIAL_MODES,
    /** Two files with two names each. */
    HARD_LINKS,
    /** Links to a file, to a folder, to nothing, and with a target of 150 bytes. */
    SYMLINKS,
    /** Times from 0 to 8589934591 (2<sup>33</sup> - 1), the last that a plain tar header holds. */
    MTIMES,
    /** Extended attributes in the user namespace; the test is skipped where there are none. */
    XATTRS,
    /** A kernel entry that makes the folder a Triton cache. */
    TRITON_ENTRY
  }

  /** Copies the features. */
  public RandomTree {
    features = Set.copyOf(features);
  }

  /** A tree with these features. */
  public static RandomTree of(long seed, Feature... features) {
    return new RandomTree(seed, Set.of(features));
  }

  /** A tree with every feature but these. */
  public static RandomTree withAllBut(long seed, Feature... features) {
    EnumSet<Feature> all = EnumSet.allOf(Feature.class);
    all.removeAll(List.of(features));
    return new RandomTree(seed, all);
  }

  /**
   * Writes the tree.
   *
   * @param root an empty folder, or none yet
   */
  public void writeTo(Path root) throws IOException {
    Random random = new Random(seed);
    Files.createDirectories(root);
    writePlain(root, random);
    if (features.contains(Feature.EDGE_PATHS)) {
      writeEdgePaths(root, random);
    }
    if (features.contains(Feature.ODD_NAMES)) {
      writeOddNames(root, random);
    }
    if (features.contains(Feature.DEEP_FOLDERS)) {
      writeFile(root.resolve("deep/" + "d/".repeat(39) + "bottom"), random);
    }
    if (features.contains(Feature.TRITON_ENTRY)) {
      new TritonKernel("random_kernel_" + random.nextInt(1000), SampleTarget.cuda(80))
          .writeTo(root, "/home/dev/.triton/cache");
    }
    if (features.contains(Feature.HARD_LINKS)) {
      Files.createLink(root.resolve("folder0/hard"), root.resolve("file0"));
      Files.createLink(root.resolve("a-hard-link-before-its-file"), root.resolve("file1"));
    }
    if (features.contains(Feature.SYMLINKS)) {
      writeSymlinks(root);
    }
    // From here on only attributes change; times come last, and folders after what is in them.
    for (Path path : contents(root)) {
      setAttributes(path, random);
    }
  }

  private static void writePlain(Path root, Random random) throws IOException {
    for (int i = 0; i < 4; i++) {
      writeFile(root.resolve("file" + i), random);
      Path folder = root.resolve("folder" + i);
      writeFile(folder.resolve("file"), random);
      Files.createDirectories(folder.resolve("empty-folder"));
      Files.createFile(folder.resolve("empty-file"));
    }
  }

  private static void writeEdgePaths(Path root, Random random) throws IOException {
    int prefix = "io.triton.cache/".length();
    for (int length : EDGE_LENGTHS) {
      writeFile(root.resolve(pathOfLength(length, random)), random);
      writeFile(root.resolve(pathOfLength(length - prefix, random)), random);
    }
    writeFile(root.resolve(name(255, random)), random);
  }

  /** A name where one of 155 bytes is enough, else a folder and a name of 100 bytes. */
  private static String pathOfLength(int length, Random random) {
    return length <= 155
        ? name(length, random)
        : name(length - 101, random) + "/" + name(100, random);
  }

  private static String name(int length, Random random) {
    StringBuilder name = new StringBuilder();
    random.ints(length, 'a', 'z' + 1).forEach(letter -> name.append((char) letter));
    return name.toString();
  }

  private static void writeOddNames(Path root, Random random) throws IOException {
    List<String> names =
        List.of(
            "with space",
            "back\\slash",
            "caf\u00e9",
            "cafe\u0301-2",
            "\u6838.json.bin",
            "\ud83d\ude80");
    for (String name : names) {
      writeFile(root.resolve("odd").resolve(name), random);
    }
    writeFile(root.resolve("\u00fc".repeat(127)), random);
  }

  private static void writeSymlinks(Path root) throws IOException {
    link(root, "folder0/link-to-file", "../file0");
    link(root, "link-to-folder", "folder1");
    link(root, "link-to-nothing", "no/such/file");
    link(root, "link-with-long-target", "folder2/" + "./".repeat(69) + "file");
  }

  private static void link(Path root, String name, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  private static void writeFile(Path file, Random random) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] content = new byte[random.nextInt(3000)];
    random.nextBytes(content);
    // The second half compresses well.
    int half = content.length / 2;
    Arrays.fill(content, half, content.length, (byte) '\n');
    Files.write(file, content);
  }

  private static List<Path> contents(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(path -> !path.equals(root) && !Files.isSymbolicLink(path))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  private void setAttributes(Path path, Random random) throws IOException {
    boolean folder = Files.isDirectory(path);
    if (features.contains(Feature.XATTRS) && !folder) {
      setExtendedAttribute(path, random);
    }
    if (features.contains(Feature.MODES)) {
      setMode(path, pick(folder ? FOLDER_MODES : FILE_MODES, random));
    }
    if (features.contains(Feature.SPECIAL_MODES) && random.nextInt(4) == 0) {
      setMode(path, pick(SPECIAL_MODES, random));
    }
    if (features.contains(Feature.MTIMES)) {
      long seconds = TIMES[random.nextInt(TIMES.length)];
      Files.setLastModifiedTime(path, FileTime.from(seconds, TimeUnit.SECONDS));
    }
  }

  private static int pick(int[] modes, Random random) {
    return modes[random.nextInt(modes.length)];
  }

  private static void setMode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  private static void setExtendedAttribute(Path file, Random random) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
      throw Requirement.missing("the test needs user.* attributes, which " + file + " cannot have");
    }
    Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
        .write(
            "mcv.random",
            ByteBuffer.wrap(name(1 + random.nextInt(64), random).getBytes(StandardCharsets.UTF_8)));
  }
}
