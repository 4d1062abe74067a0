package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.Reference;
import io.mcv.oci.reference.ReferenceSyntaxException;
import io.mcv.oci.registry.auth.Explanation;
import io.mcv.oci.registry.auth.RegistryKey;
import io.mcv.oci.registry.auth.Scope;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code auth explain}: which credentials would be used for an image, and why. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "explain",
    header = "Explain which credentials would be used for an image, and why.",
    description = "No registry is asked, and no secret is shown.",
    sortOptions = false)
final class AuthExplainCommand extends Command {
  @Parameters(
      paramLabel = "REF",
      description = "The image or registry: docker://NAME, a name with its registry, or a host.")
  private String reference = "";

  @Option(names = "--json", description = "Print the explanation as JSON.")
  private boolean json;

  private final RegistryFlags registry = new RegistryFlags();

  @Mixin private final CommandSpec registrySpec = registry.spec();

  AuthExplainCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    RegistryKey key = key();
    Explanation explanation;
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      explanation = client.registries().explain(key);
    }
    if (json) {
      console().printJson(json(explanation));
      return ExitCode.OK;
    }
    console().print("Registry:   " + key.host());
    if (key.path() != null) {
      console().print("Scope:      " + scope(key));
    }
    console().print("Verdict:    " + explanation.verdict());
    console().print("");
    Table table = new Table("LOOKED AT", "OUTCOME", "FINDING");
    for (Explanation.Step step : explanation.steps()) {
      table.row(step.place(), outcome(step), step.finding());
    }
    table.lines().forEach(console()::print);
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "explaining the credentials for " + reference;
  }

  /** An image's repository, or a registry or namespace of its own. */
  private RegistryKey key() {
    if (reference.startsWith("docker://")) {
      return key(((Reference.Docker) Reference.parse(reference)).name());
    }
    try {
      return RegistryKey.parse(reference);
    } catch (ReferenceSyntaxException e) {
      return key(ImageName.parse(reference));
    }
  }

  private static RegistryKey key(ImageName name) {
    return RegistryKey.of(name);
  }

  private static String scope(RegistryKey key) {
    return Scope.repository(Objects.requireNonNull(key.path()).value(), "pull").toString();
  }

  private static String outcome(Explanation.Step step) {
    return step.outcome().name().toLowerCase(Locale.ROOT);
  }

  private static Object json(Explanation explanation) {
    RegistryKey key = explanation.key();
    return new GoStruct()
        .put("registry", key.host())
        .put("scope", key.path() == null ? null : scope(key))
        .put("verdict", explanation.verdict())
        .put(
            "steps",
            explanation.steps().stream()
                .map(
                    step ->
                        new GoStruct()
                            .put("place", step.place())
                            .put("outcome", outcome(step))
                            .put("finding", step.finding()))
                .toList())
        .fields();
  }
}
