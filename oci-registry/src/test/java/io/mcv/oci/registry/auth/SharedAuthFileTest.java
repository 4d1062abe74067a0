package io.mcv.oci.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads and processes log in at once. */
class SharedAuthFileTest {
  private static final int LOGINS = 25;
  private static final Credential ALICE = new Credential.Password("alice", "pw");

  @TempDir Path folder;

  private static AuthFile authFile(Path folder) {
    return new AuthFile(new TestUser(folder).environment(), CredentialOptions.defaults());
  }

  private static RegistryKey registry(String who, int number) {
    return RegistryKey.parse(who + number + ".example.com");
  }

  private static void logIn(Path folder, String who) throws IOException {
    for (int i = 0; i < LOGINS; i++) {
      authFile(folder).login(registry(who, i), ALICE);
    }
  }

  private void assertAllAreLoggedIn(String... names) throws IOException {
    for (String who : names) {
      for (int i = 0; i < LOGINS; i++) {
        assertThat(new TestUser(folder).find(registry(who, i).toString()).credential())
            .as("%s %d", who, i)
            .isEqualTo(ALICE);
      }
    }
  }

  @Test
  void threadsLoseNoLogin() throws Exception {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (String who : List.of("a", "b", "c", "d")) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  logIn(folder, who);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertAllAreLoggedIn("a", "b", "c", "d");
  }

  @Test
  void processesLoseNoLoginAndLeaveNothingBehind() throws Exception {
    Process first = start("a");
    Process second = start("b");

    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertAllAreLoggedIn("a", "b");
    assertThat(folder.resolve("runtime/containers").toFile().list())
        .containsExactlyInAnyOrder("auth.json", "auth.json.lock");
  }

  private Process start(String who) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LogIn.class.getName(),
            folder.toString(),
            who)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Begins only when the other one is there too. */
  static final class LogIn {
    private LogIn() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      String who = arguments[1];
      Path other = folder.resolve("ready-" + (who.equals("a") ? "b" : "a"));
      Files.createFile(folder.resolve("ready-" + who));
      long limit = System.nanoTime() + 30_000_000_000L;
      while (!Files.exists(other) && System.nanoTime() < limit) {
        Thread.sleep(5);
      }
      logIn(folder, who);
    }
  }
}
