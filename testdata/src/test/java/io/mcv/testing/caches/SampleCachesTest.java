package io.mcv.testing.caches;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.Checkout;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleCachesTest {
  private static final Path CHECKED_IN = Checkout.root().resolve("testdata/caches");
  private static final int EM_X86_64 = 62;
  private static final int EM_CUDA = 190;
  private static final int EM_AMDGPU = 224;

  @Test
  void the_checked_in_caches_are_what_the_generator_writes(@TempDir Path folder)
      throws IOException {
    SampleCaches.main(new String[] {folder.toString()});
    assertThat(contents(folder)).containsExactlyEntriesOf(contents(CHECKED_IN));
  }

  @Test
  void all_caches_together_stay_small() throws IOException {
    long total = 0;
    for (Path file : files(CHECKED_IN)) {
      total += Files.size(file);
    }
    assertThat(total).isBetween(100_000L, 600_000L);
  }

  @Test
  void the_folder_of_each_kernel_is_its_hash_in_base32() throws IOException {
    int kernels = 0;
    for (Path file : files(CHECKED_IN)) {
      if (isKernelMetadata(file)) {
        JsonObject json = Json.parseObject(Files.readAllBytes(file));
        assertThat(file.getParent()).hasFileName(base32(json.string("hash")));
        kernels++;
      }
    }
    assertThat(kernels).isEqualTo(9);
  }

  @Test
  void a_folder_is_named_as_triton_names_it() throws IOException {
    Path real = SharedData.require("caches/vector-add-cache");
    for (Path file : files(real)) {
      if (isKernelMetadata(file)) {
        String hash = Json.parseObject(Files.readAllBytes(file)).string("hash");
        assertThat(file.getParent()).hasFileName(CacheKey.tritonFolder(hash));
      }
    }
  }

  @Test
  void child_paths_name_every_file_beside_the_group_file() throws IOException {
    for (Path group : files(CHECKED_IN)) {
      if (name(group).startsWith("__grp__")) {
        Path folder = Objects.requireNonNull(group.getParent());
        JsonObject children = Json.parseObject(Files.readAllBytes(group)).object("child_paths");
        List<String> beside = new ArrayList<>();
        files(folder).forEach(file -> beside.add(name(file)));
        beside.remove(name(group));
        assertThat(children.names()).containsExactlyInAnyOrderElementsOf(beside);
        for (String child : children.names()) {
          assertThat(children.string(child))
              .startsWith("/home/")
              .endsWith("/" + folder.getFileName() + "/" + child);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "triton-vector-add, cuda 80 32",
    "triton-hip, hip gfx942 64",
    "triton-mixed, cuda 80 32; cuda 90 32; hip gfx90a 64",
    "vllm-triton, hip gfx942 64"
  })
  void kernel_metadata_names_the_targets(String cache, String expected) throws IOException {
    List<String> targets = new ArrayList<>();
    for (Path file : files(Checkout.sampleCache(cache))) {
      if (isKernelMetadata(file)) {
        JsonObject target = Json.parseObject(Files.readAllBytes(file)).object("target");
        targets.add(
            target.string("backend") + " " + target.get("arch") + " " + target.get("warp_size"));
      }
    }
    assertThat(targets.stream().distinct().sorted()).containsExactly(expected.split("; "));
  }

  @ParameterizedTest
  @CsvSource({
    "vllm-triton, .py, type='hip' cc='gfx942' warp_size=64",
    "vllm-binary, subgraph_0, type='cuda' cc=90 warp_size=32",
    "vllm-aot, model, type='cuda' cc=80 warp_size=32"
  })
  void vllm_caches_tell_their_device_in_plain_bytes(String cache, String suffix, String expected)
      throws IOException {
    Pattern device =
        Pattern.compile("DeviceProperties\\((type='\\w+'),.* (cc=[^,]+),.* (warp_size=\\d+)\\)");
    List<String> found = new ArrayList<>();
    for (Path file : files(Checkout.sampleCache(cache))) {
      if (name(file).endsWith(suffix)) {
        device
            .matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
            .results()
            .forEach(m -> found.add(m.group(1) + " " + m.group(2) + " " + m.group(3)));
      }
    }
    assertThat(found).isNotEmpty().containsOnly(expected);
  }

  @Test
  void binaries_are_elf_files_for_their_machine() throws IOException {
    Map<String, Integer> machines =
        Map.of(".cubin", EM_CUDA, ".hsaco", EM_AMDGPU, ".so", EM_X86_64);
    int binaries = 0;
    for (Path file : files(CHECKED_IN)) {
      Integer machine = machines.get(name(file).replaceFirst(".*(?=\\.)", ""));
      if (machine != null) {
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(elf.order(ByteOrder.BIG_ENDIAN).getInt(0)).isEqualTo(0x7f454c46);
        elf.order(ByteOrder.LITTLE_ENDIAN);
        assertThat(elf.getShort(18)).as(file.toString()).isEqualTo(machine.shortValue());
        assertThat(elf.getLong(40) + 3 * 64).as("section headers").isEqualTo(elf.limit());
        binaries++;
      }
    }
    assertThat(binaries).isEqualTo(17);
  }

  @Test
  void ptx_names_its_version_and_target() throws IOException {
    Path hopper = new TritonKernelFile("triton-mixed", SampleTarget.cuda(90), ".ptx").path();
    assertThat(Files.readString(hopper)).contains("\n.version 8.6\n.target sm_90a\n");
  }

  private record TritonKernelFile(String cache, SampleTarget target, String suffix) {
    Path path() {
      TritonKernel kernel = new TritonKernel("add_kernel", target);
      return Checkout.sampleCache(cache).resolve(kernel.folder()).resolve(kernel.name() + suffix);
    }
  }

  private static boolean isKernelMetadata(Path file) {
    return name(file).endsWith("_kernel.json") && !name(file).startsWith("__grp__")
        || name(file).matches("triton_poi_.*\\.json");
  }

  /** Python's way: the number in base 32, with four zero bits behind it to fill the last digit. */
  private static String base32(String hex) {
    StringBuilder text = new StringBuilder();
    for (char digit : new BigInteger(hex, 16).shiftLeft(4).toString(32).toCharArray()) {
      text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Character.digit(digit, 32)));
    }
    return "A".repeat(52 - text.length()) + text;
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : files(root)) {
      contents.put(
          root.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
    }
    return contents;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
