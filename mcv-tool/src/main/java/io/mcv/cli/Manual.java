package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Writes the manual pages and the completion script that the distribution holds; a step of the
 * build.
 */
public final class Manual {
  private Manual() {}

  /**
   * Writes them.
   *
   * @param arguments the folder {@code share} of the distribution, and the version
   */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), arguments[1]);
  }

  static void write(Path share, String version) throws IOException {
    CommandLine tool = commandLine();
    pages(tool, version, Files.createDirectories(share.resolve("man/man1")));
    Path completions = Files.createDirectories(share.resolve("bash-completion/completions"));
    Files.writeString(completions.resolve("mcv-tool"), AutoComplete.bash("mcv-tool", tool));
  }

  /** The commands, as no user has them. */
  static CommandLine commandLine() {
    HostEnvironment nothing = new HostEnvironment(Map.of(), Path.of(""));
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    PrintStream out = Main.stream(OutputStream.nullOutputStream());
    return McvTool.commandLine(
        new Context(new Console(out, nowhere), new McvClient(nothing), nothing));
  }

  private static void pages(CommandLine command, String version, Path folder) throws IOException {
    String page = ManualPage.name(command.getCommandSpec()) + ".1";
    Files.writeString(folder.resolve(page), ManualPage.of(command.getCommandSpec(), version));
    for (CommandLine sub : command.getSubcommands().values()) {
      pages(sub, version, folder);
    }
  }
}
