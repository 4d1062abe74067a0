package io.mcv.cli;

import io.mcv.oci.registry.http.HttpTransport;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Shortens what every run waits for before it does anything. */
final class QuickStart {
  /** After as much the digest runs as machine code, and not step by step any more. */
  private static final int HASHED_BYTES = 128 * 1024;

  private QuickStart() {}

  /** To be called before anything else. */
  static void prepare(String[] arguments) {
    // Groovy is not there, and to look for it goes through every jar.
    System.setProperty("picocli.disable.closures", "true");
    for (String argument : arguments) {
      if (argument.startsWith("docker://")) {
        prepareTransfer();
        return;
      }
    }
  }

  /** While this thread reads the command line, another loads what a transfer begins with. */
  private static void prepareTransfer() {
    Thread ahead =
        new Thread("mcv-ahead") {
          @Override
          public void run() {
            HttpTransport.prepare();
            try {
              MessageDigest.getInstance("SHA-256").update(new byte[HASHED_BYTES]);
            } catch (NoSuchAlgorithmException e) {
              return; // whoever needs it will say so
            }
          }
        };
    ahead.setDaemon(true);
    ahead.start();
  }
}
