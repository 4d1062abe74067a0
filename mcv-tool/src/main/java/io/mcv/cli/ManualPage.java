package io.mcv.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a command in the macros of man(7), from what picocli knows of it.
 *
 * <p>Picocli itself writes AsciiDoc, which takes a large program to become a page. There is no date
 * in it: the same sources give the same bytes.
 */
final class ManualPage {
  private final CommandSpec command;
  private final String version;
  private final StringBuilder text = new StringBuilder();

  private ManualPage(CommandSpec command, String version) {
    this.command = command;
    this.version = version;
  }

  /** Writes the page. */
  static String of(CommandSpec command, String version) {
    return new ManualPage(command, version).write();
  }

  /** The name of a page, {@code mcv-tool-vault-ls}. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private String write() {
    line(
        ".TH \""
            + roff(name(command).toUpperCase(Locale.ROOT))
            + "\" 1 \"\" \""
            + roff("mcv-tool " + version)
            + "\"");
    line(".nh");
    line(".ad l");
    section("NAME");
    line(roff(name(command)) + " \\- " + roff(sentence(header(command))));
    section("SYNOPSIS");
    synopsis();
    section("DESCRIPTION");
    paragraph(header(command));
    for (String each : command.usageMessage().description()) {
      paragraph(each);
    }
    paragraph(String.join(" ", command.usageMessage().footer()).strip());
    parameters();
    options();
    commands();
    seeAlso();
    return text.toString();
  }

  private void synopsis() {
    String[] own = command.usageMessage().customSynopsis();
    line(".nf");
    if (own.length > 0) {
      for (String each : own) {
        line(roff(each.strip()));
      }
    } else {
      line(
          roff(
              new Help(command, Help.defaultColorScheme(Help.Ansi.OFF))
                  .abbreviatedSynopsis()
                  .strip()));
    }
    line(".fi");
  }

  private void parameters() {
    List<PositionalParamSpec> shown =
        command.positionalParameters().stream().filter(each -> !each.hidden()).toList();
    if (!shown.isEmpty()) {
      section("PARAMETERS");
      shown.forEach(each -> tagged("\\fI" + roff(each.paramLabel()) + "\\fR", description(each)));
    }
  }

  private void options() {
    List<OptionSpec> shown = command.options().stream().filter(each -> !each.hidden()).toList();
    if (!shown.isEmpty()) {
      section("OPTIONS");
      shown.forEach(each -> tagged(names(each), description(each)));
    }
  }

  private void commands() {
    if (!command.subcommands().isEmpty()) {
      section("COMMANDS");
      subcommands().forEach((page, sub) -> tagged(reference(page), header(sub)));
    }
  }

  private void seeAlso() {
    List<String> others = new ArrayList<>();
    CommandSpec parent = command.parent();
    if (parent != null) {
      others.add(reference(name(parent)));
    }
    subcommands().keySet().forEach(page -> others.add(reference(page)));
    if (!others.isEmpty()) {
      section("SEE ALSO");
      line(String.join(", ", others));
    }
  }

  /** By the names of their pages. */
  private Map<String, CommandSpec> subcommands() {
    Map<String, CommandSpec> pages = new TreeMap<>();
    for (CommandLine sub : command.subcommands().values()) {
      pages.put(name(sub.getCommandSpec()), sub.getCommandSpec());
    }
    return pages;
  }

  private void section(String title) {
    line(".SH " + title);
  }

  private void paragraph(String content) {
    if (!content.isBlank()) {
      line(".PP");
      line(roff(content));
    }
  }

  private void tagged(String tag, String content) {
    line(".TP");
    line(tag);
    line(roff(content));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String names(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add("\\fB" + roff(name) + "\\fR");
    }
    String parameter =
        option.arity().max() == 0 ? "" : " \\fI" + roff(option.paramLabel()) + "\\fR";
    return String.join(", ", names) + parameter;
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  private static String header(CommandSpec command) {
    return String.join(" ", command.usageMessage().header());
  }

  /** Without the full stop, as apropos(1) lists it. */
  private static String sentence(String header) {
    return header.endsWith(".") ? header.substring(0, header.length() - 1) : header;
  }

  private static String reference(String page) {
    return "\\fB" + roff(page) + "\\fR(1)";
  }

  /** Text that means nothing to roff: a line of its own, or part of one. */
  private static String roff(String plain) {
    StringBuilder escaped = new StringBuilder();
    plain
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '"' -> escaped.append("\\(dq");
                case '`' -> escaped.append("\\(ga");
                case '\'' -> escaped.append("\\(aq");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                  if (c < 0x80) {
                    escaped.appendCodePoint(c);
                  } else {
                    escaped.append(String.format("\\[u%04X]", c));
                  }
                }
              }
            });
    return escaped.indexOf(".") == 0 ? "\\&" + escaped : escaped.toString();
  }
}
