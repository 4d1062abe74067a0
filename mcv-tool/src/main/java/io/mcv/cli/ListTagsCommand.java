package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.client.TagList;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code list-tags}: what skopeo prints of a repository or an archive. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "list-tags",
    header = "List the tags of a repository, or of the images in an archive.",
    sortOptions = false)
final class ListTagsCommand extends Command {
  @Parameters(paramLabel = "REF", description = "docker://NAME or docker-archive:PATH.")
  private String repository = "";

  private final RegistryFlags registry = new RegistryFlags();

  @Mixin private final CommandSpec registrySpec = registry.spec();

  ListTagsCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      TagList list = client.tags(repository);
      Object report =
          new GoStruct().putUnlessEmpty("Repository", list.repository()).put("Tags", list.tags());
      console().print(new String(GoJson.indented(report, "    "), StandardCharsets.UTF_8));
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "listing the tags of " + repository;
  }

  @Override
  int exitCodeOnRegistryFailure() {
    return ExitCode.FAILED;
  }
}
