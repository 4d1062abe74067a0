package io.mcv.cli;

import io.mcv.client.VaultImage;
import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.util.List;

/** {@code vault rm}: takes images out of the vault. */
final class VaultRemoveCommand extends Command {
  private final Required<List<String>> names =
      flags.parameters("NAME", "NAME[:TAG|@DIGEST], or the first digits of an image id.");

  VaultRemoveCommand(Context context) {
    super(context, "rm", "Remove images from the vault; gc frees the space.");
    spec().usageMessage().sortOptions(true);
  }

  @Override
  int run() throws IOException {
    for (VaultImage image : client().vault().remove(names.value())) {
      console().print("Untagged: " + Printable.of(name(image)));
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "removing " + String.join(", ", names.value());
  }

  private static String name(VaultImage image) {
    if (image.repository() == null) {
      return image.digest().toString();
    }
    return image.tag() == null ? image.repository() : image.repository() + ":" + image.tag();
  }
}
