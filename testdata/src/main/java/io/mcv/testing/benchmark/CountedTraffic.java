package io.mcv.testing.benchmark;

import io.mcv.testing.registry.CountingProxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command that talks to a registry through a relay, and counts the bytes. */
public final class CountedTraffic {
  private static final String RELAY = "@";

  private CountedTraffic() {}

  /**
   * Runs it.
   *
   * @param arguments host and port of the registry; the file for the counts, {@code bytes to the
   *     registry | bytes from it}; the command, in which {@code @} stands for {@code
   *     HOST:PORT/bench/image:t} of the relay
   */
  public static void main(String[] arguments) throws Exception {
    try (CountingProxy relay = CountingProxy.before(URI.create("http://" + arguments[0] + "/"))) {
      List<String> command = new ArrayList<>();
      for (String word : List.of(arguments).subList(2, arguments.length)) {
        command.add(word.equals(RELAY) ? relay.host() + "/bench/image:t" : word);
      }
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(command + " ended with " + exit);
      }
      Files.writeString(
          Path.of(arguments[1]), relay.bytesToRegistry() + " | " + relay.bytesToClient());
    }
  }
}
