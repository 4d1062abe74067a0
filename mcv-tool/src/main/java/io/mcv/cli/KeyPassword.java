package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the password of a private key comes from: a file, standard input, {@code COSIGN_PASSWORD},
 * else the terminal; never an argument, which others of the host could see.
 *
 * <p>It may be empty, and so may the variable: as cosign has it, that is the empty password.
 */
final class KeyPassword {
  private static final String VARIABLE = "COSIGN_PASSWORD";
  private static final String WITHOUT_TERMINAL =
      "set " + VARIABLE + ", or give --password-file or --password-stdin";

  private final Flag<Path> file;
  private final Mark standardInput;

  /** Adds its options to those of a command. */
  KeyPassword(Flags flags) {
    file =
        flags.value(
            Path.class,
            "--password-file",
            "FILE",
            "Read the password of the key from the first line of FILE.");
    standardInput =
        flags.mark("--password-stdin", "Read the password of the key from standard input.");
  }

  /** Whether it comes from standard input, which then holds nothing else. */
  boolean takesStandardInput() {
    return standardInput.given();
  }

  /** The password of a key that there is; the caller wipes it. */
  char[] read(Console console, HostEnvironment environment) throws IOException {
    char[] given = given(console, environment);
    return given == null ? console.askSecret("Password of the key: ", WITHOUT_TERMINAL) : given;
  }

  /** The password for a new key, which the terminal is asked for twice; the caller wipes it. */
  char[] choose(Console console, HostEnvironment environment) throws IOException {
    char[] given = given(console, environment);
    if (given != null) {
      return given;
    }
    char[] first = console.askSecret("Password for the new key: ", WITHOUT_TERMINAL);
    char[] second = console.askSecret("The same again: ", WITHOUT_TERMINAL);
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same) {
      Arrays.fill(first, '\0');
      throw new UsageException("the two passwords differ: try again");
    }
    return first;
  }

  private char @Nullable [] given(Console console, HostEnvironment environment) throws IOException {
    Path path = file.value();
    if (path != null && standardInput.given()) {
      throw new UsageException("--password-file and --password-stdin cannot be given together");
    }
    if (path != null) {
      return firstLine(path);
    }
    if (standardInput.given()) {
      return console.firstInputLine().toCharArray();
    }
    String variable = environment.variables().get(VARIABLE);
    return variable == null ? null : variable.toCharArray();
  }

  private static char[] firstLine(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return Console.firstLine(in).toCharArray();
    } catch (IOException e) {
      throw new UsageException(
          "cannot read the password of the key: "
              + Failure.of(e, "reading " + path, ExitCode.USAGE, ExitCode.USAGE).message());
    }
  }
}
