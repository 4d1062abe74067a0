package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class archive from which the launcher starts Java, on a real Java. */
class ClassArchiveTest {
  @TempDir private Path folder;
  private Path log = Path.of("unset");
  private Path caches = Path.of("unset");
  private String image = "";
  private @Nullable RealDistribution unpacked;

  @BeforeEach
  void unpack() throws IOException {
    log = folder.resolve("classes.log");
    caches = folder.resolve("caches");
    image = "oci:" + folder.resolve("images") + ":one";
    Tool.at(folder)
        .run("create", "-i", image, "-d", Checkout.sampleCache("triton-vector-add").toString())
        .orFail();
    unpacked =
        RealDistribution.at(folder.resolve("distribution"))
            .with("XDG_CACHE_HOME", caches)
            .with("MCV_JAVA_OPTS", "-Xlog:class+load:file=" + log);
  }

  @Test
  void theClassesComeFromTheArchiveThatTheFirstRunMade() throws Exception {
    Tool.Outcome first = tool().with("MCV_CLASS_ARCHIVE", "make").run("inspect", image).orFail();
    Tool.Outcome second = tool().with("MCV_CLASS_ARCHIVE", "auto").run("inspect", image).orFail();

    assertThat(second.out()).isEqualTo(first.out()).startsWith("{\n    \"Digest\"").endsWith("}\n");
    assertThat(second.err()).isEmpty();
    assertThat(archivable()).isNotEmpty().allMatch(ClassArchiveTest::isShared);
    if (Runtime.version().feature() == 17) {
      // Newer JDKs take no old class files into an archive, and those of picocli are old.
      assertThat(loaded("picocli.")).hasSizeGreaterThan(100).allMatch(ClassArchiveTest::isShared);
    }
  }

  @Test
  void theFirstRunMakesTheArchiveInTheBackground() throws Exception {
    Tool.Outcome first = tool().run("--version").orFail();
    assertThat(first.err()).isEmpty();
    assertThatTheMakerHoldsTheLock();
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (files("stamp").isEmpty() || !files("lock").isEmpty()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(100);
    }
    assertThat(files("classes.jsa")).hasSize(1);
    assertThat(tool().run("--version").orFail().out()).isEqualTo(first.out());
    assertThat(loaded("io.mcv.cli.McvTool")).isNotEmpty().allMatch(ClassArchiveTest::isShared);
  }

  /** One that died leaves its lock to the next run, which would make the archive beside it. */
  private void assertThatTheMakerHoldsTheLock() throws IOException {
    for (Path lock : files("lock")) {
      long maker = Long.parseLong(Files.readSymbolicLink(lock).toString());
      boolean alive = ProcessHandle.of(maker).map(ProcessHandle::isAlive).orElse(false);
      assertThat(alive || !files("stamp").isEmpty()).as("process %d", maker).isTrue();
    }
  }

  @Test
  void anArchiveOfOtherJarsIsNotOffered() throws Exception {
    tool().with("MCV_CLASS_ARCHIVE", "make").run("--version").orFail();
    Path jar = jars().get(0);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

    tool().with("MCV_CLASS_ARCHIVE", "make").run("--version").orFail();
    assertThat(loaded("io.mcv.")).isNotEmpty().noneMatch(ClassArchiveTest::isShared);
    tool().run("--version").orFail();
    assertThat(archivable()).isNotEmpty().allMatch(ClassArchiveTest::isShared);
  }

  @Test
  void withoutAPlaceForArchivesItStartsAllTheSame() throws Exception {
    Files.writeString(caches, "a file where a folder should be");
    for (String mode : List.of("make", "auto", "off")) {
      Tool.Outcome outcome = tool().with("MCV_CLASS_ARCHIVE", mode).run("--version").orFail();
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out()).startsWith("mcv-tool ").hasLineCount(1);
    }
    assertThat(caches).hasContent("a file where a folder should be");
  }

  @Test
  void littleIsLoadedToInspectAndToHelp() throws Exception {
    for (List<String> arguments :
        List.of(List.of("inspect", image), List.of("--version"), List.of("--help"))) {
      tool().with("MCV_CLASS_ARCHIVE", "off").run(arguments.toArray(String[]::new)).orFail();
      assertThat(loaded("io.mcv.cli.McvTool")).isNotEmpty();
      for (String foreign :
          List.of(
              "okhttp3.",
              "org.bouncycastle.",
              "com.nimbusds.",
              "com.sun.jna.",
              "com.github.luben.",
              "com.fasterxml.jackson.databind.",
              "org.apache.commons.compress.",
              "io.mcv.gpu.",
              "io.mcv.client.conformance.",
              "io.mcv.spec.conformance.",
              "io.mcv.spec.scan.")) {
        assertThat(loaded(foreign)).as("%s on %s", foreign, arguments).isEmpty();
      }
    }
  }

  private RealDistribution tool() {
    return Objects.requireNonNull(unpacked);
  }

  /** The lines of the last run's log about classes whose names start so, but for lambdas. */
  private List<String> loaded(String prefix) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("] " + prefix) && !line.contains("$$Lambda"))
          .toList();
    }
  }

  /** Our own classes, but for those that implement an interface of picocli. */
  private List<String> archivable() throws IOException {
    return loaded("io.mcv.").stream()
        .filter(
            line ->
                !line.matches(
                    ".* io\\.mcv\\.cli\\.(\\w+\\$)?(\\w*Converter|Version|ErrorHandlers) .*"))
        .toList();
  }

  private static boolean isShared(String line) {
    return line.contains("source: shared objects file");
  }

  private List<Path> files(String name) throws IOException {
    if (!Files.exists(caches)) {
      return List.of();
    }
    try (Stream<Path> files = Files.find(caches, 30, (file, a) -> file.endsWith(name))) {
      return files.toList();
    }
  }

  private List<Path> jars() throws IOException {
    try (Stream<Path> jars = Files.list(folder.resolve("distribution/lib"))) {
      return jars.sorted().toList();
    }
  }
}
