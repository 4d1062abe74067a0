package io.mcv.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.gpu.library.LibraryProbe;
import io.mcv.gpu.library.LibrarySearch;
import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.gpu.process.ChildJvm;
import io.mcv.testing.gpu.FakeHost;
import io.mcv.testing.gpu.FakeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that load real libraries, which stand in for those of vendors. */
class LibrariesOfHostTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final String AMD = "sys/bus/pci/devices/0000:0c:00.0";
  private static final String NODE = "sys/class/kfd/kfd/topology/nodes/1";

  @TempDir private static Path folder;
  private static Path nvidia = Path.of("/");
  private static Path amd = Path.of("/");
  private static Path rogue = Path.of("/");
  private static Path host = Path.of("/");

  @BeforeAll
  static void compileAndWrite() throws IOException {
    nvidia = folder.resolve("nvidia");
    FakeLibrary.compile("cuda.c", nvidia.resolve("libcuda.so.1"));
    FakeLibrary.compile("nvml.c", nvidia.resolve("libnvidia-ml.so.1"));
    amd = folder.resolve("amd");
    FakeLibrary.compile("amdsmi.c", amd.resolve("libamd_smi.so"), "AMDSMI_GEN=60");
    FakeLibrary.compile("amdhip.c", amd.resolve("libamdhip64.so"));
    rogue = folder.resolve("rogue");
    FakeLibrary.compile("rogue.c", rogue.resolve("libcuda.so.1"));
    host = FakeHost.write("h100", folder.resolve("host"));
    addMi300(host);
  }

  /** Its kernel is too old to tell the architecture. */
  static void addMi300(Path root) throws IOException {
    write(root, AMD + "/class", "0x120000");
    write(root, AMD + "/vendor", "0x1002");
    write(root, AMD + "/device", "0x74a1");
    Files.createSymbolicLink(root.resolve(AMD + "/driver"), Path.of("../../drivers/amdgpu"));
    write(root, NODE + "/gpu_id", "4242");
    write(root, NODE + "/properties", "location_id 3072\ndomain 0\ndrm_render_minor 128");
    write(root, "dev/kfd", "");
    write(root, "dev/dri/renderD128", "");
  }

  private static void write(Path root, String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text + "\n");
  }

  @Test
  void allFourLibrariesAreAskedAndMerged() {
    GpuReport report = probe(AMPLE, Map.of(), nvidia, amd);

    assertThat(report.warnings()).isEmpty();
    assertThat(report.gpus()).hasSize(2);
    for (Source source : new Source[] {Source.LIBCUDA, Source.NVML, Source.AMDSMI, Source.HIP}) {
      SourceReport asked = report(report, source);
      assertThat(asked.status()).isEqualTo(Status.OK);
      assertThat(asked.path()).startsWith(folder.toString());
      assertThat(asked.millis()).isNotNull();
    }
    Gpu instinct = report.gpus().get(0);
    assertThat(instinct.name()).isEqualTo("AMD Instinct MI300X");
    assertThat(instinct.arch()).isEqualTo("gfx942");
    assertThat(instinct.archSource()).isEqualTo(ArchSource.HIP);
    assertThat(instinct.visible()).isTrue();
    Gpu h100 = report.gpus().get(1);
    assertThat(h100.name()).isEqualTo("NVIDIA H100 80GB HBM3");
    assertThat(h100.archSource()).isEqualTo(ArchSource.LIBCUDA);
    assertThat(h100.computeCapability()).isEqualTo("9.0");
    assertThat(h100.cudaDriver()).isEqualTo(13000);
    assertThat(h100.visible()).isTrue();
  }

  @Test
  void aLibraryThatHangsCostsItselfAndNoMoreThanTheDeadline() {
    long start = System.nanoTime();
    GpuReport report = probe(Duration.ofSeconds(4), Map.of("FAKE_CUDA_HANG", "1"), nvidia, amd);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(took).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
    SourceReport cuda = report(report, Source.LIBCUDA);
    assertThat(cuda.status()).isEqualTo(Status.TIMED_OUT);
    assertThat(cuda.message()).contains("within 4 s").contains("--gpu-timeout");
    assertThat(report.warnings()).anyMatch(warning -> warning.startsWith("libcuda: it did not"));
    for (Source other : new Source[] {Source.NVML, Source.AMDSMI, Source.HIP}) {
      assertThat(report(report, other).status()).as("%s", other).isEqualTo(Status.OK);
    }
    assertThat(report.gpus()).hasSize(2);
  }

  @Test
  void aLibraryThatHangsWhileItIsLoadedKeepsNoOtherFromAnAnswer() {
    long start = System.nanoTime();
    GpuReport report =
        probe(
            Duration.ofSeconds(5),
            Map.of("FAKE_ROGUE", "hang", "FAKE_AMDSMI_HANG", "1"),
            rogue,
            nvidia,
            amd);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(took).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    assertThat(report(report, Source.LIBCUDA).status()).isEqualTo(Status.TIMED_OUT);
    assertThat(report(report, Source.LIBCUDA).path())
        .isEqualTo(rogue.resolve("libcuda.so.1").toString());
    assertThat(report(report, Source.NVML).status()).isEqualTo(Status.OK);
    assertThat(report(report, Source.AMDSMI).status()).isEqualTo(Status.TIMED_OUT);
    assertThat(report(report, Source.HIP).status()).isEqualTo(Status.OK);
    assertThat(report.gpus().get(0).archSource()).isEqualTo(ArchSource.HIP);
    assertThat(report.gpus().get(1).archSource()).isEqualTo(ArchSource.NVML);
  }

  @ParameterizedTest
  @CsvSource({
    "abort, CRASHED, died of SIGABRT",
    "crash, CRASHED, died of SIGSEGV",
    "close, FAILED, closed the output before an answer",
    "leave, CRASHED, ended with status 0 without an answer",
    "garbage, CRASHED, ended with status 3 without an answer (first words)",
    "flood, FAILED, wrote more than 4 MiB to the standard output",
    "'', FAILED, has no function cu"
  })
  void howALibraryMisbehavesIsTold(String what, Status status, String message) {
    GpuReport report = probe(Duration.ofSeconds(9), Map.of("FAKE_ROGUE", what), rogue);

    SourceReport cuda = report(report, Source.LIBCUDA);
    assertThat(cuda.status()).isEqualTo(status);
    assertThat(cuda.message()).contains(message);
    assertThat(cuda.path()).isEqualTo(rogue.resolve("libcuda.so.1").toString());
    assertThat(report.gpus()).hasSize(2);
  }

  @Test
  void aLibraryThatCrashesCostsItselfAlone() {
    GpuReport report = probe(AMPLE, Map.of("FAKE_ROGUE", "abort"), rogue, nvidia);

    assertThat(report(report, Source.LIBCUDA).status()).isEqualTo(Status.CRASHED);
    assertThat(report(report, Source.NVML).status()).isEqualTo(Status.OK);
    assertThat(report.gpus().get(1).archSource()).isEqualTo(ArchSource.NVML);
  }

  @Test
  void aLibraryThatIsNoneIsPassedOverForTheNext() throws IOException {
    Path broken = folder.resolve("broken");
    write(broken, "libcuda.so.1", "no library");

    long start = System.nanoTime();
    GpuReport report = probe(AMPLE, Map.of(), broken, nvidia);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("no wait for an amdsmi that is not there")
        .isLessThan(AMPLE.dividedBy(2));
    assertThat(report(report, Source.LIBCUDA).status()).isEqualTo(Status.OK);
    assertThat(report(report, Source.LIBCUDA).path()).startsWith(nvidia.toString());
  }

  @Test
  void withoutLibrariesFilesTellWhatTheyKnow() {
    GpuReport report = probe(AMPLE, Map.of(), folder.resolve("empty"));

    assertThat(report(report, Source.LIBCUDA).status()).isEqualTo(Status.ABSENT);
    assertThat(report(report, Source.HIP).status()).isEqualTo(Status.ABSENT);
    assertThat(report.gpus().get(1).driver()).isEqualTo(new Gpu.Driver("nvidia", "580.65.06"));
  }

  @Test
  void aThreadThatIsInterruptedWaitsNoLonger() {
    Thread.currentThread().interrupt();

    GpuReport report = probe(AMPLE, Map.of("FAKE_CUDA_HANG", "1"), nvidia);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(report(report, Source.LIBCUDA).status()).isEqualTo(Status.TIMED_OUT);
    assertThat(report(report, Source.LIBCUDA).message()).contains("could not be asked within 60 s");
  }

  @Test
  void aProcessEndsWithItsParentWhateverALibraryDoes() throws Exception {
    ChildJvm jvm =
        ChildJvm.of(
            LibraryProbe.class.getName(),
            LibrarySources.CLASSES,
            Map.of("FAKE_CUDA_HANG", "1", "PATH", "/bin"));
    List<String> command = new ArrayList<>(jvm.command());
    command.add("libcuda=" + nvidia.resolve("libcuda.so.1"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(jvm.environment());

    Process process = builder.start();
    // It has come to the library.
    assertThat(new Scanner(process.getInputStream()).findWithinHorizon("asking", 0)).isNotNull();
    process.getOutputStream().close();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void ofACopyNothingIsAsked() {
    GpuReport report = new GpuProbe(ProbeOptions.ofCopy(host)).gpus();

    assertThat(report.sources())
        .filteredOn(source -> source.source().isLibrary())
        .extracting(SourceReport::status)
        .containsOnly(Status.SKIPPED);
    assertThat(report.gpus()).hasSize(2);
  }

  private static GpuReport probe(
      Duration deadline, Map<String, String> variables, Path... folders) {
    return probe(host, deadline, variables, folders);
  }

  static GpuReport probe(
      Path root, Duration deadline, Map<String, String> variables, Path... folders) {
    StringBuilder path = new StringBuilder();
    for (Path each : folders) {
      path.append(path.isEmpty() ? "" : ":").append(each);
    }
    Map<String, String> environment = new HashMap<>(variables);
    environment.put(LibrarySearch.OWN_PATH, path.toString());
    return new GpuProbe(new ProbeOptions(root, true, environment, deadline)).gpus();
  }

  static SourceReport report(GpuReport report, Source source) {
    return report.sources().stream()
        .filter(each -> each.source() == source)
        .findFirst()
        .orElseThrow();
  }
}
