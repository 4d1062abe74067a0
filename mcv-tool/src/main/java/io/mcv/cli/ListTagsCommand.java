package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.client.TagList;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code list-tags}: what skopeo prints of a repository or an archive. */
final class ListTagsCommand extends Command {
  private final Required<String> repository =
      flags.parameter(String.class, "REF", "docker://NAME or docker-archive:PATH.");

  private final RegistryFlags registry = new RegistryFlags(flags);

  ListTagsCommand(Context context) {
    super(context, "list-tags", "List the tags of a repository, or of the images in an archive.");
  }

  @Override
  int run() throws IOException {
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      TagList list = client.tags(repository.value());
      Object report =
          new GoStruct().putUnlessEmpty("Repository", list.repository()).put("Tags", list.tags());
      console().print(new String(GoJson.indented(report, "    "), StandardCharsets.UTF_8));
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "listing the tags of " + repository.value();
  }

  @Override
  int exitCodeOnRegistryFailure() {
    return ExitCode.FAILED;
  }
}
