package io.mcv.peers;

import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's buildah with a store of its own, which ends with the folder that holds it. */
final class BuildahStore {
  /** What the profile {@code buildah-1.28} equals to the byte. */
  static final String VERSION = "1.28.2";

  private final Peer buildah;
  private final List<String> options;

  private BuildahStore(Peer buildah, List<String> options) {
    this.buildah = buildah;
    this.options = options;
  }

  /**
   * A store in this folder.
   *
   * @param folder a new folder, or an empty one
   */
  static BuildahStore in(Path folder) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Peer buildah =
        Peer.require("buildah")
            .with("HOME", folder.toString())
            .with("TMPDIR", temporary.toString())
            .with("XDG_RUNTIME_DIR", folder.resolve("xdg").toString())
            .with("BUILDAH_ISOLATION", "chroot");
    return new BuildahStore(
        buildah,
        List.of(
            "--root", folder.resolve("root").toString(),
            "--runroot", folder.resolve("run").toString(),
            "--storage-driver", "vfs"));
  }

  /** Whether it is the release that the profile names. */
  boolean isTheOneOfTheProfile() {
    return buildah.run("--version").orFail().out().startsWith("buildah version " + VERSION + " ");
  }

  /** Runs one command in this store. */
  Peer.Outcome run(String... arguments) {
    List<String> command = new ArrayList<>(options);
    command.addAll(List.of(arguments));
    return buildah.run(command.toArray(String[]::new));
  }

  /** Begins a container from an image or from {@code scratch}, and gives its name. */
  String from(String image) {
    return run("from", image).orFail().out().strip();
  }

  /** What a container sees as its root. */
  Path mount(String container) {
    return Path.of(run("mount", container).orFail().out().strip());
  }

  /** Ends a container. */
  void remove(String container) {
    run("umount", container);
    run("rm", container).orFail();
  }

  /**
   * Follows the recipe in the format's own document.
   *
   * @param cache what to copy
   * @param kind {@code triton} or {@code vllm}
   * @param timestamp in seconds since 1970
   * @param image where it goes, such as {@code oci:PATH:TAG}
   */
  Peer.Outcome pack(
      Path cache, String kind, Map<String, String> labels, long timestamp, String image) {
    String container = from("scratch");
    try {
      run("copy", "-q", container, cache.toString(), "/io." + kind + ".cache/").orFail();
      List<String> config = new ArrayList<>(List.of("config"));
      labels.forEach((key, value) -> config.addAll(List.of("--label", key + "=" + value)));
      config.addAll(List.of("--annotation", "cache." + kind + ".image/variant=compat", container));
      run(config.toArray(String[]::new)).orFail();
      return run("commit", "-q", "--timestamp", Long.toString(timestamp), container, image);
    } finally {
      remove(container);
    }
  }
}
