package io.mcv.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.testing.gpu.FakeLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmdSmiQueryTest {
  private static final PciAddress ADDRESS = new PciAddress(0, 0x0c, 0, 0);
  private static final PciAddress SECOND = new PciAddress(0, 0x0d, 0, 0);
  private static final Map<PciAddress, Integer> MI300X = Map.of(ADDRESS, 0x74a1, SECOND, 0x74a1);

  @TempDir private static Path folder;
  private static NativeFunctions library;

  private final FakeKnobs knobs = new FakeKnobs("FAKE_AMDSMI_");

  @BeforeAll
  static void load() {
    library = compiled("rocm-7");
  }

  @AfterEach
  void turnKnobsBack() {
    knobs.close();
  }

  @Test
  void aGpuIsToldWithAllItsFacts() throws Exception {
    int askedBefore = library.call("fake_asic_calls");

    SourceFacts told = ask(MI300X);

    assertThat(told.report().status()).isEqualTo(Status.OK);
    assertThat(told.report().version()).isEqualTo("26.1.0");
    assertThat(told.report().path()).isEqualTo(library.path().toString());
    assertThat(told.report().message()).isNull();
    assertThat(told.devices())
        .containsExactly(
            new DeviceFacts(
                ADDRESS,
                null,
                Map.of(
                    Fact.NAME, "AMD Instinct MI300X",
                    Fact.ARCH, "gfx942",
                    Fact.MULTIPROCESSORS, "304",
                    Fact.MEMORY_BYTES, "206141652992",
                    Fact.UUID, "GPU-0000000000001234",
                    Fact.AMDSMI_UUID, "00ff74a1-0000-1000-80e2-000000000000",
                    Fact.DRIVER, "amdgpu",
                    Fact.DRIVER_VERSION, "6.12.12",
                    Fact.COMPUTE_PARTITION, "SPX")));
    assertThat(library.call("fake_open_count")).isZero();
    assertThat(library.call("fake_asic_calls")).isEqualTo(askedBefore + 1);
  }

  @ParameterizedTest
  @MethodSource("generations")
  void everyGenerationIsReadInItsOwnLayout(
      int generation, String version, List<Integer> sizeAndOffsets, boolean tellsArch)
      throws Exception {
    NativeFunctions ofGeneration = compiled("gen-" + generation, "AMDSMI_GEN=" + generation);

    SourceFacts told = new AmdSmiQuery().ask(ofGeneration, MI300X);

    assertThat(ofGeneration.call("fake_asic_size")).isEqualTo(sizeAndOffsets.get(0));
    assertThat(ofGeneration.call("fake_vendor_id_offset")).isEqualTo(sizeAndOffsets.get(1));
    assertThat(ofGeneration.call("fake_device_id_offset")).isEqualTo(sizeAndOffsets.get(2));
    if (tellsArch) {
      assertThat(ofGeneration.call("fake_units_offset")).isEqualTo(sizeAndOffsets.get(3));
      assertThat(ofGeneration.call("fake_gfx_offset")).isEqualTo(sizeAndOffsets.get(4));
    }
    assertThat(told.report().version()).isEqualTo(version);
    assertThat(told.report().message()).isNull();
    DeviceFacts device = only(told);
    assertThat(device.get(Fact.WARNING)).isNull();
    assertThat(device.get(Fact.NAME)).isEqualTo("AMD Instinct MI300X");
    assertThat(device.get(Fact.ARCH)).isEqualTo(tellsArch ? "gfx942" : null);
    assertThat(device.get(Fact.MULTIPROCESSORS)).isEqualTo(tellsArch ? "304" : null);
    assertThat(device.get(Fact.DRIVER_VERSION)).isEqualTo("6.12.12");
    assertThat(device.get(Fact.UUID)).isEqualTo(generation < 64 ? null : "GPU-0000000000001234");
  }

  static Stream<Arguments> generations() {
    return Stream.of(
        arguments(57, "23.2.1", List.of(128, 64, 72), false),
        arguments(60, "23.4.2", List.of(256, 64, 136), false),
        arguments(61, "24.5.1", List.of(256, 64, 136), false),
        arguments(62, "24.6.2", List.of(448, 256, 328), false),
        arguments(63, "24.7.1", List.of(456, 256, 328, 376, 384), true),
        arguments(64, "25.4.2", List.of(896, 256, 520, 792, 800), true),
        arguments(70, "26.1.0", List.of(896, 256, 520, 792, 800), true));
  }

  @Test
  void theArchitectureOfRocm63IsDecodedFromDecimalDigits() throws Exception {
    knobs.set("GFX", 9010).set("DEVICE", 0x7408);
    NativeFunctions older = compiled("rocm-6.3", "AMDSMI_GEN=63");

    SourceFacts told = new AmdSmiQuery().ask(older, Map.of(ADDRESS, 0x7408));

    assertThat(only(told).get(Fact.ARCH)).isEqualTo("gfx90a");
  }

  @Test
  void anUnknownLayoutIsNotReadButOtherFactsAre() throws Exception {
    NativeFunctions unknown = compiled("unknown", "AMDSMI_SHIFT=8");

    DeviceFacts device = only(new AmdSmiQuery().ask(unknown, MI300X));

    assertThat(device.facts())
        .doesNotContainKeys(Fact.NAME, Fact.ARCH, Fact.MULTIPROCESSORS)
        .containsEntry(Fact.MEMORY_BYTES, "206141652992")
        .containsEntry(Fact.DRIVER_VERSION, "6.12.12");
    assertThat(device.get(Fact.WARNING)).contains("unknown amdsmi layout (build 26.1.0)");
  }

  @Test
  void aLayoutThatDoesNotTellTheDeviceOfTheBusIsUnknown() throws Exception {
    DeviceFacts device = only(ask(Map.of(ADDRESS, 0x740f)));

    assertThat(device.facts()).doesNotContainKeys(Fact.NAME, Fact.ARCH);
    assertThat(device.get(Fact.WARNING)).contains("unknown amdsmi layout");
  }

  @Test
  void aLayoutCannotBeToldOfADeviceThatIsNotOnTheBus() throws Exception {
    DeviceFacts device = only(ask(Map.of()));

    assertThat(device.facts()).doesNotContainKeys(Fact.NAME, Fact.ARCH);
    assertThat(device.get(Fact.WARNING)).contains("/sys has no 0000:0c:00.0");
  }

  @ParameterizedTest
  @ValueSource(longs = {0xfff, 99_999, 1L << 40})
  void whatIsNoArchitectureMakesTheLayoutUnknown(long version) throws Exception {
    knobs.set("GFX", version);

    DeviceFacts device = only(ask(MI300X));

    assertThat(device.facts()).doesNotContainKeys(Fact.NAME, Fact.ARCH);
    assertThat(device.get(Fact.WARNING)).contains("unknown amdsmi layout");
  }

  @Test
  void anArchitectureWithImpossibleComputeUnitsMakesTheLayoutUnknown() throws Exception {
    knobs.set("UNITS", 4096);

    DeviceFacts device = only(ask(MI300X));

    assertThat(device.get(Fact.WARNING)).contains("unknown amdsmi layout");
  }

  @Test
  void whatTheLibraryDoesNotSupportIsLeftOut() throws Exception {
    knobs.set("GFX", -1).set("UNITS", -1).set("FACTS", 2);

    DeviceFacts device = only(ask(MI300X));

    assertThat(device.facts()).containsExactly(Map.entry(Fact.NAME, "AMD Instinct MI300X"));
  }

  @Test
  void onlyFunctionsThatAllVersionsHaveAreNeeded() throws Exception {
    NativeFunctions bare = compiled("bare", "AMDSMI_BARE");

    SourceFacts told = new AmdSmiQuery().ask(bare, MI300X);

    assertThat(told.report().message()).isNull();
    assertThat(told.report().version()).isNull();
    assertThat(only(told).facts())
        .containsOnlyKeys(Fact.NAME, Fact.ARCH, Fact.MULTIPROCESSORS)
        .containsEntry(Fact.ARCH, "gfx942");
  }

  @Test
  void aLibraryThatIsNotAmdsmiIsRefused() {
    NativeFunctions hip =
        NativeFunctions.open(FakeLibrary.compile("amdhip.c", folder.resolve("libamdhip64.so")));

    assertThatThrownBy(() -> new AmdSmiQuery().ask(hip, MI300X))
        .isInstanceOf(MissingFunctionException.class)
        .hasMessageContaining("amdsmi_init");
  }

  @Test
  void anErrorAtTheStartIsReportedWithAdvice() throws Exception {
    knobs.set("INIT", 34);

    SourceFacts told = ask(MI300X);

    assertThat(told.devices()).isEmpty();
    assertThat(told.report().status()).isEqualTo(Status.FAILED);
    assertThat(told.report().code()).isEqualTo(34);
    assertThat(told.report().message())
        .contains("amdsmi_init", "DRIVER_NOT_LOADED", "modprobe amdgpu");
    assertThat(library.call("fake_open_count")).isZero();
  }

  @Test
  void theLibraryIsEndedAfterAnErrorToo() throws Exception {
    knobs.set("SOCKETS", 10);

    SourceFacts told = ask(MI300X);

    assertThat(told.report().status()).isEqualTo(Status.FAILED);
    assertThat(told.report().code()).isEqualTo(10);
    assertThat(told.report().message()).contains("amdsmi_get_socket_handles", "/dev/dri/renderD*");
    assertThat(library.call("fake_open_count")).isZero();
  }

  @Test
  void aSocketWithoutProcessorsIsReported() throws Exception {
    knobs.set("PROCESSORS", 31);

    SourceFacts told = ask(MI300X);

    assertThat(told.devices()).isEmpty();
    assertThat(told.report().message()).contains("amdsmi_get_processor_handles", "lspci -k");
  }

  @Test
  void anErrorAboutOneDeviceIsAWarningOfIt() throws Exception {
    knobs.set("ASIC", 14);

    DeviceFacts device = only(ask(MI300X));

    assertThat(device.get(Fact.WARNING)).contains("amdsmi_get_gpu_asic_info", "FILE_ERROR");
    assertThat(device.get(Fact.MEMORY_BYTES)).isEqualTo("206141652992");
  }

  @Test
  void partitionsAreOfOneFunctionOfTheBus() throws Exception {
    knobs.set("GPUS", 2).set("PARTS", 8);

    SourceFacts told = ask(MI300X);

    assertThat(told.devices()).hasSize(16);
    assertThat(told.devices().subList(0, 8)).extracting(DeviceFacts::address).containsOnly(ADDRESS);
    assertThat(told.devices().subList(8, 16)).extracting(DeviceFacts::address).containsOnly(SECOND);
    assertThat(told.devices())
        .extracting(DeviceFacts::partition)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(told.devices())
        .allSatisfy(
            device ->
                assertThat(device.facts())
                    .containsEntry(Fact.ARCH, "gfx942")
                    .containsEntry(Fact.COMPUTE_PARTITION, "CPX")
                    .containsEntry(Fact.MEMORY_BYTES, "25767706624"));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "0, 0"})
  void partitionsAreNumberedByWhateverTellsThemApart(int functions, int ids) throws Exception {
    knobs.set("PARTS", 3).set("FUNCTIONS", functions).set("PARTITION_IDS", ids);

    SourceFacts told = ask(MI300X);

    assertThat(told.devices())
        .extracting(DeviceFacts::address, DeviceFacts::partition)
        .containsExactly(tuple(ADDRESS, 0), tuple(ADDRESS, 1), tuple(ADDRESS, 2));
  }

  @Test
  void oneMoreGpuAtEachCallIsNoHarm() throws Exception {
    knobs.set("GROWS", 1);
    int devices = ask(MI300X).devices().size();

    assertThat(ask(MI300X).devices()).hasSize(devices + 1);
  }

  @ParameterizedTest
  @CsvSource({"0xffffffff, 2", "100000, 2", "1, 1", "0, 0"})
  void aWrongCountIsBounded(String count, int devices) throws Exception {
    knobs.set("GPUS", 2).set("COUNT", count);

    SourceFacts told = ask(MI300X);

    assertThat(told.devices()).hasSize(devices);
  }

  @Test
  void whatIsOddIsMadePrintableOrLeftOut() throws Exception {
    PciAddress farAway = new PciAddress(0x10000, 0x0c, 0, 0);
    knobs
        .set("DOMAIN", 0x10000)
        .set("DEVICE", 0x1586)
        .set("TYPE", 6)
        .set("GFX", 0x1151)
        .set("VENDOR", "")
        .set("NAME", "Strix\033[2J\nHalo")
        .set("DRIVER", "Linuxversion6.8.0-79-generic(buildd@x)");

    DeviceFacts device = only(ask(Map.of(farAway, 0x1586)));

    assertThat(device.address()).isEqualTo(farAway);
    assertThat(device.facts())
        .containsEntry(Fact.NAME, "Strix\ufffd[2J\ufffdHalo")
        .containsEntry(Fact.ARCH, "gfx1151")
        .containsEntry(Fact.INTEGRATED, "true")
        .doesNotContainKeys(Fact.DRIVER, Fact.DRIVER_VERSION, Fact.WARNING);
  }

  @Test
  void anAddressBeyondAllDomainsIsReported() throws Exception {
    knobs.set("DOMAIN", 0x1_0000_0000L);

    SourceFacts told = ask(MI300X);

    assertThat(told.devices()).isEmpty();
    assertThat(told.report().message()).contains("0x1000000000c00 is no address");
  }

  private static DeviceFacts only(SourceFacts told) {
    assertThat(told.devices()).hasSize(1);
    return told.devices().get(0);
  }

  private static SourceFacts ask(Map<PciAddress, Integer> deviceIds) throws Exception {
    return new AmdSmiQuery().ask(library, deviceIds);
  }

  private static NativeFunctions compiled(String name, String... defines) {
    return NativeFunctions.open(
        FakeLibrary.compile("amdsmi.c", folder.resolve(name).resolve("libamd_smi.so"), defines));
  }
}
