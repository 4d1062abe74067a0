package io.mcv.spec.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.spec.GpuTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceSearchTest {
  private static final String T4 =
      "DeviceProperties(type='cuda', index=0, multi_processor_count=40, cc=75, major=7,"
          + " regs_per_multiprocessor=65536, max_threads_per_multi_processor=1024, warp_size=32)";
  private static final int WINDOW = 3000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DeviceProperties(type=\"x\")|unknown|unknown|0",
        "DeviceProperties(cc='gfx90a', type='hip', warp_size=64)|hip|gfx90a|64",
        "DeviceProperties(type=\\'hip\\', cc=\\'gfx942\\')|hip|gfx942|0",
        "DeviceProperties(type='cuda', index=None, cc=120, warp_size=None)|cuda|120|0",
        "DeviceProperties(type='xpu', cc=None, warp_size=32)|xpu|unknown|32"
      })
  void fieldsMayBeMissingOrNone(String text, String backend, String arch, int warpSize)
      throws IOException {
    assertThat(search(text)).containsExactly(GpuTarget.of(backend, arch, warpSize));
  }

  @Test
  void distinctDevicesAreDistinctTargets() throws IOException {
    assertThat(search(T4 + T4 + T4.replace("cc=75", "cc=80")))
        .containsExactly(GpuTarget.of("cuda", "75", 32), GpuTarget.of("cuda", "80", 32));
  }

  @Test
  void deviceIsFoundWhereverItStandsInTheWindow() throws IOException {
    for (int before = 0; before < 2 * WINDOW; before += 7) {
      assertThat(search("D".repeat(before) + T4 + " ".repeat(5)))
          .as("after %d bytes", before)
          .containsExactly(GpuTarget.of("cuda", "75", 32));
    }
  }

  @Test
  void textWithoutEndIsNoDevice() throws IOException {
    assertThat(search("DeviceProperties(type='cuda', " + "x".repeat(5000) + ")")).isEmpty();
    assertThat(search("DeviceProperties(type='cuda'")).isEmpty();
    assertThat(search("DeviceProperties")).isEmpty();
    assertThat(search("")).isEmpty();
  }

  private static SortedSet<GpuTarget> search(String text) throws IOException {
    DeviceSearch search = new DeviceSearch(WINDOW);
    search.search(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    return search.targets();
  }
}
