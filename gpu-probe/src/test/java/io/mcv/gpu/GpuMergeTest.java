package io.mcv.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.gpu.model.Vendor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuMergeTest {
  private static final PciAddress FIRST = new PciAddress(0, 0x41, 0, 0);
  private static final PciAddress SECOND = new PciAddress(0, 0xc1, 0, 0);

  @Test
  void devicesAreJoinedByAddressAndSortedByIt() {
    GpuReport report =
        merge(
            Map.of(),
            told(
                Source.SYSFS,
                device(SECOND, Fact.PCI_VENDOR, "1002", Fact.PCI_DEVICE, "740f"),
                device(FIRST, Fact.PCI_VENDOR, "10de", Fact.NUMA_NODE, "1"),
                device(null, Fact.NAME, "board")),
            told(Source.KFD, device(SECOND, Fact.ARCH, "gfx90a", Fact.NAME, "node")),
            told(Source.LIBCUDA, device(FIRST, Fact.ARCH, "90", Fact.NAME, "H100")));

    assertThat(report.gpus()).extracting(Gpu::name).containsExactly("H100", "node", "board");
    assertThat(report.gpus()).extracting(Gpu::id).containsExactly(0, 1, 2);
    assertThat(report.gpus())
        .extracting(Gpu::vendor)
        .containsExactly(Vendor.NVIDIA, Vendor.AMD, Vendor.OTHER);
    assertThat(report.gpus()).extracting(Gpu::arch).containsExactly("90", "gfx90a", null);
    assertThat(report.gpus()).extracting(Gpu::backend).containsExactly("cuda", "hip", "unknown");
    assertThat(report.gpus()).extracting(Gpu::warpSize).containsExactly(32, 64, 0);
    Gpu gpu = report.gpus().get(0);
    assertThat(gpu.pci()).isNotNull().extracting("vendor", "numaNode").containsExactly(0x10de, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "LIBCUDA, NVML, LIBCUDA",
    "KFD, AMDSMI, KFD",
    "AMDSMI, HIP, AMDSMI",
    "SYSFS, HIP, HIP"
  })
  void theBetterSourceOfAnArchitectureIsTakenAndDisagreementTold(
      Source one, Source other, ArchSource better) {
    boolean firstIsBetter = one.name().equals(better.name());
    GpuReport report =
        merge(
            Map.of(),
            told(one, device(FIRST, Fact.ARCH, "gfx942", Fact.ARCH_SOURCE, id(one))),
            told(other, device(FIRST, Fact.ARCH, "gfx90a", Fact.ARCH_SOURCE, id(other))));

    Gpu gpu = report.gpus().get(0);
    assertThat(gpu.arch()).isEqualTo(firstIsBetter ? "gfx942" : "gfx90a");
    assertThat(gpu.archSource()).isEqualTo(better);
    assertThat(gpu.warnings())
        .singleElement()
        .asString()
        .startsWith(better.id() + " says " + gpu.arch())
        .contains(id(firstIsBetter ? other : one) + " says ")
        .endsWith(": " + gpu.arch() + " is taken");
  }

  private static String id(Source source) {
    return source == Source.SYSFS ? ArchSource.PCI_TABLE.id() : source.id();
  }

  @Test
  void aGuessContradictsNobody() {
    Gpu gpu =
        merge(
                Map.of(),
                told(Source.SYSFS, device(FIRST, Fact.ARCH, "86", Fact.ARCH_SOURCE, "inferred")),
                told(Source.NVML, device(FIRST, Fact.ARCH, "89")))
            .gpus()
            .get(0);

    assertThat(gpu.arch()).isEqualTo("89");
    assertThat(gpu.warnings()).isEmpty();
  }

  @Test
  void partsOfADeviceHaveWhatIsToldOfThemBeforeWhatIsToldOfTheWhole() {
    GpuReport report =
        merge(
            Map.of(),
            told(
                Source.SYSFS,
                device(
                    FIRST,
                    Fact.PCI_VENDOR,
                    "1002",
                    Fact.MEMORY_BYTES,
                    "192",
                    Fact.COMPUTE_PARTITION,
                    "CPX",
                    Fact.NAME,
                    "MI308X")),
            told(
                Source.KFD,
                part(1, Fact.ARCH, "gfx942", Fact.MEMORY_BYTES, "48"),
                part(0, Fact.ARCH, "gfx942", Fact.MEMORY_BYTES, "47")));

    assertThat(report.gpus()).extracting(Gpu::memoryBytes).containsExactly(47L, 48L);
    assertThat(report.gpus()).extracting(Gpu::name).containsOnly("MI308X");
    assertThat(report.gpus())
        .extracting(Gpu::partition)
        .containsExactly(
            new Gpu.Partition(0, "CPX", null, null), new Gpu.Partition(1, "CPX", null, null));
  }

  @Test
  void anInstanceOfMigHasItsOwnMemoryAndTheDriverThatNvmlTells() {
    GpuReport report =
        merge(
            Map.of(),
            told(Source.SYSFS, device(FIRST, Fact.PCI_VENDOR, "10de", Fact.DRIVER, "nvidia")),
            new SourceFacts(
                report(Source.LIBCUDA, Status.OK, null, null),
                Map.of(Fact.CUDA_DRIVER, "12080"),
                List.of(device(FIRST, Fact.MIG, "1g.10gb", Fact.MEMORY_BYTES, "10"))),
            new SourceFacts(
                report(Source.NVML, Status.OK, null, null),
                Map.of(Fact.CUDA_DRIVER, "12090", Fact.DRIVER_VERSION, "570.1"),
                List.of(device(FIRST, Fact.MIG, "enabled", Fact.MEMORY_BYTES, "80"))));

    Gpu gpu = report.gpus().get(0);
    assertThat(gpu.memoryBytes()).isEqualTo(10);
    assertThat(gpu.partition()).isEqualTo(new Gpu.Partition(null, null, null, "1g.10gb"));
    assertThat(gpu.driver()).isEqualTo(new Gpu.Driver("nvidia", "570.1"));
    assertThat(gpu.cudaDriver()).isEqualTo(12080);
  }

  @Test
  void memoryIsWhatNvidiaSmiShows() {
    Gpu gpu =
        merge(
                Map.of(),
                told(Source.LIBCUDA, device(FIRST, Fact.MEMORY_BYTES, "79")),
                told(Source.NVML, device(FIRST, Fact.MEMORY_BYTES, "80")))
            .gpus()
            .get(0);

    assertThat(gpu.memoryBytes()).isEqualTo(80);
  }

  @Test
  void aDeviceOfAnotherDriverHasNoVersionOfCuda() {
    Gpu gpu =
        merge(
                Map.of(),
                told(Source.SYSFS, device(FIRST, Fact.PCI_VENDOR, "10de", Fact.DRIVER, "vfio-pci")),
                new SourceFacts(
                    report(Source.NVML, Status.OK, null, null),
                    Map.of(Fact.CUDA_DRIVER, "12090", Fact.DRIVER_VERSION, "570.1"),
                    List.of()))
            .gpus()
            .get(0);

    assertThat(gpu.cudaDriver()).isNull();
    assertThat(gpu.driver()).isEqualTo(new Gpu.Driver("vfio-pci", null));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "10.3.0, gfx1030, 'HSA_OVERRIDE_GFX_VERSION=10.3.0 makes programs see gfx1030', 32",
        "9.0.10, gfx90a, 'HSA_OVERRIDE_GFX_VERSION=9.0.10 makes programs see gfx90a', 64",
        "11.0.1, -, 'HSA_OVERRIDE_GFX_VERSION=11.0.1 makes programs see gfx1101', 32",
        "10.3, -, 'HSA_OVERRIDE_GFX_VERSION=10.3 is no version such as 10.3.0', 32",
        "10.3.99, -, 'HSA_OVERRIDE_GFX_VERSION=10.3.99 is no version such as 10.3.0', 32"
      })
  void anOverrideIsTold(String value, @Nullable String arch, String warning, int warpSize) {
    Gpu gpu =
        merge(
                Map.of("HSA_OVERRIDE_GFX_VERSION", value),
                told(Source.KFD, device(FIRST, Fact.ARCH, "gfx1101", Fact.WARP_SIZE, "32")))
            .gpus()
            .get(0);

    assertThat(gpu.arch()).isEqualTo("gfx1101");
    assertThat(gpu.archOverride()).isEqualTo(arch);
    assertThat(gpu.effectiveArch()).isEqualTo(arch == null ? "gfx1101" : arch);
    assertThat(gpu.warpSize()).isEqualTo(warpSize);
    assertThat(gpu.warnings()).singleElement().asString().startsWith(warning);
  }

  @Test
  void theOverrideOfANodeComesBeforeThatOfAll() {
    GpuReport report =
        merge(
            Map.of("HSA_OVERRIDE_GFX_VERSION", "10.3.0", "HSA_OVERRIDE_GFX_VERSION_2", "11.0.0"),
            told(
                Source.KFD,
                device(FIRST, Fact.ARCH, "gfx1031", Fact.KFD_NODE, "1"),
                device(SECOND, Fact.ARCH, "gfx1101", Fact.KFD_NODE, "2")),
            told(Source.LIBCUDA, device(new PciAddress(0, 0xd1, 0, 0), Fact.ARCH, "90")));

    assertThat(report.gpus())
        .extracting(Gpu::archOverride)
        .containsExactly("gfx1030", "gfx1100", null);
    assertThat(report.environment())
        .containsOnlyKeys("HSA_OVERRIDE_GFX_VERSION", "HSA_OVERRIDE_GFX_VERSION_2");
  }

  @Test
  void whatIsWrongWithLibrariesIsAWarning() {
    GpuReport report =
        merge(
            Map.of("PATH", "/bin", "CUDA_VISIBLE_DEVICES", "0\u001b"),
            new SourceFacts(
                report(Source.NVIDIA_PROC, Status.ABSENT, null, "not loaded"),
                Map.of(Fact.WARNING, "no nvidia-uvm"),
                List.of()),
            SourceFacts.none(report(Source.LIBCUDA, Status.FAILED, 803, "reboot")),
            SourceFacts.none(report(Source.NVML, Status.OK, null, "a note")),
            SourceFacts.none(report(Source.HIP, Status.SKIPPED, null, null)));

    assertThat(report.warnings())
        .containsExactly("no nvidia-uvm", "libcuda: reboot", "nvml: a note");
    assertThat(report.environment()).containsExactly(Map.entry("CUDA_VISIBLE_DEVICES", "0\ufffd"));
    assertThat(report.sources()).hasSize(4);
  }

  @Test
  void hostileNumbersAreLeftOut() {
    Gpu gpu =
        merge(
                Map.of(),
                told(
                    Source.SYSFS,
                    device(
                        FIRST,
                        Fact.PCI_VENDOR,
                        "10de",
                        Fact.PCI_DEVICE,
                        "-1",
                        Fact.NUMA_NODE,
                        "99999999999",
                        Fact.MEMORY_BYTES,
                        "1e9",
                        Fact.PCI_CLASS,
                        "123456789")))
            .gpus()
            .get(0);

    assertThat(gpu.memoryBytes()).isNull();
    assertThat(gpu.pci())
        .isNotNull()
        .extracting("device", "classCode", "numaNode")
        .containsExactly(0, 0, null);
  }

  static GpuReport merge(Map<String, String> environment, SourceFacts... sources) {
    return new GpuMerge(List.of(sources), environment).report();
  }

  static SourceFacts told(Source source, DeviceFacts... devices) {
    return new SourceFacts(report(source, Status.OK, null, null), Map.of(), List.of(devices));
  }

  static SourceReport report(
      Source source, Status status, @Nullable Integer code, @Nullable String message) {
    return new SourceReport(source, status, null, null, code, message, null);
  }

  static DeviceFacts device(@Nullable PciAddress address, Object... factsAndValues) {
    return new DeviceFacts(address, null, facts(factsAndValues));
  }

  private static DeviceFacts part(int partition, Object... factsAndValues) {
    return new DeviceFacts(FIRST, partition, facts(factsAndValues));
  }

  private static Map<Fact, String> facts(Object... factsAndValues) {
    Map<Fact, String> facts = new java.util.EnumMap<>(Fact.class);
    for (int i = 0; i < factsAndValues.length; i += 2) {
      facts.put((Fact) factsAndValues[i], (String) factsAndValues[i + 1]);
    }
    return facts;
  }
}
