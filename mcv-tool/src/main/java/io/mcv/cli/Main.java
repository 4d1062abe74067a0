package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the process starts. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    QuickStart.prepare(arguments);
    StandardOutput standard = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintStream out = stream(standard);
    PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
    // The launcher knows; the JVM would have to ask a native library.
    boolean terminal = Boolean.getBoolean("mcv.terminal");
    int exitCode =
        McvTool.run(
            arguments,
            new Console(System.in, out, err, terminal),
            new PrintWriter(out),
            err,
            HostEnvironment.ofProcess());
    out.flush();
    if (standard.hasFailed() && exitCode == ExitCode.OK) {
      exitCode = ExitCode.FAILED;
      String complaint = standard.complaint();
      err.print(complaint == null ? "" : complaint + "\n");
    }
    err.flush();
    System.exit(exitCode);
  }

  static PrintStream stream(OutputStream out) {
    return new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8);
  }

  static PrintWriter writer(OutputStream out) {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }
}
