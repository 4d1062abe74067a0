package io.mcv.cli;

import io.mcv.client.VaultImage;
import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code vault rm}: takes images out of the vault. */
@CommandLine.Command(name = "rm", header = "Remove images from the vault; gc frees the space.")
final class VaultRemoveCommand extends Command {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "NAME[:TAG|@DIGEST], or the first digits of an image id.")
  private List<String> names = List.of();

  VaultRemoveCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    for (VaultImage image : client().vault().remove(names)) {
      console().print("Untagged: " + Printable.of(name(image)));
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "removing " + String.join(", ", names);
  }

  private static String name(VaultImage image) {
    if (image.repository() == null) {
      return image.digest().toString();
    }
    return image.tag() == null ? image.repository() : image.repository() + ":" + image.tag();
  }
}
