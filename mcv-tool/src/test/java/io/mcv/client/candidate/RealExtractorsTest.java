package io.mcv.client.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.client.publish.Folders;
import io.mcv.testing.Checkout;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What real tools do with the vectors, against the table of docs/conformance.md. They run as nobody
 * where root runs the tests.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("one class beside the others")
@ResourceLock("/tmp/mcv-hostile-target")
class RealExtractorsTest {
  private static final String NOBODY =
      "root".equals(System.getProperty("user.name"))
          ? "HOME=$PWD setpriv --reuid=65534 --regid=65534 --clear-groups -- "
          : "";
  private static final Pattern RULE = Pattern.compile("`(LAYER-[A-Z]+-\\d\\d)`");

  /** Names and entries are where tools differ; the other rules take longer. */
  private static final Pattern LOOKED_AT = Pattern.compile("LAYER-(NAME|ENTRY)-.*");

  @TempDir Path folder;

  private Path workspace = Path.of("");

  /** Below the folder of the test nobody finds a way that root alone may go. */
  @BeforeEach
  void makeWorkspace() throws IOException {
    workspace = Files.createTempDirectory("candidates");
    Files.setPosixFilePermissions(workspace, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void removeWorkspace() throws IOException {
    Folders.delete(workspace);
  }

  @Test
  void ourOwnExtractorKeepsEveryRule() throws IOException {
    Tool tool = Tool.at(folder.resolve("home"));
    CandidateReport report =
        new CandidateRun(
                (layout, tag, target, work) -> {
                  String image = "oci:" + layout + ":" + tag;
                  Tool.Outcome outcome =
                      tool.run("extract", "--no-gpu", "-i", image, "-d", target.toString());
                  return CommandOutcome.ended(outcome.exit(), outcome.err());
                },
                workspace)
            .run(distinct(suite()), result -> {});
    assertThat(report.cases())
        .hasSizeGreaterThan(200)
        .allSatisfy(each -> assertThat(each.judgement()).as("%s", each).isEqualTo(Judgement.KEPT));
  }

  @Test
  void umociBreaksTheRulesThatAreListed() throws IOException {
    String skopeo = Peer.require("skopeo").toString();
    Peer umoci = Peer.require("umoci");
    assertBreaksWhatIsListed(
        "skopeo 1.9.3 and umoci " + version(umoci.run("--version")),
        NOBODY + skopeo + " copy -q --insecure-policy oci:{layout}:{tag} oci:img:t",
        "rmdir {target}",
        NOBODY + umoci + " raw unpack --rootless --image img:t {target}");
  }

  @Test
  void craneAndTarBreakTheRulesThatAreListed() throws IOException {
    String skopeo = Peer.require("skopeo").toString();
    String crane = Peer.newer("crane").toString();
    assertBreaksWhatIsListed(
        "of go-containerregistry, GNU tar " + version(Peer.require("tar").run("--version")),
        NOBODY + skopeo + " copy -q --insecure-policy oci:{layout}:{tag} docker-archive:i:x:t",
        NOBODY + crane + " export - fs.tar <i",
        NOBODY + "tar -xf fs.tar -C {target}");
  }

  @Test
  void tarBreaksTheRulesThatAreListed() throws IOException {
    Peer.require("jq");
    assertBreaksWhatIsListed(
        "| GNU tar " + version(Peer.require("tar").run("--version")),
        NOBODY + "sh -e " + untar() + " {layout} {tag} {target}");
  }

  @Test
  void orasLeavesLayersWithoutATitleWhereTheyAre() throws IOException {
    Peer oras = Peer.newer("oras");
    assertBreaksWhatIsListed(
        "oras " + version(oras.run("version")),
        NOBODY + oras + " pull --oci-layout {layout}:{tag} -o {target}");
  }

  /** Compares where the documents have this version of the tool; else what is found is printed. */
  private void assertBreaksWhatIsListed(String tool, String... commands) throws IOException {
    CandidateExtractor extractor =
        new ShellExtractor(
            new CommandTemplate(String.join(" && ", commands)), Duration.ofSeconds(30));
    VectorSuite all = suite();
    VectorSuite suite =
        new VectorSuite(
            all.tag(), all.cases().stream().filter(each -> isLookedAt(each.rule())).toList());
    CandidateReport report = new CandidateRun(extractor, workspace).run(suite, result -> {});
    Set<String> broken =
        report.rules().stream()
            .filter(rule -> rule.judgement() == Judgement.BROKEN)
            .map(RuleJudgement::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    String row = row(tool);
    if (row.isEmpty()) {
      System.err.println(tool + " is not listed; it breaks " + broken);
    } else if (row.contains("| all: ")) {
      assertThat(broken).as(tool).hasSameSizeAs(report.rules());
    } else {
      assertThat(broken).as("%s: %s", tool, report.cases()).isEqualTo(listed(row));
    }
  }

  private static boolean isLookedAt(String rule) {
    return LOOKED_AT.matcher(rule).matches();
  }

  private static String row(String tool) throws IOException {
    return Files.readString(Checkout.root().resolve("docs/conformance.md"))
        .lines()
        .filter(line -> line.startsWith("| ") && line.contains(tool))
        .findFirst()
        .orElse("");
  }

  private static Set<String> listed(String row) {
    return RULE.matcher(row)
        .results()
        .map(found -> found.group(1))
        .filter(RealExtractorsTest::isLookedAt)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static VectorSuite suite() throws IOException {
    return VectorSuite.read(Checkout.root().resolve("testdata/conformance"));
  }

  /** Cases that share a layout are one. */
  private static VectorSuite distinct(VectorSuite suite) {
    Set<Path> layouts = new HashSet<>();
    return new VectorSuite(
        suite.tag(), suite.cases().stream().filter(each -> layouts.add(each.layout())).toList());
  }

  /** The script of docs/conformance.md, where nobody finds it. */
  private Path untar() throws IOException {
    String page = Files.readString(Checkout.root().resolve("docs/conformance.md"));
    Matcher script = Pattern.compile("(?s)```sh\n(#!/bin/sh.*?)```").matcher(page);
    assertThat(script.find()).isTrue();
    return Files.writeString(workspace.resolve("untar.sh"), script.group(1));
  }

  private static String version(Peer.Outcome outcome) {
    Matcher number = Pattern.compile("\\d+(\\.\\d+)+").matcher(outcome.out());
    return number.find() ? number.group() : "without a version";
  }
}
