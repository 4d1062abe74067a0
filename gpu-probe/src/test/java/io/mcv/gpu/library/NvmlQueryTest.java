package io.mcv.gpu.library;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.testing.gpu.FakeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NvmlQueryTest {
  private static final PciAddress LOW = new PciAddress(0, 0x0b, 0, 0);
  private static final PciAddress HIGH = new PciAddress(0, 0x41, 0, 0);

  @TempDir private static Path folder;
  private static Path library;
  private static Path kernelModule;

  private final FakeKnobs knobs = new FakeKnobs("FAKE_NVML_");

  @BeforeAll
  static void compile() throws IOException {
    library = FakeLibrary.compile("nvml.c", folder.resolve("libnvidia-ml.so.580.65.06"));
    kernelModule = Files.writeString(folder.resolve("version"), "575.57.08\n");
  }

  @AfterEach
  void everyStartHasItsEnd() throws Exception {
    knobs.close();
    assertThat(NativeFunctions.open(library).call("fake_open")).isZero();
  }

  @Test
  void tellsAllOfADevice() throws Exception {
    SourceFacts facts = ask();

    assertThat(facts.report())
        .isEqualTo(
            new SourceReport(
                Source.NVML, Status.OK, library.toString(), "13.580.65.06", null, null, null));
    assertThat(facts.host())
        .containsExactly(entry(Fact.DRIVER_VERSION, "580.65.06"), entry(Fact.CUDA_DRIVER, "13000"));
    assertThat(facts.devices())
        .containsExactly(
            new DeviceFacts(
                HIGH,
                null,
                Map.of(
                    Fact.NAME, "NVIDIA H100 80GB HBM3",
                    Fact.PCI_VENDOR, "10de",
                    Fact.PCI_DEVICE, "2330",
                    Fact.PCI_SUBSYSTEM_VENDOR, "10de",
                    Fact.PCI_SUBSYSTEM_DEVICE, "16c1",
                    Fact.UUID, "GPU-eaf23aa1-4d3d-596c-da66-b86b0e5db584",
                    Fact.ARCH, "90",
                    Fact.WARP_SIZE, "32",
                    Fact.MEMORY_BYTES, "85520809984")));
  }

  @Test
  void devicesHaveTheAddressesOfSysfs() throws Exception {
    knobs.set("COUNT", 2);

    assertThat(ask().devices()).extracting(DeviceFacts::address).containsExactly(LOW, HIGH);
  }

  @Test
  void unifiedMemoryIsNoFailure() throws Exception {
    knobs.set("MEMORY", 0);

    assertThat(onlyDevice().facts())
        .doesNotContainKeys(Fact.MEMORY_BYTES, Fact.WARNING)
        .containsEntry(Fact.ARCH, "90");
  }

  @Test
  void aDividedDeviceIsToldToBe() throws Exception {
    knobs.set("MIG", 1).set("INSTANCES", 2);

    assertThat(onlyDevice().facts())
        .containsEntry(Fact.MIG, "enabled")
        .doesNotContainKey(Fact.WARNING);
  }

  @Test
  void aDividedDeviceWithoutPartsIsWarnedOf() throws Exception {
    knobs.set("MIG", 1);

    assertThat(onlyDevice().get(Fact.WARNING)).contains("nvidia-smi mig -cgi");
  }

  @Test
  void aDeviceThatKnowsNothingOfMigIsWhole() throws Exception {
    knobs.set("MIG", -1);

    assertThat(onlyDevice().facts()).doesNotContainKeys(Fact.MIG, Fact.WARNING);
  }

  @Test
  void textsAreMadePrintable() throws Exception {
    knobs.set("NAME", "\u001b]0;x\u0007Tesla T4").set("DRIVER", "580\n1");

    assertThat(onlyDevice().get(Fact.NAME)).isEqualTo("\ufffd]0;x\ufffdTesla T4");
    assertThat(ask().host()).containsEntry(Fact.DRIVER_VERSION, "580\ufffd1");
  }

  @ParameterizedTest
  @CsvSource({
    "3, NVML_ERROR_NOT_SUPPORTED, newer driver",
    "4, NVML_ERROR_NO_PERMISSION, /dev/nvidiactl",
    "9, NVML_ERROR_DRIVER_NOT_LOADED, modprobe nvidia",
    "12, NVML_ERROR_LIBRARY_NOT_FOUND, install the driver",
    "13, NVML_ERROR_FUNCTION_NOT_FOUND, ldconfig -p",
    "15, NVML_ERROR_GPU_IS_LOST, Xid 79",
    "16, NVML_ERROR_RESET_REQUIRED, --gpu-reset",
    "17, NVML_ERROR_OPERATING_SYSTEM, cgroup",
    "18, NVML_ERROR_LIB_RM_VERSION_MISMATCH, '(library 580.65.06, kernel module 575.57.08)'",
    "23, Insufficient Resources, dmesg",
    "28, NVML_ERROR_GPU_NOT_FOUND, vfio-pci",
    "999, NVML_ERROR_UNKNOWN, daemon-reload"
  })
  void anErrorAtTheStartIsExplained(int code, String name, String advice) throws Exception {
    knobs.set("INIT", code);

    SourceFacts facts = ask();

    assertThat(facts.devices()).isEmpty();
    assertThat(facts.host()).isEmpty();
    assertThat(facts.report().status()).isEqualTo(Status.FAILED);
    assertThat(facts.report().version()).isEqualTo("580.65.06");
    assertThat(facts.report().code()).isEqualTo(code);
    assertThat(facts.report().message())
        .startsWith("nvmlInit_v2 failed with " + code + ": " + name + ": ")
        .containsPattern(": [^;]+; ")
        .contains(advice)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "257"})
  void anImpossibleCountIsRefused(String count) throws Exception {
    knobs.set("COUNT", count);

    assertThat(ask().report().status()).isEqualTo(Status.FAILED);
    assertThat(ask().report().message()).contains("told of " + count + " devices");
  }

  @Test
  void aLostDeviceIsLeftOutAndToldOf() throws Exception {
    knobs
        .set("COUNT", 2)
        .set("FAIL", "nvmlDeviceGetHandleByIndex_v2")
        .set("FAIL_CODE", 15)
        .set("FAIL_DEVICE", 0);

    SourceFacts facts = ask();

    assertThat(facts.devices()).extracting(DeviceFacts::address).containsExactly(HIGH);
    assertThat(facts.report().status()).isEqualTo(Status.OK);
    assertThat(facts.report().message())
        .startsWith("device 0 is left out: nvmlDeviceGetHandleByIndex_v2 failed with 15: ")
        .contains("fallen off the bus");
  }

  @ParameterizedTest
  @CsvSource({
    "nvmlDeviceGetName, NAME",
    "nvmlDeviceGetUUID, UUID",
    "nvmlDeviceGetMemoryInfo, MEMORY_BYTES",
    "nvmlDeviceGetCudaComputeCapability, ARCH",
    "nvmlDeviceGetMigMode, MIG"
  })
  void aFailureCostsItsFactAlone(String function, Fact fact) throws Exception {
    knobs.set("FAIL", function).set("MIG", 1).set("INSTANCES", 1);

    assertThat(onlyDevice().facts()).doesNotContainKey(fact).hasSize(10);
    assertThat(onlyDevice().get(Fact.WARNING)).startsWith(function + " failed with 999: ");
  }

  @Test
  void whatTheSystemDoesNotTellCostsNoDevice() throws Exception {
    knobs.set("FAIL", "nvmlSystemGetDriverVersion");

    assertThat(ask().host()).containsOnlyKeys(Fact.CUDA_DRIVER);
    assertThat(ask().devices()).hasSize(1);
  }

  @Test
  void theLackOfLibcudaIsNoProblemOfNvml() throws Exception {
    knobs.set("FAIL", "nvmlSystemGetCudaDriverVersion_v2").set("FAIL_CODE", 12);

    assertThat(ask().host()).containsOnlyKeys(Fact.DRIVER_VERSION);
    assertThat(ask().report().message()).isNull();
  }

  @Test
  void anOlderDriverTellsLess() throws Exception {
    Path old = FakeLibrary.compile("nvml.c", folder.resolve("old/libnvidia-ml.so.1"), "OLD");

    assertThat(ask(old).devices().get(0).facts())
        .doesNotContainKeys(Fact.ARCH, Fact.MIG)
        .containsEntry(Fact.NAME, "NVIDIA H100 80GB HBM3")
        .containsEntry(Fact.WARNING, "the library has no nvmlDeviceGetCudaComputeCapability");
  }

  @Test
  void aLibraryThatIsNotNvmlIsRefused() {
    Path other =
        FakeLibrary.compile("nvml.c", folder.resolve("other/libnvidia-ml.so.1"), "NOT_NVML");

    assertThatThrownBy(() -> ask(other))
        .isInstanceOf(MissingFunctionException.class)
        .hasMessageContaining("nvmlInit_v2");
  }

  private DeviceFacts onlyDevice() throws Exception {
    return ask().devices().get(0);
  }

  private SourceFacts ask() throws Exception {
    return ask(library);
  }

  private static SourceFacts ask(Path file) throws Exception {
    return new NvmlQuery(kernelModule).ask(NativeFunctions.open(file), Map.of());
  }
}
