package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.oci.registry.Deletion;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code delete}: an image out of a registry. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "delete",
    header = "Delete an image from a registry.",
    description = {
      "A tag goes alone where the registry can do that. Elsewhere its manifest goes, and with it",
      "every other tag of that manifest, which are named."
    },
    sortOptions = false)
final class DeleteCommand extends Command {
  @Parameters(paramLabel = "REF", description = "The image: docker://NAME[:TAG|@DIGEST].")
  private String image = "";

  private final RegistryFlags registry = new RegistryFlags();

  @Mixin private final CommandSpec registrySpec = registry.spec();

  DeleteCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      Deletion deletion = client.delete(image);
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
    return "deleting " + image;
  }

  @Override
  int exitCodeOnRegistryFailure() {
    return ExitCode.FAILED;
  }
}
