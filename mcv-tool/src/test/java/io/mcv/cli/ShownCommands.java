package io.mcv.cli;

import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that a document shows in its blocks of {@code console}, with what they print. */
final class ShownCommands {
  private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

  private ShownCommands() {}

  /**
   * A command.
   *
   * @param prompt before it
   * @param command without the program
   * @param output below it, stripped; {@code …} stands for any text, with the hexadecimal digits
   *     before it: they are those of one run
   */
  record Shown(String prompt, String command, String output) {

    /** The same output as a pattern. */
    Pattern pattern() {
      StringBuilder pattern = new StringBuilder();
      for (String text : output.split("[0-9a-f]*…", -1)) {
        pattern.append(pattern.isEmpty() ? "" : "[^\n]*").append(Pattern.quote(text));
      }
      return Pattern.compile(pattern.toString());
    }
  }

  /**
   * Those of a document, in their order.
   *
   * @param prompts as a pattern; other blocks are left out
   * @param program with a space behind it
   */
  static List<Shown> of(String document, String prompts, String program) throws IOException {
    String text = Files.readString(Checkout.root().resolve(document));
    String start = "(" + prompts + ") " + Pattern.quote(program);
    Pattern command =
        Pattern.compile(
            start + "([^\n]*)(?:\n|\\z)(.*?)(?=\n?^" + prompts + " |\\z)",
            Pattern.DOTALL | Pattern.MULTILINE);
    List<Shown> shown = new ArrayList<>();
    Matcher blocks = CONSOLE.matcher(text);
    while (blocks.find()) {
      Matcher each = command.matcher(blocks.group(1).strip());
      while (each.find()) {
        shown.add(new Shown(each.group(1), each.group(2), each.group(3).strip()));
      }
    }
    return shown;
  }

  /** The arguments of a command; sample data is that of the checkout. */
  static String[] arguments(String command) {
    String[] arguments = command.split(" ");
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("testdata/")) {
        arguments[i] = Checkout.root().resolve(arguments[i]).toString();
      }
    }
    return arguments;
  }
}
