package io.mcv.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Another implementation of what is tested, run as a program: skopeo, buildah, umoci and the like.
 *
 * <p>Immutable: {@link #in}, {@link #with} and {@link #within} give a changed copy.
 */
public final class Peer {
  private static final String NEWER_FOLDERS = "/opt/peers/bin";
  private static final String OLDER_FOLDERS = "/opt/peers2/bin";
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Set<String> VERSION_IS_A_COMMAND = Set.of("cosign", "crane", "oras");
  private static final Predicate<String> HAS_DIGIT = Pattern.compile("[0-9]").asPredicate();
  private static final Set<Path> ANNOUNCED = ConcurrentHashMap.newKeySet();

  private final Path executable;
  private final @Nullable Path folder;
  private final Map<String, String> environment;
  private final Duration deadline;

  private Peer(
      Path executable, @Nullable Path folder, Map<String, String> environment, Duration deadline) {
    this.executable = executable;
    this.folder = folder;
    this.environment = environment;
    this.deadline = deadline;
  }

  /**
   * The program of this name on the PATH. Where it is absent the test is skipped, or fails if
   * {@code MCV_REQUIRE_PEERS=1}.
   */
  public static Peer require(String name) {
    return find(name, System.getenv().getOrDefault("PATH", ""))
        .orElseThrow(
            () -> Requirement.missing("the test needs " + name + ", which is not on the PATH"));
  }

  /**
   * The program of this name in a newer release than distributions have: in the folders that {@code
   * MCV_PEERS} lists, separated by colons, by default {@value #NEWER_FOLDERS}. Absence is treated
   * as by {@link #require}.
   */
  public static Peer newer(String name) {
    return inFolders("MCV_PEERS", NEWER_FOLDERS, "a newer " + name, name);
  }

  /**
   * The program of this name in the major release before that of {@link #newer}: in the folders
   * that {@code MCV_OLDER_PEERS} lists, by default {@value #OLDER_FOLDERS}.
   */
  public static Peer older(String name) {
    return inFolders("MCV_OLDER_PEERS", OLDER_FOLDERS, "an older " + name, name);
  }

  private static Peer inFolders(String variable, String standard, String what, String name) {
    String folders = System.getenv().getOrDefault(variable, standard);
    return find(name, folders)
        .orElseThrow(
            () -> Requirement.missing("the test needs " + what + ", which is not in " + folders));
  }

  static Optional<Peer> find(String name, String folders) {
    for (String folder : folders.split(File.pathSeparator)) {
      Path candidate = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        Peer peer = new Peer(candidate.toAbsolutePath(), null, Map.of(), DEADLINE);
        peer.announce();
        return Optional.of(peer);
      }
    }
    return Optional.empty();
  }

  /** Prints the version, once in each JVM: a result means little without it. */
  private void announce() {
    if (ANNOUNCED.add(executable)) {
      String name = String.valueOf(executable.getFileName());
      Outcome outcome = run(VERSION_IS_A_COMMAND.contains(name) ? "version" : "--version");
      String version = outcome.out().isBlank() ? outcome.err() : outcome.out();
      System.err.println(
          "peer "
              + executable
              + ": "
              + version.lines().filter(HAS_DIGIT).findFirst().orElse("no version").strip());
    }
  }

  /** Runs it in this working directory. */
  public Peer in(Path workingDirectory) {
    return new Peer(executable, workingDirectory, environment, deadline);
  }

  /** Runs it with this variable in its environment, besides those of the tests. */
  public Peer with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Peer(executable, folder, Map.copyOf(more), deadline);
  }

  /** Kills it after this time instead of 60 seconds. */
  public Peer within(Duration limit) {
    return new Peer(executable, folder, environment, limit);
  }

  /** Where the program is. */
  public Path executable() {
    return executable;
  }

  /**
   * Runs the program with these arguments and an empty standard input, and waits for its end.
   *
   * @throws AssertionError if it does not end in time
   */
  public Outcome run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    try {
      // Files instead of pipes: nothing has to be read while the program runs.
      Path out = Files.createTempFile("peer", ".out");
      Path err = Files.createTempFile("peer", ".err");
      try {
        int exit = exitOf(command, out, err);
        return new Outcome(command, exit, Files.readAllBytes(out), text(Files.readAllBytes(err)));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + executable, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + command, e);
    }
  }

  private int exitOf(List<String> command, Path out, Path err)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            String.join(" ", command)
                + " did not end within "
                + deadline.toMillis()
                + " ms: "
                + text(Files.readAllBytes(err)));
      }
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return executable.toString();
  }

  /**
   * How a run ended.
   *
   * @param command program and arguments
   * @param exit its exit status; 128 and more is a signal
   * @param outBytes standard output
   * @param err standard error, read as UTF-8
   */
  public record Outcome(List<String> command, int exit, byte[] outBytes, String err) {

    /** Standard output, read as UTF-8. */
    public String out() {
      return text(outBytes);
    }

    /**
     * This outcome, if the exit status is 0.
     *
     * @throws AssertionError otherwise, with the command and what it said
     */
    public Outcome orFail() {
      if (exit != 0) {
        throw new AssertionError(
            String.join(" ", command) + " ended with " + exit + ": " + err.strip());
      }
      return this;
    }
  }
}
