package io.mcv.client.candidate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * An extractor that is a command line.
 *
 * @param command with places for {@code {layout}}, {@code {tag}} and {@code {target}}
 * @param limit after which it is ended
 */
public record ShellExtractor(CommandTemplate command, Duration limit)
    implements CandidateExtractor {
  @Override
  public CommandOutcome extract(Path layout, String tag, Path target, Path work)
      throws IOException {
    return new ShellCommand(work, limit)
        .run(
            command.with(
                Map.of("layout", layout.toString(), "tag", tag, "target", target.toString())));
  }
}
