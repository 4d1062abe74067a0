package io.mcv.peers;

import io.mcv.testing.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A podman with a store of its own, which ends with the folder that holds it. */
record PodmanStore(Peer podman, List<String> options) {

  static PodmanStore in(Path folder) {
    Peer podman =
        Peer.require("podman")
            .with("HOME", folder.toString())
            .with("XDG_RUNTIME_DIR", folder.resolve("xdg").toString());
    return new PodmanStore(
        podman,
        List.of(
            "--root", folder.resolve("root").toString(),
            "--runroot", folder.resolve("run").toString(),
            "--storage-driver", "vfs"));
  }

  /** Runs one command in this store. */
  Peer.Outcome run(String... arguments) {
    List<String> command = new ArrayList<>(options);
    command.addAll(List.of(arguments));
    return podman.run(command.toArray(String[]::new));
  }
}
