package io.mcv.gpu;

import static io.mcv.gpu.LibrariesOfHostTest.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.testing.gpu.FakeHost;
import io.mcv.testing.gpu.FakeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What reports say of libraries that answer with errors, or oddly, in processes of their own: those
 * of NVIDIA and AMD side by side.
 */
class OddLibrariesTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final String NAME = "FAKE_AMDSMI_NAME";

  @TempDir private static Path folder;
  private static Path nvidia = Path.of("/");
  private static Path host = Path.of("/");

  @BeforeAll
  static void compileAndWrite() throws IOException {
    nvidia = folder.resolve("nvidia");
    FakeLibrary.compile("cuda.c", nvidia.resolve("libcuda.so.1"));
    FakeLibrary.compile("nvml.c", nvidia.resolve("libnvidia-ml.so.1"));
    host = FakeHost.write("h100", folder.resolve("host"));
    LibrariesOfHostTest.addMi300(host);
  }

  /** The host's own files tell the architecture of an MI300X by its PCI device alone. */
  @ParameterizedTest
  @CsvSource({
    "34, STUB_LIBRARY, 9, modprobe nvidia, AMDSMI_GEN=60, 23.4.2, PCI_TABLE",
    "100, NO_DEVICE, 18, LIB_RM_VERSION_MISMATCH, AMDSMI_GEN=62, 24.6.2, PCI_TABLE",
    "304, nvidia-modprobe, 999, daemon-reload, AMDSMI_GEN=63, 24.7.1, AMDSMI",
    "802, nvidia-fabricmanager, 15, Xid 79, AMDSMI_GEN=64, 25.4.2, AMDSMI",
    "803, SYSTEM_DRIVER_MISMATCH, 17, cgroup, AMDSMI_GEN=70, 26.1.0, AMDSMI",
    "804, /usr/local/cuda/compat, 4, /dev/nvidiactl, AMDSMI_GEN=57, 23.2.1, PCI_TABLE",
    "999, nvidia_uvm, 28, vfio-pci, AMDSMI_SHIFT=8, 26.1.0, PCI_TABLE"
  })
  void errorsAndGenerationsComeIntoTheReport(
      int cuda,
      String cudaAdvice,
      int nvml,
      String nvmlAdvice,
      String generation,
      String version,
      ArchSource archSource) {
    GpuReport report =
        probe(
            Map.of(
                "FAKE_CUDA_INIT", "" + cuda, "FAKE_NVML_INIT", "" + nvml, NAME, "Instinct\u001b["),
            nvidia,
            amdsmi(generation, generation));

    assertFailed(report, Source.LIBCUDA, cuda, cudaAdvice);
    assertFailed(report, Source.NVML, nvml, nvmlAdvice);
    SourceReport amdsmi = report(report, Source.AMDSMI);
    assertThat(amdsmi.status()).isEqualTo(Status.OK);
    assertThat(amdsmi.version()).isEqualTo(version);
    boolean isKnown = !generation.startsWith("AMDSMI_SHIFT");
    Gpu instinct = report.gpus().get(0);
    assertThat(instinct.arch()).isEqualTo("gfx942");
    assertThat(instinct.archSource()).isEqualTo(archSource);
    assertThat(instinct.name().equals("Instinct\ufffd[")).isEqualTo(isKnown);
    assertThat(instinct.warnings().toString().contains("amdsmi: unknown amdsmi layout"))
        .isNotEqualTo(isKnown);
    assertThat(report.gpus().get(1).visible()).isEqualTo(cuda != 100);
  }

  @Test
  void wrongCountsAreRefusedOrBounded() {
    GpuReport report =
        probe(
            Map.of(
                "FAKE_CUDA_COUNT", "257",
                "FAKE_NVML_COUNT", "-1",
                "FAKE_AMDSMI_COUNT", "0xffffffff"),
            nvidia,
            amdsmi("wrong-count"));

    assertFailed(report, Source.LIBCUDA, null, "told of 257 devices");
    assertFailed(report, Source.NVML, null, "told of -1 devices");
    assertThat(report(report, Source.AMDSMI).status()).isEqualTo(Status.OK);
    assertThat(report.gpus()).hasSize(2);
  }

  @Test
  void missingFunctionsAndControlCharactersCostNoDevice() {
    Path lacking = folder.resolve("lacking");
    FakeLibrary.compile(
        "cuda.c", lacking.resolve("libcuda.so.1"), "WITHOUT_UUID_V2", "WITHOUT_UUID");
    FakeLibrary.compile("nvml.c", lacking.resolve("libnvidia-ml.so.1"), "OLD");

    GpuReport report =
        probe(
            Map.of("FAKE_CUDA_NAME", "NVIDIA\u001b[31m\nH100", NAME, "MI\u0007"),
            lacking,
            amdsmi("bare", "AMDSMI_BARE"));

    assertThat(report.gpus())
        .extracting(Gpu::name)
        .containsExactly("MI\ufffd", "NVIDIA\ufffd[31m\ufffdH100");
    assertThat(report.gpus().get(0).arch()).isEqualTo("gfx942");
    assertThat(report.gpus().get(1).arch()).isEqualTo("90");
    assertThat(report.gpus().get(1).warnings())
        .containsExactly(
            "libcuda: the library has no cuDeviceGetUuid",
            "nvml: the library has no nvmlDeviceGetCudaComputeCapability");
  }

  @Test
  void otherLibrariesOfTheSameNameAreRefused() {
    Path other = folder.resolve("other");
    FakeLibrary.compile("nvml.c", other.resolve("libnvidia-ml.so.1"), "NOT_NVML");
    FakeLibrary.compile("amdhip.c", other.resolve("libamd_smi.so"));
    FakeLibrary.compile("amdhip.c", other.resolve("libamdhip64.so"), "HIP_LEGACY");

    GpuReport report = probe(Map.of(), other);

    assertFailed(report, Source.NVML, null, "has no function nvmlInit_v2");
    assertFailed(report, Source.AMDSMI, null, "has no function amdsmi_init");
    assertFailed(report, Source.HIP, null, "is older than ROCm 6");
    assertThat(report.gpus()).extracting(Gpu::visible).containsOnly(true);
  }

  @Test
  void aDeviceThatIsListedButCannotBeAskedIsNotHidden() {
    Path hip = folder.resolve("hip");
    FakeLibrary.compile("amdhip.c", hip.resolve("libamdhip64.so"));

    GpuReport report =
        probe(
            Map.of("FAKE_CUDA_FAIL", "cuDeviceGetPCIBusId", "FAKE_HIP_ATTRIBUTE_ERROR", "999"),
            nvidia,
            hip);

    assertThat(report(report, Source.LIBCUDA).status()).isEqualTo(Status.OK);
    assertThat(report(report, Source.HIP).status()).isEqualTo(Status.OK);
    assertThat(report.warnings())
        .anyMatch(
            warning -> warning.startsWith("libcuda: device 0 is left out: cuDeviceGetPCIBusId"))
        .anyMatch(warning -> warning.startsWith("hip: hipDeviceGetAttribute failed with 999"));
    assertThat(report.gpus()).extracting(Gpu::hiddenBy).containsExactly(null, null);
  }

  private static Path amdsmi(String name, String... defines) {
    Path folderOfIt = folder.resolve(name);
    FakeLibrary.compile("amdsmi.c", folderOfIt.resolve("libamd_smi.so"), defines);
    return folderOfIt;
  }

  private static GpuReport probe(Map<String, String> variables, Path... folders) {
    return LibrariesOfHostTest.probe(host, AMPLE, variables, folders);
  }

  private static void assertFailed(
      GpuReport report, Source source, @Nullable Integer code, String message) {
    SourceReport failed = report(report, source);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.code()).isEqualTo(code);
    assertThat(failed.message()).contains(message);
    assertThat(failed.path()).startsWith(folder.toString());
    assertThat(report.warnings()).contains(source.id() + ": " + failed.message());
  }
}
