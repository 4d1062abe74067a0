package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the process starts. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    QuickStart.prepare(arguments);
    PrintWriter out = writer(new FileOutputStream(FileDescriptor.out));
    PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
    // The launcher knows; the JVM would have to ask a native library.
    boolean terminal = Boolean.getBoolean("mcv.terminal");
    int exitCode =
        McvTool.run(
            arguments,
            new Console(System.in, out, err, terminal),
            out,
            err,
            HostEnvironment.ofProcess());
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  static PrintWriter writer(OutputStream out) {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }
}
