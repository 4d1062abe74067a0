package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;
import io.mcv.testing.Checkout;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Holds docs/cli.md to the command line as picocli knows it. */
class CliDocsTest {
  private static final Pattern SECTION = Pattern.compile("(?m)^## (.+)\\n((?:(?!## ).*\\n)*)");
  private static final Pattern OPTION_ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
  private static final Pattern EXIT_CODE_ROW = Pattern.compile("(?m)^\\| (\\d+) \\|");
  private static final String COMMON = "Options of every command";
  private static final String REGISTRIES = "Options of registries";
  private static final String SIGNATURES = "Options of signatures";

  /** Text by title. */
  private Map<String, String> sections = Map.of();

  @BeforeEach
  void readDocument() throws IOException {
    String document = Files.readString(Checkout.root().resolve("docs/cli.md"));
    sections =
        SECTION
            .matcher(document)
            .results()
            .collect(Collectors.toMap(section -> section.group(1), section -> section.group(2)));
  }

  @Test
  void everyCommandHasASectionAndNothingElseHas() {
    assertThat(sections.keySet().stream().filter(title -> title.startsWith("mcv-tool")))
        .containsExactlyInAnyOrderElementsOf(commands().map(CommandSpec::qualifiedName).toList());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theSectionOfACommandHasItsOptionsAndNoOthers(CommandSpec command) {
    List<String> own = new ArrayList<>(arguments(command));
    own.removeAll(rows(OPTION_ROW, COMMON));
    if (talksToRegistries(command)) {
      own.removeAll(rows(OPTION_ROW, REGISTRIES));
    }
    if (has(command, signatures())) {
      own.removeAll(rows(OPTION_ROW, SIGNATURES));
    }

    assertThat(rows(OPTION_ROW, command.qualifiedName())).containsExactlyInAnyOrderElementsOf(own);
  }

  @Test
  void theCommonOptionsAreThoseThatEveryCommandHas() {
    List<String> common = rows(OPTION_ROW, COMMON);

    assertThat(common).isNotEmpty();
    assertThat(commands().filter(command -> command.userObject() instanceof Command))
        .isNotEmpty()
        .allSatisfy(command -> assertThat(arguments(command)).containsAll(common));
  }

  @Test
  void theOptionsOfRegistriesAreThoseOfTheCommandsThatAreNamedThere() {
    assertOptionsOf(REGISTRIES, commands().filter(CliDocsTest::talksToRegistries).toList());
  }

  @Test
  void theOptionsOfSignaturesAreThoseOfTheCommandsThatAreNamedThere() {
    assertOptionsOf(SIGNATURES, commands().filter(command -> has(command, signatures())).toList());
  }

  private void assertOptionsOf(String section, List<CommandSpec> having) {
    String named =
        String.valueOf(sections.get(section)).lines().limit(2).collect(Collectors.joining());

    assertThat(having)
        .isNotEmpty()
        .allSatisfy(
            command -> {
              assertThat(arguments(command)).containsAll(rows(OPTION_ROW, section));
              assertThat(named).contains("`" + command.qualifiedName().substring(9) + "`");
            });
  }

  @Test
  void theExitCodesAreThoseOfTheProgram() throws IllegalAccessException {
    List<String> codes = new ArrayList<>();
    // Reflection, so that a new constant cannot be forgotten here too.
    for (Field code : ExitCode.class.getDeclaredFields()) {
      codes.add(String.valueOf(code.getInt(null)));
    }

    assertThat(rows(EXIT_CODE_ROW, "Exit codes")).containsExactlyInAnyOrderElementsOf(codes);
  }

  private List<String> rows(Pattern row, String section) {
    assertThat(sections).containsKey(section);
    return row.matcher(sections.get(section)).results().map(match -> match.group(1)).toList();
  }

  /** Options as the document writes them, {@code -i, --image REF}, and parameters. */
  private static List<String> arguments(CommandSpec command) {
    return Stream.concat(
            command.options().stream().map(CliDocsTest::option),
            command.positionalParameters().stream().map(parameter -> parameter.paramLabel()))
        .toList();
  }

  private static String option(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private static boolean talksToRegistries(CommandSpec command) {
    CommandSpec registries = CommandSpec.create();
    new RegistryFlags(new Flags(registries));
    return arguments(command).stream().anyMatch(arguments(registries)::contains);
  }

  private static CommandSpec signatures() {
    CommandSpec signatures = CommandSpec.create();
    new SignatureFlags(new Flags(signatures));
    return signatures;
  }

  /** Whether a command has all options of another. */
  private static boolean has(CommandSpec command, CommandSpec other) {
    return arguments(command).containsAll(arguments(other));
  }

  private static Stream<CommandSpec> commands() {
    HostEnvironment nothing = new HostEnvironment(Map.of(), Path.of(""));
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Context context =
        new Context(
            new Console(Main.stream(OutputStream.nullOutputStream()), nowhere),
            new McvClient(nothing),
            nothing);
    return withSubcommands(McvTool.commandLine(context));
  }

  private static Stream<CommandSpec> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command.getCommandSpec()),
        command.getSubcommands().values().stream().flatMap(CliDocsTest::withSubcommands));
  }
}
