package io.mcv.client.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.mcv.cli.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Good and bad extractors, each told from the other. */
@ResourceLock("/tmp/mcv-hostile-target")
class CandidateRunTest {
  /** What plain tar does with the only layer; it keeps the folder of the cache. */
  private static final String UNTAR =
      "for b in {layout}/blobs/sha256/*; do tar -xzPf $b -C {target} 2>/dev/null; done;";

  private static final CandidateExtractor NEVER =
      (layout, tag, target, work) -> CommandOutcome.ended(1, "");

  @TempDir static Path vectors = Path.of("");

  @TempDir Path folder;

  @BeforeAll
  static void makeVectors() throws IOException {
    HandmadeVectors.in(vectors);
  }

  @Test
  void ourOwnExtractorKeepsEveryRule() throws IOException {
    Tool tool = Tool.at(folder.resolve("home"));
    CandidateReport report =
        run(
            VectorSuite.read(vectors),
            (layout, tag, target, work) -> {
              Tool.Outcome outcome =
                  tool.run(
                      "extract", "--no-gpu", "-i", "oci:" + layout + ":" + tag, "-d", "" + target);
              return CommandOutcome.ended(outcome.exit(), outcome.err());
            });
    assertThat(report.cases()).hasSize(3).allSatisfy(CandidateRunTest::assertKept);
    assertThat(report.keepsAll()).isTrue();
    assertThat(report.rules())
        .extracting(RuleJudgement::rule, RuleJudgement::judgement)
        .containsExactly(
            tuple("LAYER-NAME-01", Judgement.KEPT), tuple("LAYER-ENTRY-01", Judgement.KEPT));
  }

  private static void assertKept(CaseResult result) {
    assertThat(result.judgement()).as("%s", result).isEqualTo(Judgement.KEPT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "good    | true                       | BROKEN     | __grp__add.json is missing",
        "good    | false                      | BROKEN     | refused a good image, with status 1",
        "good    | UNTAR true                 | KEPT       | status 0",
        "good    | UNTAR echo x > {target}/io.triton.cache/new | BROKEN | new, which is not of",
        "good    | UNTAR for f in {target}/*/*/*.ptx; do echo x > $f; done | BROKEN | other content",
        "good    | UNTAR echo x > {target}/harmless | KEPT | status 0",
        "good    | UNTAR rm -rf {target}      | BROKEN     | is missing",
        "good    | no-such-command-at-all     | NOT_JUDGED | cannot run",
        "upwards | false                      | KEPT       | status 1",
        "upwards | rm -rf {target}; false     | KEPT       | status 1",
        "upwards | true                       | CONTAINED  | took an image",
        "upwards | kill -9 $$                 | BROKEN     | it crashed, with status 137",
        "upwards | echo x > {target}/part; false | CONTAINED | left part",
        "upwards | UNTAR true                 | BROKEN     | PWN outside of the target",
        "upwards | UNTAR false                | BROKEN     | PWN outside of the target",
        "upwards | no-such-command-at-all     | NOT_JUDGED | cannot run",
        "set-id  | false                      | KEPT       | status 1",
        "set-id  | true                       | KEPT       | status 0",
        "set-id  | kill -9 $$                 | KEPT       | status 137",
        "set-id  | UNTAR true                 | BROKEN     | suid is a set-id file",
        "set-id  | ln -s /etc {target}/l      | BROKEN     | l is a symbolic link",
        "set-id  | mkfifo {target}/f          | BROKEN     | f is a device, FIFO or socket",
        "set-id  | echo > {target}/a; ln {target}/a {target}/b | BROKEN | a is a hard link",
        "set-id  | rm -r {target}; ln -s /etc {target} | BROKEN | no folder any more",
        "set-id  | rm -r {target}/../../8        | BROKEN     | outside of the target",
        "set-id  | echo x > {target}/../../victim | BROKEN | 7/victim outside of the target",
        "set-id  | chmod 700 {target}/..      | BROKEN     | 8 outside of the target",
        "set-id  | echo x > /tmp/mcv-hostile-target/victim | BROKEN | mcv-hostile-target/victim",
        "set-id  | rm -r /tmp/mcv-hostile-target | BROKEN  | mcv-hostile-target",
        "set-id  | rm {layout}/index.json     | BROKEN     | layout/index.json",
        "set-id  | echo x > here; ln -s / $TMPDIR/there | KEPT | status 0"
      })
  void whatAToolDoesDecides(String vector, String command, Judgement judgement, String why)
      throws IOException {
    CaseResult result = shell(vector, command.replace("UNTAR", UNTAR), Duration.ofSeconds(30));
    assertThat(result.judgement()).as("%s", result).isEqualTo(judgement);
    assertThat(result.reason()).contains(why);
    assertThat(workspace()).isEmptyDirectory();
  }

