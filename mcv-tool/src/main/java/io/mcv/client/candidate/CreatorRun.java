package io.mcv.client.candidate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Has a tool make images of caches, and holds them against the rules of the format.
 *
 * @param command of the tool, with places for {@code {dir}}, a cache, and {@code {layout}}, the OCI
 *     layout to be made, which is not there yet
 * @param limit after which it is ended
 * @param validation of what it made
 * @param workspace folder in which throw-away folders are made
 */
public record CreatorRun(
    CommandTemplate command, Duration limit, CreatedImageCheck validation, Path workspace) {

  /** The name for the image, for tools that want one; any other will do. */
  private static final String TAG = "t";

  /**
   * Runs the tool on each folder in a folder, in the order of their names.
   *
   * @param watcher is told of each
   * @throws IOException if a folder cannot be made or read, or the shell cannot be run
   */
  public List<CreatorResult> run(Path caches, Consumer<CreatorResult> watcher) throws IOException {
    List<CreatorResult> results = new ArrayList<>();
    for (Path cache : folders(caches)) {
      CreatorResult result = create(cache);
      watcher.accept(result);
      results.add(result);
    }
    return results;
  }

  private CreatorResult create(Path cache) throws IOException {
    try (Sandbox sandbox = Sandbox.ofCache(workspace, cache)) {
      String line =
          command.with(
              Map.of(
                  "dir", sandbox.cache().toString(),
                  "layout", sandbox.layout().toString(),
                  "tag", TAG));
      CommandOutcome outcome = new ShellCommand(sandbox.work(), limit).run(line);
      String name = String.valueOf(cache.getFileName());
      if (outcome.exit().isEmpty()) {
        return new CreatorResult(name, "it did not end in time", null, outcome.output());
      }
      if (!outcome.endedWith(0)) {
        String failure = "it ended with status " + outcome.exit().getAsInt();
        return new CreatorResult(name, failure, null, outcome.output());
      }
      return validate(name, sandbox.layout(), outcome.output());
    }
  }

  private CreatorResult validate(String name, Path layout, String output) {
    try {
      return new CreatorResult(name, null, validation.validate("oci:" + layout), output);
    } catch (IOException e) {
      return new CreatorResult(name, "its image cannot be read: " + e.getMessage(), null, output);
    }
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).sorted().toList();
    }
  }
}
