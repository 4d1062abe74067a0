package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.oci.registry.Deletion;
import java.io.IOException;

/** {@code delete}: an image out of a registry. */
final class DeleteCommand extends Command {
  private final Required<String> image =
      flags.parameter(String.class, "REF", "The image: docker://NAME[:TAG|@DIGEST].");

  private final RegistryFlags registry = new RegistryFlags(flags);

  DeleteCommand(Context context) {
    super(
        context,
        "delete",
        "Delete an image from a registry.",
        "A tag goes alone where the registry can do that. Elsewhere its manifest goes, and with it",
        "every other tag of that manifest, which are named.");
  }

  @Override
  int run() throws IOException {
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      Deletion deletion = client.delete(image.value());
      String tags = String.join(", ", deletion.tags());
      console()
          .info(
              deletion.digest() == null
                  ? "deleted the tag " + tags + "; its manifest stays"
                  : "deleted "
                      + deletion.digest()
                      + (tags.isEmpty() ? ", which had no tag" : ", and with it the tags " + tags));
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "deleting " + image.value();
  }

  @Override
  int exitCodeOnRegistryFailure() {
    return ExitCode.FAILED;
  }
}
