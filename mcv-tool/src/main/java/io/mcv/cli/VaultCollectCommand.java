package io.mcv.cli;

import io.mcv.oci.json.GoStruct;
import io.mcv.oci.layout.CollectedGarbage;
import io.mcv.oci.layout.CollectionRules;
import io.mcv.oci.model.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code vault gc}: removes what no image of the vault needs. */
@CommandLine.Command(
    name = "gc",
    header = "Remove blobs that no image refers to and nobody used for a day.")
final class VaultCollectCommand extends Command {
  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      description = "How long nobody must have used them: 0s, 12h, 7d (default: 24h).")
  private Duration olderThan = CollectionRules.DEFAULT.unusedFor();

  @Option(names = "--untagged", description = "Remove images without a name, too.")
  private boolean untagged;

  @Option(names = "--dry-run", description = "Tell what would be removed, and remove nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  VaultCollectCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    CollectionRules rules =
        CollectionRules.DEFAULT
            .withUnusedFor(olderThan)
            .withUnnamedImages(untagged)
            .withDryRun(dryRun);
    CollectedGarbage garbage = client().vault().collect(rules, this::tellOfTheWait);
    if (json) {
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
    return (dryRun ? "would remove " : "removed ")
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
        .put("dryRun", dryRun)
        .put("images", texts(garbage.images()))
        .put("blobs", texts(garbage.blobs()))
        .put("bytes", garbage.bytes())
        .fields();
  }

  private static List<String> texts(List<Digest> digests) {
    return digests.stream().map(Digest::toString).toList();
  }
}
