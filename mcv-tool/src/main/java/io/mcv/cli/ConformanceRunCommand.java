package io.mcv.cli;

import io.mcv.client.ValidateRequest;
import io.mcv.client.candidate.CandidateReport;
import io.mcv.client.candidate.CandidateRun;
import io.mcv.client.candidate.CaseResult;
import io.mcv.client.candidate.CommandTemplate;
import io.mcv.client.candidate.CreatorResult;
import io.mcv.client.candidate.CreatorRun;
import io.mcv.client.candidate.ShellExtractor;
import io.mcv.client.candidate.VectorSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code conformance run}: another tool, run against the vectors of the format. */
final class ConformanceRunCommand extends Command {
  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

  private final Flag<String> candidate =
      flags.value(
          String.class,
          "--candidate",
          "CMD",
          "An extractor: a command line with {layout}, {target} and, if needed, {tag} in it.");

  private final Flag<String> creator =
      flags.value(
          String.class,
          "--candidate-create",
          "CMD",
          "A creator: a command line with {dir}, {layout} and, if needed, {tag} in it.");

  private final Flag<Path> vectors =
      flags.value(
          Path.class, "--vectors", "DIR", "The vectors (default: those of the distribution).");

  private final Flag<Path> caches =
      flags.value(
          Path.class,
          "--caches",
          "DIR",
          "Folder of caches for a creator (default: the samples of the distribution).");

  private final Flag<String> only =
      flags.value(String.class, "--only", "NAME", "Run the cases of one rule or group.");

  private final Flag<Duration> limit =
      flags.value(
          Duration.class,
          new DurationConverter(),
          List.of("--timeout"),
          "DURATION",
          "How long each run may take, as in 500ms or 2m (default: 30s).");

  private final Mark json =
      flags.mark("--json", "Print the result as JSON, a line for each rule or cache.");

  ConformanceRunCommand(Context context) {
    super(
        context,
        "run",
        "Run another tool against the vectors, and tell which rules it keeps.",
        "The tool gets hostile images: run this in a container that is thrown away, or as a user who"
            + " may do nothing.");
  }

  @Override
  int run() throws IOException {
    if (limit.or(DEFAULT_LIMIT).isZero()) {
      throw new UsageException("--timeout: nothing ends in no time; the default is 30s");
    }
    String extractorLine = candidate.value();
    String creatorLine = creator.value();
    if (extractorLine != null && creatorLine == null) {
      return runExtractor(template(extractorLine, "--candidate", "layout", "target"));
    }
    if (creatorLine != null && extractorLine == null) {
      return runCreator(template(creatorLine, "--candidate-create", "dir", "layout"));
    }
    throw new UsageException("give one of --candidate and --candidate-create");
  }

  @Override
  String doing() {
    return "running a candidate";
  }

  private int runExtractor(CommandTemplate command) throws IOException {
    if (caches.value() != null) {
      throw new UsageException("--caches is for --candidate-create");
    }
    VectorSuite suite = suite();
    CandidateReport report =
        new CandidateRun(new ShellExtractor(command, limit.or(DEFAULT_LIMIT)), workspace())
            .run(suite, this::watch);
    new CandidateReportText(console()).print(report, json.given());
    return report.keepsAll() ? ExitCode.OK : ExitCode.FOUND_ERRORS;
  }

  private int runCreator(CommandTemplate command) throws IOException {
    if (vectors.value() != null || only.value() != null) {
      throw new UsageException("--vectors and --only are for --candidate");
    }
    Path folder = folder(caches.value(), "conformance/caches", "--caches");
    List<CreatorResult> results =
        new CreatorRun(
                command,
                limit.or(DEFAULT_LIMIT),
                image -> client().validate(ValidateRequest.of(image)).report(),
                workspace())
            .run(folder, result -> debug(result.cache(), result.output()));
    if (results.isEmpty()) {
      throw new UsageException("there is no cache in " + folder);
    }
    new CreatorReportText(console()).print(results, json.given());
    boolean allConform = results.stream().allMatch(CreatorResult::conforms);
    return allConform ? ExitCode.OK : ExitCode.FOUND_ERRORS;
  }

  private VectorSuite suite() throws IOException {
    VectorSuite all = VectorSuite.read(folder(vectors.value(), "conformance", "--vectors"));
    String name = only.value();
    VectorSuite chosen = name == null ? all : all.only(name);
    if (chosen.cases().isEmpty()) {
      throw new UsageException(
          name == null
              ? "there is no case among the vectors"
              : "the vectors know no rule or group " + name + ": write it as docs/format.md does");
    }
    return chosen;
  }

  private void watch(CaseResult result) {
    debug(
        result.vector().name() + ": " + result.judgement().words() + ", " + result.reason(),
        result.output());
  }

  private void debug(String what, String output) {
    console().debug(what);
    output.lines().forEach(line -> console().debug("  " + line));
  }

  private Path workspace() {
    String folder = environment().variable("TMPDIR");
    return Path.of(folder == null ? System.getProperty("java.io.tmpdir") : folder).toAbsolutePath();
  }

  private static Path folder(@Nullable Path given, String inDistribution, String option) {
    if (given != null) {
      return given;
    }
    return Distribution.folder(inDistribution)
        .orElseThrow(() -> new UsageException("there is no distribution around: give " + option));
  }

  private static CommandTemplate template(String line, String option, String... needed) {
    CommandTemplate template = new CommandTemplate(line);
    Set<String> places = template.places();
    for (String place : needed) {
      if (!places.contains(place)) {
        throw new UsageException(option + " needs {" + place + "} in its command line");
      }
    }
    return template;
  }
}
