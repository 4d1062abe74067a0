package io.mcv.registries;

import io.mcv.testing.Peer;
import java.util.ArrayList;
import java.util.List;

/** skopeo as it fills and empties registries of plain HTTP. */
final class SkopeoCopy {
  private SkopeoCopy() {}

  static void run(Peer skopeo, String from, String to, String... options) {
    List<String> command = new ArrayList<>(List.of("copy", "-q"));
    command.add("--src-tls-verify=false");
    command.add("--dest-tls-verify=false");
    command.addAll(List.of(options));
    command.add(from);
    command.add(to);
    skopeo.run(command.toArray(String[]::new)).orFail();
  }
}
