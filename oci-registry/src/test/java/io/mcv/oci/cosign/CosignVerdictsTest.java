package io.mcv.oci.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.SharedData;
import io.mcv.testing.cosign.CosignPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles over files in the shared set: the real cosign, run here and now, says what we say. */
@Tag("slow")
class CosignVerdictsTest {
  /** Where cosign 3.1.1 and we differ. */
  private static final Set<String> DIFFERENT = Set.of();

  @TempDir Path temp;

  @Test
  void weAndCosignAgree() throws Exception {
    CosignPeer cosign = CosignPeer.of(CosignPeer.Release.V3, temp.resolve("home"));
    Map<String, String[]> commands = commands();
    Set<String> different = new TreeSet<>();
    int compared = 0;
    for (SignatureVector vector : SignatureVector.all()) {
      if (vector.isOfBlob()) {
        compared++;
        String[] command = Objects.requireNonNull(commands.get(vector.name()));
        boolean theirs = cosign.in(vector.folder()).run(command).exit() == 0;
        if (theirs != ours(vector)) {
          different.add(vector.name());
        }
      }
    }
    assertThat(compared).isEqualTo(81);
    assertThat(different).isEqualTo(DIFFERENT);
  }

  private static boolean ours(SignatureVector vector) {
    try {
      return vector.verify().get(0).verified();
    } catch (IOException e) {
      return false;
    }
  }

  /** What the set says that cosign was asked, with the shared roots where they are. */
  private static Map<String, String[]> commands() throws IOException {
    Path root = SharedData.require("cosign");
    JsonObject index = Json.parseObject(Files.readAllBytes(root.resolve("INDEX.json")));
    Map<String, String[]> commands = new HashMap<>();
    for (JsonObject each : Objects.requireNonNull(index.optionalObjects("cases"))) {
      if (each.string("kind").equals("sigstore-bundle-blob")) {
        JsonObject peer = Objects.requireNonNull(each.optionalObjects("peer")).get(0);
        String[] words = peer.string("args").split(" ");
        for (int i = 0; i < words.length; i++) {
          Path shared = root.resolve("shared").resolve(words[i]);
          words[i] = Files.isRegularFile(shared) ? shared.toString() : words[i];
        }
        commands.put(each.string("case"), words);
      }
    }
    return commands;
  }
}