  @Test
  void aCommandThatHangsIsEndedWithAllThatItStarted() throws IOException {
    Path pids = folder.resolve("pids");
    String hang =
        "(setsid sleep 300 & echo $! >>" + pids + "); sleep 300 & echo $! >>" + pids + ";";
    CaseResult result = shell("good", hang + " wait", Duration.ofMillis(500));
    assertThat(result.judgement()).isEqualTo(Judgement.BROKEN);
    assertThat(result.reason()).contains("did not end in time");
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(2).noneMatch(CandidateRunTest::runs);
  }

  @Test
  void whatACommandLeavesBehindIsEndedToo() throws IOException {
    Path pids = folder.resolve("pids");
    shell("good", "(setsid sleep 300 & echo $! >>" + pids + ")", Duration.ofSeconds(30));
    assertThat(Files.readAllLines(pids)).hasSize(1).noneMatch(CandidateRunTest::runs);
  }

  /** A process that has ended may wait for somebody to notice. */
  private static boolean runs(String pid) {
    Path status = Path.of("/proc", pid, "status");
    try {
      return Files.exists(status) && !Files.readString(status).contains("State:\tZ");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void theBeginningOfWhatACommandPrintsIsKept() throws IOException {
    String chatty = "echo out; echo err >&2; head -c 1000000 /dev/zero | tr '\\0' x";
    CaseResult result = shell("good", chatty, Duration.ofSeconds(30));
    assertThat(result.output()).startsWith("out\nerr\nxxx").hasSize(ShellCommand.MAX_OUTPUT);
  }

  @Test
  void valuesAreOneWordEachWhateverIsInThem() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("it's $(touch PWN) \"odd\""));
    CandidateReport report =
        new CandidateRun(
                new ShellExtractor(
                    new CommandTemplate("ls {layout}/index.json; ls -d {target} && false"),
                    Duration.ofSeconds(30)),
                odd)
            .run(suite("upwards"), result -> {});
    assertThat(report.cases()).hasSize(1).allSatisfy(CandidateRunTest::assertKept);
    assertThat(report.cases().get(0).output()).contains("it's $(touch PWN) \"odd\"/mcv-conf");
  }

  @Test
  void aVectorThatIsNotThereIsNotJudged() throws IOException {
    Files.copy(vectors.resolve("index.json"), folder.resolve("index.json"));
    CandidateReport report = run(VectorSuite.read(folder), NEVER);
    assertThat(report.cases())
        .hasSize(3)
        .allMatch(result -> result.judgement() == Judgement.NOT_JUDGED);
    assertThat(report.keepsAll()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\": 1      | \"version\": 2           | its version is 2, not 1",
        "\"refuse\"          | \"maybe\"                | to be extracted as \"maybe\"",
        "\"layout\": \"good\"| \"layout\": \"../good\"  | \"../good\" is no folder beside it",
        "\"sha256\": \"      | \"sha256\": \"x          | is no digest",
        "\"cases\"           | cases                    | not valid JSON"
      })
  void anIndexThatIsNoneIsRefused(String from, String to, String why) throws IOException {
    String good = Files.readString(vectors.resolve("index.json"));
    Files.writeString(folder.resolve("index.json"), good.replace(from, to));
    assertThatThrownBy(() -> VectorSuite.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("index.json is no index of vectors")
        .hasMessageContaining(why);
  }

  private CaseResult shell(String vector, String command, Duration limit) throws IOException {
    CandidateExtractor extractor = new ShellExtractor(new CommandTemplate(command), limit);
    return new CandidateRun(extractor, workspace()).run(suite(vector), result -> {}).cases().get(0);
  }

  private VectorSuite suite(String vector) throws IOException {
    VectorSuite all = VectorSuite.read(vectors);
    return new VectorSuite(
        all.tag(), all.cases().stream().filter(each -> each.name().equals(vector)).toList());
  }

  private CandidateReport run(VectorSuite suite, CandidateExtractor extractor) throws IOException {
    return new CandidateRun(extractor, workspace()).run(suite, result -> {});
  }

  private Path workspace() throws IOException {
    return Files.createDirectories(folder.resolve("workspace"));
  }
}
