package io.mcv.peers;

import io.mcv.testing.FileTrees;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Layers written by GNU tar, from folders that hold a cache under the name it has in an image. */
final class GnuTar {
  private final Path temp;
  private final Peer tar = Peer.require("tar");

  GnuTar(Path temp) {
    this.temp = temp;
  }

  /** A tar of a cache in this folder of the image. */
  byte[] of(Path cache, String folder, String... options) throws IOException {
    return ofMembers(staged(cache, folder), List.of(folder), options);
  }

  /** A folder that holds a copy of a cache in a folder of this name. */
  Path staged(Path cache, String folder) throws IOException {
    Path stage = Files.createTempDirectory(temp, "stage");
    FileTrees.copy(cache, stage.resolve(folder));
    return stage;
  }

  /** A tar of these files and folders below a folder. */
  byte[] ofMembers(Path stage, List<String> members, String... options) throws IOException {
    Path out = Files.createTempFile(temp, "layer", ".tar");
    List<String> command = new ArrayList<>(List.of(options));
    command.addAll(List.of("--sort=name", "-C", stage.toString(), "-cf", out.toString(), "--"));
    command.addAll(members);
    tar.run(command.toArray(String[]::new)).orFail();
    return Files.readAllBytes(out);
  }
}
