package io.mcv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import io.mcv.testing.gpu.FakeHost;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code gpu-info} tells of every host in {@code testdata/gpu-hosts}, kept beside it as {@code
 * NAME.json}. With {@code -Dmcv.goldens=write} the test writes these files, for somebody to read.
 */
class GpuHostsTest {
  private static final Path HOSTS = Checkout.root().resolve("testdata/gpu-hosts");
  private static final boolean WRITE = "write".equals(System.getProperty("mcv.goldens"));

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("hosts")
  void theReportIsTheOneThatIsKept(String host) throws IOException {
    Path root = FakeHost.write(host, folder.resolve(host));
    String report = jsonOf(root);

    Path kept = HOSTS.resolve(host + ".json");
    if (WRITE) {
      Files.write(kept, report.getBytes(UTF_8));
    }
    assertThat(report).isEqualTo(text(kept));
    assertThat(run("gpu-info", "--json", "--gpu-stub", kept.toString()).orFail().out())
        .isEqualTo(report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h100", "mi308x-cpx", "mixed-vendors", "h100-container", "jetson-orin"})
  void theTextIsTheOneThatIsKept(String host) throws IOException {
    Path root = FakeHost.write(host, folder.resolve(host));
    String text =
        run("gpu-info", "--gpu-sysroot", root.toString()).orFail().out()
            + "\n"
            + run("hw-info", "--gpu-sysroot", root.toString()).orFail().out();

    Path kept = HOSTS.resolve(host + ".txt");
    if (WRITE) {
      Files.write(kept, text.getBytes(UTF_8));
    }
    assertThat(text).isEqualTo(text(kept));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hgx-h100", "a100-mig", "mi308x-cpx", "mi210-container", "jetson-orin"})
  void theScriptCollectsAllThatMatters(String host) throws Exception {
    Path root = FakeHost.write(host, folder.resolve(host));
    Path archive = folder.resolve("host.tar.gz");
    Path copy = Files.createDirectories(folder.resolve("copy"));
    String script = Checkout.root().resolve("mcv-tool/bin/mcv-gpu-files").toString();

    execute(archive.toFile(), "sh", script, root.toString());
    execute(
        folder.resolve("tar.out").toFile(),
        "tar",
        "-xzf",
        archive.toString(),
        "-C",
        copy.toString());

    assertThat(jsonOf(copy)).isEqualTo(jsonOf(root));
  }

  private static Stream<String> hosts() {
    List<String> names = FakeHost.names();
    assertThat(names).hasSizeGreaterThan(25);
    return names.stream();
  }

  /** With paths as they were on the host itself. */
  private String jsonOf(Path root) {
    return run("gpu-info", "--json", "--gpu-sysroot", root.toString())
        .orFail()
        .out()
        .replace(root.toString(), "");
  }

  private static void execute(File out, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private Tool.Outcome run(String... arguments) {
    return Tool.at(folder).run(arguments);
  }
}
