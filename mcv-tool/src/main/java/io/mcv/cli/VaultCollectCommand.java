package io.mcv.cli;

import io.mcv.oci.json.GoStruct;
import io.mcv.oci.layout.CollectedGarbage;
import io.mcv.oci.layout.CollectionRules;
import io.mcv.oci.model.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** {@code vault gc}: removes what no image of the vault needs. */
final class VaultCollectCommand extends Command {
  private final Flag<Duration> olderThan =
      flags.value(
          Duration.class,
          "--older-than",
          "TIME",
          "How long nobody must have used them: 0s, 12h, 7d (default: 24h).");

  private final Mark untagged = flags.mark("--untagged", "Remove images without a name, too.");

  private final Mark dryRun =
      flags.mark("--dry-run", "Tell what would be removed, and remove nothing.");

  private final Mark json = flags.mark("--json", "Print the result as JSON.");

  VaultCollectCommand(Context context) {
    super(context, "gc", "Remove blobs that no image refers to and nobody used for a day.");
    spec().usageMessage().sortOptions(true);
  }

  @Override
  int run() throws IOException {
    CollectionRules rules =
        CollectionRules.DEFAULT
            .withUnusedFor(olderThan.or(CollectionRules.DEFAULT.unusedFor()))
            .withUnnamedImages(untagged.given())
            .withDryRun(dryRun.given());
    CollectedGarbage garbage = client().vault().collect(rules, this::tellOfTheWait);
    if (json.given()) {
      console().printJson(json(garbage));
    } else {
      console().print(line(garbage));
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "cleaning the vault";
  }

  private void tellOfTheWait() {
    console()
        .info(
            "waiting for at most "
                + CollectionRules.DEFAULT.patience().toSeconds()
                + " s: images are being written to the vault");
  }

  private String line(CollectedGarbage garbage) {
    String images =
        garbage.images().isEmpty()
            ? ""
            : counted(garbage.images().size(), "image") + " without a name, ";
    return (dryRun.given() ? "would remove " : "removed ")
        + images
        + counted(garbage.blobs().size(), "blob")
        + ", "
        + Sizes.of(garbage.bytes());
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private Object json(CollectedGarbage garbage) {
    return new GoStruct()
        .put("dryRun", dryRun.given())
        .put("images", texts(garbage.images()))
        .put("blobs", texts(garbage.blobs()))
        .put("bytes", garbage.bytes())
        .fields();
  }

  private static List<String> texts(List<Digest> digests) {
    return digests.stream().map(Digest::toString).toList();
  }
}
