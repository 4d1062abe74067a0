package io.mcv.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.testing.gpu.FakeLibrary;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HipQueryTest {
  private static final PciAddress ADDRESS = new PciAddress(0, 0x0c, 0, 0);
  private static final PciAddress SECOND = new PciAddress(0, 0x0d, 0, 0);

  @TempDir private static Path folder;
  private static NativeFunctions library;

  private final FakeKnobs knobs = new FakeKnobs("FAKE_HIP_");

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
    SourceFacts told = ask();

    assertThat(told.report().status()).isEqualTo(Status.OK);
    assertThat(told.report().message()).isNull();
    assertThat(library.call("fake_properties_size")).isEqualTo(1472);
    assertThat(library.call("fake_arch_offset")).isEqualTo(1160);
    assertThat(told.devices())
        .containsExactly(
            new DeviceFacts(
                ADDRESS,
                null,
                Map.of(
                    Fact.NAME, "AMD Instinct MI300X",
                    Fact.UUID, "GPU-0000000000001234",
                    Fact.ARCH, "gfx942",
                    Fact.WARP_SIZE, "64",
                    Fact.MULTIPROCESSORS, "304")));
  }

  @Test
  void wavefrontsOfRdnaAreToldAsTheyAre() throws Exception {
    knobs.set("ARCH", "gfx1100").set("WARP", 32).set("UUID", "XXXXXXXXXXXXXXXX");

    assertThat(ask().devices().get(0).facts())
        .containsEntry(Fact.ARCH, "gfx1100")
        .containsEntry(Fact.WARP_SIZE, "32")
        .doesNotContainKey(Fact.UUID);
  }

  @Test
  void devicesOfOneBusAreItsPartitions() throws Exception {
    knobs.set("COUNT", 3).set("SAME_BUS", 1);

    assertThat(ask().devices())
        .extracting(DeviceFacts::address, DeviceFacts::partition)
        .containsExactly(tuple(ADDRESS, 0), tuple(ADDRESS, 1), tuple(ADDRESS, 2));
  }

  @Test
  void devicesOfOtherBusesAreWhole() throws Exception {
    knobs.set("COUNT", 2);

    assertThat(ask().devices())
        .extracting(DeviceFacts::address, DeviceFacts::partition)
        .containsExactly(tuple(ADDRESS, null), tuple(SECOND, null));
  }

  @Test
  void aLibraryWithTheOldStructureAloneIsNotAskedForIt() throws Exception {
    SourceFacts told = new HipQuery().ask(compiled("rocm-5", "HIP_LEGACY"), Map.of());

    assertThat(told.devices()).isEmpty();
    assertThat(told.report().status()).isEqualTo(Status.FAILED);
    assertThat(told.report().code()).isNull();
    assertThat(told.report().message()).contains("older than ROCm 6");
  }

  @ParameterizedTest
  @CsvSource({"INIT, 3, hipInit", "INIT, 100, hipInit", "COUNT_ERROR, 35, hipGetDeviceCount"})
  void anErrorIsReportedWithAdvice(String knob, int code, String function) throws Exception {
    knobs.set(knob, code);

    SourceFacts told = ask();

    assertThat(told.devices()).isEmpty();
    assertThat(told.report().status()).isEqualTo(Status.FAILED);
    assertThat(told.report().code()).isEqualTo(code);
    assertThat(told.report().message()).contains(function, "hipError", "; ");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 100_000})
  void aWrongCountIsRefused(int count) throws Exception {
    knobs.set("COUNT", count);

    SourceFacts told = ask();

    assertThat(told.devices()).isEmpty();
    assertThat(told.report().status()).isEqualTo(Status.FAILED);
    assertThat(told.report().message()).contains("hipGetDeviceCount", Integer.toString(count));
  }

  @Test
  void propertiesWithoutArchitectureAreNotRead() throws Exception {
    knobs.set("ARCH", "Radeon\033[2J");

    DeviceFacts device = ask().devices().get(0);

    assertThat(device.facts())
        .containsEntry(Fact.WARP_SIZE, "64")
        .doesNotContainKeys(Fact.ARCH, Fact.NAME, Fact.UUID);
    assertThat(device.get(Fact.WARNING)).contains("unknown layout of the properties of HIP");
  }

  @Test
  void namesAreMadePrintable() throws Exception {
    knobs.set("NAME", "MI\007\n300");

    DeviceFacts device = ask().devices().get(0);

    assertThat(device.get(Fact.NAME)).isEqualTo("MI\ufffd\ufffd300");
  }

  @Test
  void anErrorAboutOneDeviceIsAWarningOfIt() throws Exception {
    knobs.set("PROPERTIES_ERROR", 101);

    DeviceFacts device = ask().devices().get(0);

    assertThat(device.facts()).doesNotContainKey(Fact.ARCH);
    assertThat(device.get(Fact.WARNING)).contains("hipErrorInvalidDevice");
  }

  @Test
  void aDeviceWithoutAddressIsLeftOutAndReported() throws Exception {
    knobs.set("ATTRIBUTE_ERROR", 999);

    SourceFacts told = ask();

    assertThat(told.devices()).isEmpty();
    assertThat(told.report().message()).contains("hipDeviceGetAttribute", "hipErrorUnknown");
  }

  private static SourceFacts ask() throws Exception {
    return new HipQuery().ask(library, Map.of());
  }

  private static NativeFunctions compiled(String name, String... defines) {
    return NativeFunctions.open(
        FakeLibrary.compile("amdhip.c", folder.resolve(name).resolve("libamdhip64.so"), defines));
  }
}
