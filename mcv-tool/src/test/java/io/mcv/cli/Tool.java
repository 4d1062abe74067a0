package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs mcv-tool for a test: in this process, or in one of its own that can be killed. */
public final class Tool {
  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private String input = "";

  private Tool(Path home) {
    this.home = home;
    variables.put("HOME", home.toString());
  }

  /** A user whose home is this folder, and who has no other environment. */
  public static Tool at(Path home) {
    return new Tool(home);
  }

  /**
   * A user who has, in this folder, an empty home, and folders for temporary files ({@code tmp})
   * and for the session ({@code run}).
   */
  public static Tool withTemporaryFolder(Path folder) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Path session = Files.createDirectories(folder.resolve("run"));
    return new Tool(Files.createDirectories(folder.resolve("home")))
        .with("TMPDIR", temporary.toString())
        .with("XDG_RUNTIME_DIR", session.toString());
  }

  /** The same with an environment variable. */
  public Tool with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** The same with this on standard input, for every run. */
  public Tool withInput(String text) {
    input = text;
    return this;
  }

  /** The environment that runs have. */
  public HostEnvironment environment() {
    return new HostEnvironment(variables, home, home.resolve("root"));
  }

  /** What a run printed, and what it ended with. */
  public record Outcome(int exit, byte[] outBytes, String err) {

    /** Standard output, read as UTF-8. */
    public String out() {
      return new String(outBytes, StandardCharsets.UTF_8);
    }

    /** The same, which must have ended well. */
    public Outcome orFail() {
      if (exit != 0) {
        throw new AssertionError("mcv-tool ended with " + exit + ": " + err);
      }
      return this;
    }
  }

  /** Runs one command line in this process. */
  public Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    PrintStream toOut = new PrintStream(out, false, StandardCharsets.UTF_8);
    PrintWriter helpToOut = new PrintWriter(toOut);
    PrintWriter toErr = new PrintWriter(err);
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    Console console = new Console(in, toOut, toErr, false);
    int exit = McvTool.run(arguments, console, helpToOut, toErr, environment());
    helpToOut.flush();
    return new Outcome(exit, out.toByteArray(), err.toString());
  }

  /** A process of its own that runs one command line; the caller starts it. */
  public ProcessBuilder process(List<String> jvmOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.mcv.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("XDG_.*|TRITON_.*|VLLM_.*|MCV_VAULT|SOURCE_DATE_EPOCH"));
    builder.environment().putAll(variables);
    return builder;
  }
}
