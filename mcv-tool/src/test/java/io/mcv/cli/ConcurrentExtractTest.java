package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.FileTrees;
import io.mcv.testing.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two extracts into one target at once leave one complete result. */
class ConcurrentExtractTest {
  private static final int ROUNDS = 20;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Tool tool = Tool.at(Path.of(""));
  private String image = "";
  private String same = "";
  private String other = "";
  private SortedMap<String, String> imageTree = new TreeMap<>();
  private SortedMap<String, String> otherTree = new TreeMap<>();

  /** Runs two extracts at once and returns what they ended with. */
  interface Race {
    List<Integer> run(String first, String second, Path target) throws Exception;
  }

  @BeforeEach
  void makeImages() throws IOException {
    tool = Tool.at(folder.resolve("home"));
    image = HandMadeImage.of(folder.resolve("image"), cache("1", "ONE"));
    same = HandMadeImage.of(folder.resolve("same"), cache("1", "ONE"));
    other = HandMadeImage.of(folder.resolve("other"), cache("2", "TWO"));
    imageTree = extracted(image);
    otherTree = extracted(other);
  }

  @Test
  void inOneProcess() throws Exception {
    raceInEveryWay(this::inThreads);
  }

  @Test
  void inTwoProcesses() throws Exception {
    raceInEveryWay(this::inProcesses);
  }

  private void raceInEveryWay(Race race) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      boolean fresh = round % 2 == 0;
      boolean conflicting = round % 4 >= 2;
      Path place = folder.resolve("place-" + round);
      Path target = place.resolve("target");
      if (!fresh) {
        Files.createDirectories(target.resolve("SHARED"));
        Files.writeString(target.resolve("SHARED/mine"), "foreign");
      }
      List<Integer> exits = race.run(image, conflicting ? other : same, target);
      assertThat(exits).containsExactlyInAnyOrder(0, conflicting ? 1 : 0);
      SortedMap<String, String> winner = exits.get(0) == 0 ? imageTree : otherTree;
      assertThat(withoutForeign(target)).as("round %s", round).isEqualTo(winner);
      assertThat(Files.exists(target.resolve("SHARED/mine"))).isEqualTo(!fresh);
      assertThat(FileTrees.snapshot(place).keySet()).allMatch(path -> path.startsWith("target"));
    }
  }

  private List<Integer> inThreads(String first, String second, Path target) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Integer> exits = new ArrayList<>();
      for (Future<Integer> exit :
          threads.invokeAll(List.of(extract(first, target), extract(second, target)))) {
        exits.add(exit.get());
      }
      return exits;
    } finally {
      threads.shutdown();
    }
  }

  private Callable<Integer> extract(String from, Path target) {
    return () -> tool.run("extract", "--no-gpu", "-i", from, "-d", target.toString()).exit();
  }

  private List<Integer> inProcesses(String first, String second, Path target) throws Exception {
    List<Process> processes = new ArrayList<>();
    for (String from : List.of(first, second)) {
      processes.add(
          tool.process(
                  List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                  "extract",
                  "--no-gpu",
                  "-i",
                  from,
                  "-d",
                  target.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output-" + processes.size()).toFile())
              .start());
    }
    return List.of(processes.get(0).waitFor(), processes.get(1).waitFor());
  }

  private SortedMap<String, String> extracted(String from) throws IOException {
    Path target = Files.createTempDirectory(folder, "extracted").resolve("target");
    tool.run("extract", "--no-gpu", "-i", from, "-d", target.toString()).orFail();
    return FileTrees.snapshot(target);
  }

  private static SortedMap<String, String> withoutForeign(Path target) throws IOException {
    SortedMap<String, String> tree = FileTrees.snapshot(target);
    tree.remove("SHARED/mine");
    return tree;
  }

  private static byte[] cache(String content, String ownUnit) {
    RawTar tar = new RawTar().file("io.triton.cache/SHARED/a.json", content);
    for (int i = 0; i < 50; i++) {
      tar.file("io.triton.cache/" + ownUnit + i + "/a.json", content);
    }
    return tar.end();
  }
}
