package io.mcv.gpu.library;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

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

class CudaQueryTest {
  private static final PciAddress FIRST = new PciAddress(0, 0x41, 0, 0);
  private static final PciAddress SECOND = new PciAddress(0, 0x0b, 0, 0);

  @TempDir private static Path folder;
  private static Path library;
  private static Path kernelModule;

  private final FakeKnobs knobs = new FakeKnobs("FAKE_CUDA_");

  @BeforeAll
  static void compile() throws IOException {
    library = FakeLibrary.compile("cuda.c", folder.resolve("libcuda.so.580.65.06"));
    kernelModule = Files.writeString(folder.resolve("version"), "575.57.08\n");
  }

  @AfterEach
  void turnKnobsBack() {
    knobs.close();
  }

  @Test
  void tellsAllOfADevice() throws Exception {
    SourceFacts facts = ask();

    assertThat(facts.report())
        .isEqualTo(
            new SourceReport(
                Source.LIBCUDA, Status.OK, library.toString(), "580.65.06", null, null, null));
    assertThat(facts.host()).containsExactly(entry(Fact.CUDA_DRIVER, "13000"));
    assertThat(facts.devices())
        .containsExactly(
            new DeviceFacts(
                FIRST,
                null,
                Map.of(
                    Fact.NAME, "NVIDIA H100 80GB HBM3",
                    Fact.UUID, "GPU-eaf23aa1-4d3d-596c-da66-b86b0e5db584",
                    Fact.ARCH, "90",
                    Fact.WARP_SIZE, "32",
                    Fact.MULTIPROCESSORS, "132",
                    Fact.MEMORY_BYTES, "85017624576",
                    Fact.INTEGRATED, "false")));
  }

  @Test
  void keepsDevicesInCudasOrderEachWithItsAddress() throws Exception {
    knobs.set("COUNT", 2);

    assertThat(ask().devices())
        .extracting(DeviceFacts::address, device -> device.get(Fact.UUID))
        .containsExactly(
            tuple(FIRST, "GPU-eaf23aa1-4d3d-596c-da66-b86b0e5db584"),
            tuple(SECOND, "GPU-eaf23aa1-4d3d-596c-da66-b86b0e5db585"));
  }

  @ParameterizedTest
  @CsvSource({"75,75", "90,90", "121,121"})
  void writesComputeCapabilitiesAsTritonDoes(String capability, String arch) throws Exception {
    knobs.set("CC", capability);

    assertThat(onlyDevice().get(Fact.ARCH)).isEqualTo(arch);
  }

  @Test
  void anImpossibleComputeCapabilityIsNoArchitecture() throws Exception {
    knobs.set("CC", -10);

    assertThat(onlyDevice().get(Fact.ARCH)).isNull();
    assertThat(onlyDevice().get(Fact.WARNING)).contains("-1.0");
  }

  @Test
  void aDeviceOfNoPciBusHasNoAddress() throws Exception {
    knobs.set("ADDRESS", "0000:00:00.0");

    assertThat(onlyDevice().address()).isNull();
  }

