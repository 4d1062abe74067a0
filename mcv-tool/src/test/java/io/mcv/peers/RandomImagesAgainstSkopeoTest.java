package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.model.Descriptor;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code inspect} beside both skopeos, on random images: what they print, or that they fail. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("one class beside the others")
class RandomImagesAgainstSkopeoTest {
  private static final int IMAGES = 100;
  private static final long SEED = 5;

  @TempDir Path temp;
  private final Queue<String> differences = new ConcurrentLinkedQueue<>();
  private final AtomicInteger printed = new AtomicInteger();

  @BeforeEach
  void writeImages() throws IOException {
    HandmadeLayout layout = new HandmadeLayout(temp.resolve("layout"));
    RandomDocuments documents = new RandomDocuments(layout, SEED);
    List<Descriptor> all = new ArrayList<>();
    while (all.size() < IMAGES) {
      all.add(documents.next());
    }
    layout.publish(all);
  }

  @Test
  void everyImageIsPrintedAsBySkopeo19() {
    compareAll(Peer.require("skopeo"), "skopeo-1.9", List.of("", "--config"));
  }

  @Test
  void everyImageIsPrintedAsBySkopeo122() {
    compareAll(Peer.newer("skopeo"), "skopeo-1.22", List.of("", "--config", "--raw"));
  }

  private void compareAll(Peer skopeo, String dialect, List<String> options) {
    Tool tool = Tool.at(temp);
    IntStream.range(0, IMAGES)
        .parallel()
        .forEach(
            i -> {
              String image = "oci:" + temp.resolve("layout") + ":t" + i;
              options.forEach(option -> compare(skopeo, tool, dialect, option, image));
            });
    assertThat(differences).as("%s, seed %d", dialect, SEED).isEmpty();
    assertThat(printed.get()).as("documents that both print").isGreaterThan(IMAGES);
  }

  private void compare(Peer skopeo, Tool tool, String dialect, String option, String image) {
    List<String> command = new ArrayList<>(List.of("inspect", image));
    if (!option.isEmpty()) {
      command.add(option);
    }
    Peer.Outcome theirs = skopeo.run(command.toArray(String[]::new));
    command.addAll(List.of("--compat", dialect));
    Tool.Outcome ours = tool.run(command.toArray(String[]::new));
    boolean print = theirs.exit() == 0 && ours.exit() == 0;
    boolean bothFail = theirs.exit() != 0 && ours.exit() != 0;
    if (print) {
      printed.incrementAndGet();
    }
    boolean same = print ? Arrays.equals(theirs.outBytes(), ours.outBytes()) : bothFail;
    if (!same && !isBeyondSkopeo(theirs, ours)) {
      differences.add(
          "%s%ntheirs: %d %s %s%nours: %d %s %s"
              .formatted(
                  command,
                  theirs.exit(),
                  theirs.out(),
                  theirs.err(),
                  ours.exit(),
                  ours.out(),
                  ours.err()));
    }
  }

  /**
   * Where skopeo fails and we need not: of an index that has nothing for this host we show what
   * there is; and skopeo 1.9 finds nothing in a layout that is of docker's types.
   */
  private static boolean isBeyondSkopeo(Peer.Outcome theirs, Tool.Outcome ours) {
    boolean ofOtherPlatforms = theirs.err().contains("no image found in");
    boolean ofDocker = theirs.err().contains("no descriptor found for reference");
    return ours.exit() == 0 && theirs.exit() != 0 && (ofOtherPlatforms || ofDocker);
  }
}
