package io.mcv.gpu.sysfs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.HardwareReport;
import io.mcv.gpu.model.PciIdentity;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.names.ProductNames;
import io.mcv.testing.gpu.FakeHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the files of each fake host tell, against {@code facts.txt}; and the rules behind it. */
class HostFactsTest {
  private static final List<String> HOSTS = FakeHost.names();

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("HOSTS")
  void aHostTellsWhatIsWrittenDownForIt(String host) throws IOException {
    SystemRoot root = root(host);

    String told =
        SystemSources.read(root).stream().map(facts -> text(root, facts)).collect(joining())
            + HostCpu.read(root)
            + "\n"
            + HardwareScan.read(root, ProductNames.of(folder, Map.of())).devices().stream()
                .map(device -> text(device) + "\n")
                .collect(joining());

    assertThat(told).isEqualTo(expected(host));
  }

  @Test
  void cardsOfClass0300CountAsMuchAsThoseOfServers() {
    assertThat(devices("rtx-4090", Source.SYSFS))
        .singleElement()
        .extracting(device -> device.get(Fact.PCI_CLASS), device -> device.get(Fact.ARCH))
        .containsExactly("030000", "89");
  }

  @Test
  void theArchitectureOfAmdIsThatOfTheComputeTopology() {
    assertThat(arch("mi210")).isEqualTo("gfx90a");
    assertThat(arch("mi250")).isEqualTo("gfx90a");
    assertThat(arch("mi300x-8")).isEqualTo("gfx942");
    assertThat(arch("mi355x")).isEqualTo("gfx950");
    assertThat(arch("rx-6800")).isEqualTo("gfx1030");
    assertThat(arch("rx-7900")).isEqualTo("gfx1100");
    assertThat(arch("strix-halo")).isEqualTo("gfx1151");
  }

  @Test
  void aWavefrontHasTheThreadsThatTritonCompilesFor() {
    assertThat(devices("rx-7900-wave64", Source.KFD))
        .singleElement()
        .satisfies(
            device -> {
              assertThat(device.get(Fact.WARP_SIZE)).isEqualTo("32");
              assertThat(device.get(Fact.WARNING)).contains("64 threads", "gfx1100 for 32");
            });
    assertThat(devices("mi210", Source.KFD).get(0).get(Fact.WARP_SIZE)).isEqualTo("64");
  }

  @Test
  void partitionsBelongToTheFunctionThatIsOnTheBus() {
    assertThat(devices("mi308x-cpx", Source.KFD))
        .extracting(device -> device.address() + " " + device.partition())
        .containsExactly(
            "0000:0a:00.0 0",
            "0000:0a:00.0 1",
            "0000:0a:00.0 2",
            "0000:0a:00.0 3",
            "0000:80:00.0 0",
            "0000:80:00.0 1",
            "0000:80:00.0 2",
            "0000:80:00.0 3");
  }

  @Test
  void aContainerSeesTheGpusThatItWasGiven() {
    assertThat(visible("h100-container", Source.NVIDIA_PROC))
        .containsExactly("0000:3a:00.0", "0000:ba:00.0");
    assertThat(visible("mi210-container", Source.KFD)).containsExactly("0000:63:00.0");
    assertThat(visible("intel-max-1550", Source.SYSFS)).containsExactly("0000:29:00.0");
    assertThat(visible("gaudi2", Source.SYSFS)).containsExactly("0000:33:00.0");
  }

  @Test
  void graphicsOfServersAndGuestsAreNoGpus() {
    for (String host : List.of("aspeed-only", "kvm-virtio", "kfd-cpu-only", "wsl", "no-pci")) {
      assertThat(SystemSources.read(root(host)))
          .as(host)
          .allSatisfy(source -> assertThat(source.devices()).isEmpty());
    }
  }

  private SystemRoot root(String host) {
    return new SystemRoot(FakeHost.write(host, folder.resolve(host)));
  }

  private String arch(String host) {
    return String.valueOf(devices(host, Source.KFD).get(0).get(Fact.ARCH));
  }

  private List<String> visible(String host, Source source) {
    return devices(host, source).stream()
        .filter(device -> device.get(Fact.HIDDEN_BY) == null)
        .map(device -> String.valueOf(device.address()))
        .toList();
  }

  private List<DeviceFacts> devices(String host, Source source) {
    return SystemSources.read(root(host)).get(source.ordinal()).devices();
  }

  /** A source, and each device with its partition and facts. */
  private static String text(SystemRoot root, SourceFacts facts) {
    SourceReport report = facts.report();
    List<String> lines = new ArrayList<>();
    lines.add(
        report.source().id()
            + " "
            + report.status().id()
            + " "
            + root.path().relativize(Path.of(Objects.requireNonNull(report.path())))
            + (report.message() == null ? "" : ": " + report.message())
            + text(facts.host()));
    for (DeviceFacts device : facts.devices()) {
      Integer partition = device.partition();
      lines.add(
          "  "
              + device.address()
              + (partition == null ? "" : "/" + partition)
              + text(device.facts()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String text(Map<Fact, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> "\n    " + fact.getKey() + " " + fact.getValue())
        .collect(joining());
  }

  private static String text(HardwareReport.Device device) {
    PciIdentity pci = device.pci();
    return "%s %s | %s | %s"
        .formatted(
            pci == null ? "null" : "%s %06x".formatted(pci.address(), pci.classCode()),
            device.vendorName(),
            device.productName(),
            device.driver());
  }

  /** The lines after that with the name of the host, up to the next name. */
  private static String expected(String host) throws IOException {
    try (InputStream in = HostFactsTest.class.getResourceAsStream("facts.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      int start = all.indexOf("\n== " + host + "\n");
      assertThat(start).as("facts.txt has no host " + host).isNotNegative();
      int first = all.indexOf('\n', start + 1) + 1;
      int end = all.indexOf("\n== ", first);
      return all.substring(first, end < 0 ? all.length() : end + 1);
    }
  }
}
