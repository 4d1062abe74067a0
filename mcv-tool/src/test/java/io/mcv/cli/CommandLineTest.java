package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every command: help, wrong usage, exit codes, what goes to which stream. */
class CommandLineTest {
  private static final String CACHE = Checkout.sampleCache("triton-vector-add").toString();
  private static final String NAME = "quay.io/mcv/vector-add:v1";

  @TempDir Path home;
  private String oci = "";

  @BeforeEach
  void nameALayout() {
    oci = "oci:" + home.resolve("layout") + ":v1";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "create --help",
        "create -h",
        "inspect --help",
        "extract --help",
        "vault --help",
        "vault ls --help",
        "vault verify --help",
        "help",
        "help create"
      })
  void helpGoesToStandardOutput(String arguments) {
    Tool.Outcome outcome = run(arguments.split(" "));
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("Usage: mcv-tool");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(run("--version").orFail().out()).startsWith("mcv-tool ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--no-gpu",
        "--hw-info --no-gpu",
        "--gpu-info -b",
        "frobnicate",
        "--frobnicate",
        "create --frobnicate -i REF -d CACHE",
        "create -i REF",
        "create -d CACHE",
        "create -i REF -d CACHE more",
        "create -i REF -d CACHE --timestamp yesterday",
        "create -i REF -d CACHE --timestamp 99999999999999",
        "create -i REF -d CACHE --profile newest",
        "create -i REF -d CACHE --compression lzma",
        "create -i REF -d CACHE --compression zstd:23",
        "create -i REF -d CACHE --gzip-profile zopfli",
        "create -i REF -d CACHE --compression none --gzip-profile jdk",
        "create -i REF -d CACHE --platform linux",
        "create -i REF -d CACHE --log-level chatty",
        "create -i REF -d CACHE --label novalue",
        "create -i oci: -d CACHE",
        "create -i quay.io/UPPER:v1 -d CACHE",
        "create -i docker-archive:x.tar:@0 -d CACHE",
        "create -i REF -d CACHE --format v1",
        "create -i warp://x -d CACHE",
        "inspect",
        "inspect REF REF",
        "inspect REF --entries",
        "inspect REF --json",
        "inspect REF --cache --raw",
        "inspect REF --raw --format {{.Digest}}",
        "inspect REF --format {{.Digest",
        "inspect REF --cache --entries --max-ratio 0",
        "inspect quay.io/mcv/x:a:b",
        "inspect REF --from cellar",
        "inspect REF --compat skopeo-0",
        "copy REF",
        "copy REF oci:x:t --format v1",
        "copy REF oci:x:t --compression lzma",
        "extract",
        "extract -i REF --overwrite sometimes",
        "extract -i REF --max-entries many",
        "extract -i REF --max-entries -1",
        "extract -i REF --no-gpu --baremetal",
        "extract -i REF --no-gpu --only-matching",
        "extract -i REF --no-gpu --all-gpus",
        "extract -i REF --no-gpu --gpu-timeout 1s",
        "extract -i REF --triton-key KEY",
        "extract -i REF --gpu-sysroot / --gpu-stub FILE",
        "extract -i REF --gpu-timeout 0",
        "check-compat",
        "check-compat REF --gpu-sysroot / --gpu-stub FILE",
        "check-compat REF --from cellar",
        "check-compat REF --entries --max-ratio 0",
        "inspect REF --gpu-timeout 1s",
        "vault",
        "vault frobnicate",
        "-c -e -i REF -d CACHE",
        "-c -i REF",
        "-c -i REF -d CACHE --gpu-timeout 1s",
        "-c -d CACHE",
        "-e",
        "-e -b --no-gpu -i REF",
        "--check-compat",
        "--check-compat -e -i REF",
        "--check-compat -i REF -d CACHE",
        "--check-compat -i REF --no-gpu",
        "-l chatty -c -i REF -d CACHE"
      })
  void whatIsWrongWithTheCommandLineIsSaidInOneLineBeforeAnyWork(String arguments)
      throws IOException {
    Tool.Outcome outcome = run(arguments.isEmpty() ? new String[0] : filled(arguments).split(" "));
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("error: ").hasLineCount(1);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void theFlagsOfMcvAreADropIn() throws IOException {
    run("-c", "-i", NAME, "-d", CACHE).orFail();
    Path target = home.resolve("target");
    assertThat(run("-e", "-i", NAME, "-d", target.toString(), "--no-gpu").orFail().out())
        .isEqualTo(target + "\n");
    assertThat(target.resolve("KLN7CHGLA2VR7BPHPYZBHKPWZKTSD3OCZOYIOAMBH72N4SNKUVKA"))
        .isDirectory();
  }

  @Test
  void theLongFlagsOfMcvAreTheSame() {
    run("--create", "--image", NAME, "--dir", CACHE, "--log-level", "error").orFail();
    Tool.Outcome extracted = run("--extract", "--image", NAME, "--no-gpu", "-l", "error").orFail();
    assertThat(extracted.out()).isEqualTo(home.resolve(".triton/cache") + "\n");
    assertThat(extracted.err()).isEmpty();
  }

  @Test
  void withoutNoGpuTheDropInChecksGpus() throws IOException {
    Path noGpus = Files.createDirectories(home.resolve("host/sys")).getParent();
    run("-c", "-i", NAME, "-d", CACHE).orFail();
    Tool.Outcome outcome = run("-e", "-b", "-i", NAME, "--gpu-sysroot", String.valueOf(noGpus));
    assertThat(outcome.exit()).isEqualTo(ExitCode.NO_GPU_FITS);
    assertThat(outcome.err()).contains("no GPU", "--no-gpu").hasLineCount(1);
    assertThat(home.resolve(".triton")).doesNotExist();
  }

  @Test
  void aFolderThatIsNoCacheIsTheSameErrorThroughTheFlagsOfMcv() {
    Tool.Outcome outcome = run("-c", "-i", NAME, "-d", home.toString());
    assertThat(outcome.exit()).isEqualTo(ExitCode.CREATE_FAILED);
    assertThat(outcome.err()).startsWith("error: ").contains(home.toString()).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--quiet", "-q", "--log-level=error", "-lERROR"})
  void quietLeavesTheResultAlone(String option) {
    Tool.Outcome created = run("create", option, "-i", oci, "-d", CACHE).orFail();
    assertThat(created.err()).isEmpty();
    assertThat(created.out()).matches("sha256:[0-9a-f]{64}\n");
  }

  @Test
  void errorsAreSaidEvenQuietly() {
    Tool.Outcome outcome = run("inspect", "--quiet", oci);
    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).startsWith("error: ").hasLineCount(1);
  }

  @Test
  void aStackTraceIsShownAtDebugLevelAlone() {
    assertThat(run("inspect", oci).err()).doesNotContain("\tat ");
    assertThat(run("inspect", "-l", "debug", oci).err()).contains("\tat io.mcv");
  }

  @Test
  void theResultGoesToStandardOutputAndTheRestToStandardError() {
    Tool.Outcome created = run("create", "-i", oci, "-d", CACHE).orFail();
    assertThat(created.out()).matches("sha256:[0-9a-f]{64}\n");
    assertThat(created.err()).contains("created " + oci);

    Path target = home.resolve("target");
    Tool.Outcome extracted = run("extract", "--no-gpu", "-i", oci, "-d", target + "").orFail();
    assertThat(extracted.out()).isEqualTo(target + "\n");
    assertThat(extracted.err())
        .contains(oci, created.out().strip(), home.resolve("layout").toString())
        .contains("signatures were not checked")
        .doesNotContain("\tat ");
  }

  @Test
  void controlCharactersOfArgumentsDoNotReachTheTerminal() {
    List<Tool.Outcome> outcomes =
        List.of(
            run("inspect", "oci:" + home.resolve("a\u001b[31mb")),
            run("create", "-i", oci, "-d", home + "/\u001b[31mno"),
            run("--\u001b[31m"));
    assertThat(outcomes)
        .allSatisfy(
            outcome -> {
              assertThat(outcome.exit()).isNotZero();
              assertThat(outcome.err()).doesNotContain("\u001b").hasLineCount(1);
            });
  }

  @Test
  void aTargetThatIsAFileIsNamed() throws IOException {
    run("create", "-i", oci, "-d", CACHE).orFail();
    Path file = Files.createFile(home.resolve("file"));
    Tool.Outcome outcome = run("extract", "--no-gpu", "-i", oci, "-d", file.toString());
    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains(file + " is not a folder");
    assertThat(file).isEmptyFile();
  }

  private String filled(String arguments) {
    return arguments.replace("REF", oci).replace("CACHE", CACHE);
  }

  private Tool.Outcome run(String... arguments) {
    return Tool.at(home).run(arguments);
  }
}
