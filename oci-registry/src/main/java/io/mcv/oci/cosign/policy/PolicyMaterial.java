package io.mcv.oci.cosign.policy;

import io.mcv.oci.cosign.encoding.BoundedFile;
import io.mcv.oci.cosign.encoding.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys or certificates that a policy names by files, or holds itself. Each is one file. */
sealed interface PolicyMaterial {

  /**
   * The bytes of each.
   *
   * @throws IOException if a file cannot be read
   */
  List<Named> read(int limit) throws IOException;

  /**
   * What was read.
   *
   * @param what it is, for errors
   */
  record Named(String what, byte[] bytes) {}

  /** In files, which are read when an image is judged: they may change while a program runs. */
  record Files(List<Path> paths) implements PolicyMaterial {
    /** With a list of its own. */
    public Files {
      paths = List.copyOf(paths);
    }

    @Override
    public List<Named> read(int limit) throws IOException {
      List<Named> all = new ArrayList<>();
      for (Path path : paths) {
        all.add(new Named(path.toString(), BoundedFile.read(path, limit)));
      }
      return all;
    }
  }

  /** In the policy. */
  record Inline(String field, List<Bytes> contents) implements PolicyMaterial {
    /** With a list of its own. */
    public Inline {
      contents = List.copyOf(contents);
    }

    @Override
    public List<Named> read(int limit) {
      List<Named> all = new ArrayList<>();
      for (Bytes content : contents) {
        all.add(new Named(field, content.toArray()));
      }
      return all;
    }
  }
}
