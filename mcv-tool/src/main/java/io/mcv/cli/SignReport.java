package io.mcv.cli;

import io.mcv.client.SignResult;
import io.mcv.oci.json.GoStruct;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells what was signed, and where that is. */
final class SignReport {
  private final Console console;

  SignReport(Console console) {
    this.console = console;
  }

  /**
   * Prints it.
   *
   * @param done what was done, as in {@code signed}
   */
  void print(SignResult result, String done, boolean json) {
    for (SignResult.SignedManifest manifest : result.manifests()) {
      console.info(
          done
              + " "
              + manifest.digest()
              + " of "
              + result.image()
              + " in "
              + result.place()
              + ": "
              + stored(manifest));
      if (!json) {
        console.print(manifest.digest().toString());
      }
    }
    if (json) {
      console.printJson(json(result));
    }
  }

  private static String stored(SignResult.SignedManifest manifest) {
    List<String> places = new ArrayList<>();
    for (SignResult.StoredSignature each : manifest.stored()) {
      places.add(each.tag() == null ? "referrer " + each.manifest() : "tag " + each.tag());
    }
    return String.join(", ", places);
  }

  private static Object json(SignResult result) {
    return new GoStruct()
        .put("image", result.image())
        .put("foundIn", result.place())
        .put("manifests", result.manifests().stream().map(SignReport::json).toList())
        .fields();
  }

  private static Map<String, ?> json(SignResult.SignedManifest manifest) {
    List<Map<String, ?>> stored = new ArrayList<>();
    for (SignResult.StoredSignature each : manifest.stored()) {
      stored.add(
          new GoStruct()
              .put("tag", each.tag())
              .put("manifest", each.manifest().toString())
              .fields());
    }
    return new GoStruct()
        .put("digest", manifest.digest().toString())
        .put("stored", stored)
        .fields();
  }
}
