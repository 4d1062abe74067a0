package io.mcv.gpu.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeArgumentsTest {
  @Test
  void whatIsWrittenIsRead() {
    ProbeArguments probe =
        new ProbeArguments(
            List.of(
                new LibraryRequest(
                    Source.LIBCUDA, List.of(Path.of("/a=b/libcuda.so.1"), Path.of("/c"))),
                new LibraryRequest(Source.NVML, List.of(Path.of("/d")))),
            Map.of(new PciAddress(0x10000, 0x41, 0, 0), 0x2330));

    List<String> arguments = ProbeArguments.of(probe.requests(), probe.deviceIds());

    assertThat(arguments).contains("libcuda=/a=b/libcuda.so.1", "10000:41:00.0=2330");
    assertThat(ProbeArguments.parse(arguments.toArray(String[]::new))).isEqualTo(probe);
  }

  @Test
  void whatIsNoArgumentIsPassedOver() {
    assertThat(ProbeArguments.parse("", "x", "=", "cuda=/x", "0000:41:00.9=1"))
        .isEqualTo(new ProbeArguments(List.of(), Map.of()));
  }
}
