package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Peer;
import java.util.ArrayList;
import java.util.List;

/** What {@code inspect} prints, beside both skopeos. */
public final class SkopeoInspect {
  private final Tool tool;
  private final List<String> common;
  private final Peer debian = Peer.require("skopeo");
  private final Peer newest = Peer.newer("skopeo");

  /**
   * Beside this tool.
   *
   * @param common options of every command line, theirs and ours
   */
  public SkopeoInspect(Tool tool, String... common) {
    this.tool = tool;
    this.common = List.of(common);
  }

  /** All that both can print of an image is the same to the byte. */
  public void assertSame(String reference) {
    assertSameSummary(reference);
    assertSameSummary(reference, "--config");
    assertSameAsNewest(reference, "--raw");
    assertSameAsNewest(reference, "--config", "--raw");
  }

  /** skopeo 1.22 prints the same to the byte, and 1.9.3 in its dialect. */
  public void assertSameSummary(String reference, String... options) {
    assertSameAsNewest(reference, options);
    List<String> command = command(reference, options);
    Peer.Outcome old = debian.run(command.toArray(String[]::new)).orFail();
    command.add("--compat=skopeo-1.9");
    Tool.Outcome ours = tool.run(command.toArray(String[]::new)).orFail();
    assertThat(ours.out()).as("%s", command).isEqualTo(old.out());
  }

  /** skopeo 1.22 prints the same with these options. */
  public void assertSameAsNewest(String reference, String... options) {
    List<String> command = command(reference, options);
    Peer.Outcome theirs = newest.run(command.toArray(String[]::new)).orFail();
    Tool.Outcome ours = tool.run(command.toArray(String[]::new)).orFail();
    assertThat(ours.out()).as("%s", command).isEqualTo(theirs.out());
  }

  /** Neither skopeo nor we can do it, each with its own words. */
  public void assertRefused(String reference, String... options) {
    List<String> command = command(reference, options);
    for (Peer skopeo : List.of(debian, newest)) {
      Peer.Outcome theirs = skopeo.run(command.toArray(String[]::new));
      // 1, or since 1.14 2 where nothing is found
      assertThat(theirs.exit()).as("%s", theirs.command()).isIn(1, 2);
    }
    Tool.Outcome ours = tool.run(command.toArray(String[]::new));
    assertThat(ours.exit()).as("%s", command).isEqualTo(1);
    assertThat(ours.out()).isEmpty();
    assertThat(ours.err().lines()).hasSize(1);
  }

  private List<String> command(String reference, String... options) {
    List<String> command = new ArrayList<>(List.of("inspect"));
    command.addAll(common);
    command.addAll(List.of(options));
    command.add(reference);
    return command;
  }
}