  @Test
  void unifiedMemoryIsNotTheDevices() throws Exception {
    knobs.set("INTEGRATED", 1);

    assertThat(onlyDevice().facts())
        .containsEntry(Fact.INTEGRATED, "true")
        .doesNotContainKeys(Fact.MEMORY_BYTES, Fact.WARNING);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void impossibleMemoryIsNotTold(long bytes) throws Exception {
    knobs.set("MEMORY", bytes);

    assertThat(onlyDevice().facts())
        .doesNotContainKey(Fact.MEMORY_BYTES)
        .containsEntry(Fact.WARNING, "the memory is told as " + bytes + ", which cannot be");
  }

  @Test
  void aDeviceClosedToProgramsIsNotVisible() throws Exception {
    knobs.set("COMPUTE_MODE", 2);

    assertThat(onlyDevice().get(Fact.VISIBLE)).isEqualTo("false");
    assertThat(onlyDevice().get(Fact.HIDDEN_BY))
        .contains("Prohibited")
        .contains("nvidia-smi -c DEFAULT -i 0000:41:00.0");
  }

  @Test
  void anInstanceOfMigIsToldByItsName() throws Exception {
    knobs.set("NAME", "NVIDIA H100 80GB HBM3 MIG 1g.10gb");

    assertThat(onlyDevice().partition()).isNull();
    assertThat(onlyDevice().facts())
        .containsEntry(Fact.NAME, "NVIDIA H100 80GB HBM3")
        .containsEntry(Fact.MIG, "1g.10gb")
        .containsEntry(Fact.UUID, "MIG-eaf23aa1-4d3d-596c-da66-b86b0e5db584");
  }

  @Test
  void instancesAtOneAddressAreNumbered() throws Exception {
    knobs.set("COUNT", 2).set("NAME", "NVIDIA A100 MIG 3g.20gb").set("ADDRESS", "0000:41:00.0");

    assertThat(ask().devices()).extracting(DeviceFacts::partition).containsExactly(0, 1);
  }

  @Test
  void namesAreMadePrintable() throws Exception {
    knobs.set("NAME", "NVIDIA\u001b[31m\nH100");

    assertThat(onlyDevice().get(Fact.NAME)).isEqualTo("NVIDIA\ufffd[31m\ufffdH100");
  }

  @Test
  void aLongNameIsCut() throws Exception {
    knobs.set("NAME", "N".repeat(5000));

    assertThat(onlyDevice().get(Fact.NAME)).hasSize(255);
  }

  @ParameterizedTest
  @CsvSource({
    "2, OUT_OF_MEMORY, free",
    "3, NOT_INITIALIZED, dmesg",
    "36, CALL_REQUIRES_NEWER_DRIVER, update the host's driver",
    "46, DEVICE_UNAVAILABLE, -c DEFAULT",
    "100, NO_DEVICE, CUDA_VISIBLE_DEVICES",
    "101, INVALID_DEVICE, nvidia-smi -L",
    "214, ECC_UNCORRECTABLE, dmesg",
    "304, OPERATING_SYSTEM, nvidia-modprobe",
    "800, NOT_PERMITTED, rights",
    "801, NOT_SUPPORTED, newer driver",
    "802, SYSTEM_NOT_READY, nvidia-fabricmanager",
    "803, SYSTEM_DRIVER_MISMATCH, '(library 580.65.06, kernel module 575.57.08)'",
    "804, COMPAT_NOT_SUPPORTED_ON_DEVICE, /usr/local/cuda/compat",
    "805, MPS_CONNECTION_FAILED, CUDA_MPS_PIPE_DIRECTORY",
    "806, MPS_RPC_FAILURE, start the daemon again",
    "807, MPS_SERVER_NOT_READY, try again",
    "808, MPS_MAX_CLIENTS_REACHED, end some",
    "809, MPS_MAX_CONNECTIONS_REACHED, CUDA_DEVICE_MAX_CONNECTIONS",
    "810, MPS_CLIENT_TERMINATED, log",
    "999, UNKNOWN, nvidia_uvm"
  })
  void anErrorAtTheStartIsExplained(int code, String name, String advice) throws Exception {
    knobs.set("INIT", code);

    SourceFacts facts = ask();

    assertThat(facts.devices()).isEmpty();
    assertThat(facts.report().status()).isEqualTo(Status.FAILED);
    assertThat(facts.report().code()).isEqualTo(code);
    assertThat(facts.report().message())
        .startsWith("cuInit failed with " + code + ": CUDA_ERROR_" + name + ": ")
        .containsPattern(": [^;]+; ")
        .contains(advice)
        .doesNotContain("\n");
  }

  @Test
  void anErrorOfUnknownNameIsReportedByItsCode() throws Exception {
    knobs.set("INIT", 12345);

    assertThat(ask().report().message()).startsWith("cuInit failed with 12345: unknown error: ");
  }

  @Test
  void theDriversVersionIsToldEvenIfNoDeviceIsVisible() throws Exception {
    knobs.set("INIT", 100);

    assertThat(ask().host()).containsExactly(entry(Fact.CUDA_DRIVER, "13000"));
  }

  @ParameterizedTest
  @ValueSource(ints = {803, 804})
  void aLibraryThatDoesNotFitTheDriverTellsNoVersionOfIt(int code) throws Exception {
    knobs.set("INIT", code);

    assertThat(ask().host()).isEmpty();
  }

  @Test
  void aStubIsNoDriver() {
    knobs.set("INIT", 34);

    assertThatThrownBy(this::ask)
        .hasMessageStartingWith(library + ": CUDA_ERROR_STUB_LIBRARY")
        .hasMessageContaining("install the driver")
        .asInstanceOf(type(StubLibraryException.class))
        .returns(34, StubLibraryException::code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "257", "2147483647"})
  void anImpossibleCountIsRefused(String count) throws Exception {
    knobs.set("COUNT", count);

    SourceFacts facts = ask();

    assertThat(facts.devices()).isEmpty();
    assertThat(facts.report().status()).isEqualTo(Status.FAILED);
    assertThat(facts.report().code()).isNull();
    assertThat(facts.report().message()).contains("told of " + count + " devices");
  }

  @Test
  void devicesThatAreCountedButNotThereAreLeftOut() throws Exception {
    knobs.set("COUNT", 16);

    SourceFacts facts = ask();

    assertThat(facts.devices()).hasSize(8);
    assertThat(facts.report().status()).isEqualTo(Status.OK);
    assertThat(facts.report().message())
        .startsWith("device 8 is left out: cuDeviceGet failed with 101: CUDA_ERROR_INVALID_DEVICE")
        .endsWith(". And 6 more");
  }

  @Test
  void noDevicesAreNoFailure() throws Exception {
    knobs.set("COUNT", 0);

    assertThat(ask().report().status()).isEqualTo(Status.OK);
    assertThat(ask().devices()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cuDeviceGetName, NAME",
    "cuDeviceGetUuid_v2, UUID",
    "cuDeviceTotalMem_v2, MEMORY_BYTES",
    "cuDeviceGetAttribute, ARCH"
  })
  void aFailureCostsItsFactOfItsDeviceAlone(String function, Fact fact) throws Exception {
    knobs.set("COUNT", 2).set("FAIL", function).set("FAIL_DEVICE", 1);

    SourceFacts facts = ask();

    assertThat(facts.report().status()).isEqualTo(Status.OK);
    assertThat(facts.devices()).hasSize(2);
    assertThat(facts.devices().get(0).facts()).containsKey(fact).doesNotContainKey(Fact.WARNING);
    assertThat(facts.devices().get(1).facts()).doesNotContainKey(fact);
    assertThat(facts.devices().get(1).get(Fact.WARNING))
        .startsWith(function + " failed with 999: CUDA_ERROR_UNKNOWN: ")
        .containsOnlyOnce("modprobe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuDeviceGet", "cuDeviceGetPCIBusId"})
  void aDeviceWhoseAddressIsUnknownIsLeftOut(String function) throws Exception {
    knobs.set("COUNT", 2).set("FAIL", function).set("FAIL_DEVICE", 0);

    SourceFacts facts = ask();

    assertThat(facts.devices()).extracting(DeviceFacts::address).containsExactly(SECOND);
    assertThat(facts.report().message())
        .startsWith("device 0 is left out: " + function + " failed with 999");
    assertThat(facts.host()).containsEntry(Fact.UNPLACED_DEVICES, "1");
  }

  @Test
  void anAddressThatIsNoneIsLeftOut() throws Exception {
    knobs.set("ADDRESS", "../../x");

    assertThat(ask().devices()).isEmpty();
    assertThat(ask().report().message()).contains("\"../../x\", which is no address");
  }

  @ParameterizedTest
  @CsvSource({"VERSION, -5", "VERSION, 2000000", "FAIL, cuDriverGetVersion"})
  void aVersionThatIsNoneIsNotTold(String knob, String value) throws Exception {
    knobs.set(knob, value);

    assertThat(ask().host()).isEmpty();
    assertThat(ask().devices()).hasSize(1);
    assertThat(ask().report().message()).startsWith("cuDriverGetVersion ");
  }

  @Test
  void anOlderDriverTellsInstancesTheUuidOfTheirDevice() throws Exception {
    Path old = FakeLibrary.compile("cuda.c", folder.resolve("old/libcuda.so.1"), "WITHOUT_UUID_V2");
    knobs.set("NAME", "NVIDIA A100 MIG 1g.5gb");

    SourceFacts facts = ask(old);

    assertThat(facts.report().version()).isNull();
    assertThat(facts.devices().get(0).get(Fact.UUID))
        .isEqualTo("GPU-eaf23aa1-4d3d-596c-da66-b86b0e5db584");
  }

  @Test
  void missingFunctionsCostTheirFactsAlone() throws Exception {
    Path lacking =
        FakeLibrary.compile(
            "cuda.c",
            folder.resolve("lacking/libcuda.so.1"),
            "WITHOUT_UUID_V2",
            "WITHOUT_UUID",
            "WITHOUT_MEMORY");

    DeviceFacts device = ask(lacking).devices().get(0);

    assertThat(device.facts())
        .containsEntry(Fact.ARCH, "90")
        .containsEntry(
            Fact.WARNING,
            "the library has no cuDeviceGetUuid. Also, the library has no cuDeviceTotalMem_v2")
        .doesNotContainKeys(Fact.UUID, Fact.MEMORY_BYTES);
  }

  @Test
  void aLibraryThatIsNotCudaIsRefused() {
    Path other = FakeLibrary.compile("cuda.c", folder.resolve("other/libcuda.so.1"), "NOT_CUDA");

    assertThatThrownBy(() -> ask(other))
        .isInstanceOf(MissingFunctionException.class)
        .hasMessageContaining(other.toString())
        .hasMessageContaining("cuInit");
  }

  private DeviceFacts onlyDevice() throws Exception {
    return ask().devices().get(0);
  }

  private SourceFacts ask() throws Exception {
    return ask(library);
  }

  private static SourceFacts ask(Path file) throws Exception {
    return new CudaQuery(kernelModule).ask(NativeFunctions.open(file), Map.of());
  }
}
