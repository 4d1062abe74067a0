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

/** {@code auth explain}: which credentials would be used for an image, and why. */
final class AuthExplainCommand extends Command {
  private final Required<String> reference =
      flags.parameter(
          String.class,
          "REF",
          "The image or registry: docker://NAME, a name with its registry, or a host.");

  private final Mark json = flags.mark("--json", "Print the explanation as JSON.");

  private final RegistryFlags registry = new RegistryFlags(flags);

  AuthExplainCommand(Context context) {
    super(
        context,
        "explain",
        "Explain which credentials would be used for an image, and why.",
        "No registry is asked, and no secret is shown.");
  }

  @Override
  int run() throws IOException {
    RegistryKey key = key();
    Explanation explanation;
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      explanation = client.registries().explain(key);
    }
    if (json.given()) {
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
    return "explaining the credentials for " + reference.value();
  }

  /** An image's repository, or a registry or namespace of its own. */
  private RegistryKey key() {
    if (reference.value().startsWith("docker://")) {
      return key(((Reference.Docker) Reference.parse(reference.value())).name());
    }
    try {
      return RegistryKey.parse(reference.value());
    } catch (ReferenceSyntaxException e) {
      return key(ImageName.parse(reference.value()));
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
