package io.mcv.client.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.PciIdentity;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.Vendor;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report of a host's GPUs as JSON, written and read. */
class GpuReportJsonTest {
  private static final Gpu H100 =
      new Gpu(
          0,
          new PciIdentity(
              PciAddress.parse("0000:41:00.0").orElseThrow(),
              0x030200,
              0x10de,
              0x2330,
              0x10de,
              0x16c1,
              0xa1,
              1),
          Vendor.NVIDIA,
          "NVIDIA H100 80GB HBM3",
          "GPU-eaf23aa1-4d3d-596c-da66-b86b0e5db584",
          null,
          "cuda",
          "90",
          ArchSource.LIBCUDA,
          null,
          32,
          132,
          85_520_809_984L,
          false,
          new Gpu.Driver("nvidia", "570.86.15"),
          12_080,
          new Gpu.Partition(null, null, null, "enabled"),
          null,
          List.of("its MIG instances are not listed"));

  private static final Gpu RADEON =
      new Gpu(
          1,
          null,
          Vendor.AMD,
          "Radeon",
          null,
          "made-up",
          "hip",
          "gfx1030",
          ArchSource.KFD,
          "gfx1100",
          32,
          null,
          null,
          true,
          new Gpu.Driver("amdgpu", null),
          null,
          new Gpu.Partition(3, "CPX", "NPS4", null),
          "HIP_VISIBLE_DEVICES hides it",
          List.of());

  private static final GpuReport REPORT =
      new GpuReport(
          List.of(H100, RADEON),
          List.of(
              new SourceReport(
                  Source.LIBCUDA,
                  SourceReport.Status.OK,
                  "/usr/lib64/libcuda.so.570.86.15",
                  "12.8",
                  null,
                  null,
                  153L),
              new SourceReport(
                  Source.AMDSMI,
                  SourceReport.Status.TIMED_OUT,
                  "/opt/rocm/lib/libamd_smi.so",
                  null,
                  34,
                  "no answer in 10s",
                  10_000L)),
          new TreeMap<>(Map.of("HIP_VISIBLE_DEVICES", "")),
          List.of("odd"));

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    assertThat(GpuReportJson.read(written(REPORT))).isEqualTo(REPORT);
  }

  @Test
  void aGpuBeginsWithTheRecordOfMcv() throws IOException {
    JsonObject report = Json.parseObject(written(REPORT));
    JsonObject gpu = Objects.requireNonNull(report.optionalObjects("gpus")).get(0);

    assertThat(report.names()).first().isEqualTo("gpus");
    assertThat(gpu.names())
        .startsWith(
            "name",
            "uuid",
            "compute_capability",
            "arch",
            "warp_size",
            "memory_total_mb",
            "ptx_version",
            "backend",
            "id");
    assertThat(gpu.names()).allMatch(name -> name.matches("[a-z_]+"));
    assertThat(gpu.string("compute_capability")).isEqualTo("9.0");
    assertThat(gpu.integer("memory_total_mb")).isEqualTo(81_559);
    assertThat(gpu.string("cuda_driver_version")).isEqualTo("12.8");
    assertThat(gpu.object("pci").string("class")).isEqualTo("0x030200");
  }

  @Test
  void theFleetHasTheKeysOfMcv() throws IOException {
    JsonObject report = Json.parseObject(written(REPORT));

    JsonObject group = Objects.requireNonNull(report.optionalObjects("fleet")).get(0);

    assertThat(group.asMap())
        .containsExactly(
            Map.entry("gpuType", "NVIDIA H100 80GB HBM3"),
            Map.entry("driverVersion", "570.86.15"),
            Map.entry("ids", List.of(0L)));
  }

  @Test
  void backendAndArchitectureAreEnough() throws JsonException {
    GpuReport report =
        read("[{\"backend\": \"cuda\", \"arch\": 75}, {\"backend\":\"rocm\",\"arch\":\"gfx90a\"}]");

    Gpu tesla = report.gpus().get(0);
    assertThat(List.of(tesla.id(), tesla.vendor(), tesla.warpSize(), tesla.visible()))
        .isEqualTo(List.of(0, Vendor.NVIDIA, 32, true));
    assertThat(tesla.arch()).isEqualTo("75");
    Gpu instinct = report.gpus().get(1);
    assertThat(List.of(instinct.id(), instinct.backend(), instinct.vendor(), instinct.warpSize()))
        .isEqualTo(List.of(1, "hip", Vendor.AMD, 64));
  }

  @ParameterizedTest
  @CsvSource({
    "\"90a\", 90",
    "\"sm_90a\", 90",
    "\"sm_100f\", 100",
    "\"sm_75\", 75",
    "90, 90",
  })
  void prefixAndSuffixOfCodeAreLeftOut(String arch, String ofGpu) throws JsonException {
    GpuReport report = read("[{\"backend\": \"cuda\", \"arch\": " + arch + "}]");

    assertThat(report.gpus().get(0).arch()).isEqualTo(ofGpu);
  }

  @Test
  void aRecordOfMcvIsEnough() throws JsonException {
    GpuReport report =
        read(
            "{\"gpus\": [{\"name\": \"Tesla T4\", \"uuid\": \"\", \"compute_capability\": \"7.5\","
                + " \"arch\": \"sm_75\", \"warp_size\": 32, \"memory_total_mb\": 15360,"
                + " \"ptx_version\": 590, \"backend\": \"cuda\", \"ID\": 7}]}");

    Gpu gpu = report.gpus().get(0);
    assertThat(gpu.id()).isEqualTo(7);
    assertThat(gpu.uuid()).isNull();
    assertThat(gpu.arch()).isEqualTo("75");
    assertThat(gpu.memoryBytes()).isEqualTo(15_360L << 20);
  }

  @Test
  void whoPlansMaySetVisibleAlone() throws JsonException {
    assertThat(read("[{\"backend\":\"cuda\",\"visible\":true,\"hidden_by\":\"MIG\"}]").visible())
        .hasSize(1);
    assertThat(read("[{\"backend\":\"cuda\",\"visible\":false}]").visible()).isEmpty();
    assertThat(read("[{\"backend\":\"cuda\",\"hidden_by\":\"MIG\"}]").visible()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | gpus is missing",
        "{\"gpus\": {}} | gpus is not a list",
        "[1] | [0] is not an object",
        "[{}] | [0].backend is missing",
        "[{\"backend\": 1}] | [0].backend is not a string",
        "[{\"backend\": \"CUDA!\"}] | [0].backend is not a backend such as cuda or hip: CUDA!",
        "[{\"backend\": \"cuda\", \"arch\": \"9.0\"}] | [0].arch is not an architecture of CUDA",
        "[{\"backend\": \"cuda\", \"arch\": \"sm_12.9\"}] | [0].arch is not an architecture of CUDA",
        "[{\"backend\": \"cuda\", \"arch\": [90]}] | [0].arch is not a string",
        "[{\"backend\": \"hip\", \"arch\": \"90a\"}] | [0].arch is not an architecture of AMD",
        "[{\"backend\": \"xpu\", \"arch\": \"a b\"}] | [0].arch is not an architecture: a b",
        "[{\"backend\": \"cuda\", \"arch\": 90, \"compute_capability\": \"8.0\"}]"
            + " | [0].compute_capability is not that of arch 90: 8.0",
        "{\"gpus\": [{\"backend\": \"cuda\", \"warp_size\": \"32\"}]}"
            + " | gpus[0].warp_size is not a whole number",
        "[{\"backend\": \"cuda\", \"warp_size\": -1}] | [0].warp_size is not within 0 and 1024: -1",
        "[{\"backend\": \"cuda\", \"memory_bytes\": 1e30}] | memory_bytes is not a whole number",
        "[{\"backend\": \"cuda\", \"memory_total_mb\": 9007199254740993} ] | memory_total_mb is not",
        "[{\"backend\": \"cuda\", \"visible\": \"no\"}] | [0].visible is not true or false",
        "[{\"backend\": \"cuda\", \"cuda_driver_version\": \"580.65.06\"}]"
            + " | [0].cuda_driver_version is not a version of CUDA such as 12.8: 580.65.06",
        "[{\"backend\": \"cuda\", \"id\": 1}, {\"backend\": \"cuda\"}]"
            + " | [1].id is that of another GPU too: 1",
        "[{\"vendor\": \"acme\"}] | [0].vendor is not a vendor such as nvidia or amd: acme",
        "[{\"backend\": \"cuda\", \"arch_source\": \"x\"}] | [0].arch_source is not a source",
        "[{\"backend\": \"cuda\", \"driver\": \"nvidia\"}] | [0].driver is not an object",
        "[{\"pci\": {\"address\": \"41:00\"}}] | [0].pci.address is not such as 0000:41:00.0: 41:00",
        "[{\"pci\": {\"address\": \"0000:41:00.0\", \"class\": \"030200\"}}]"
            + " | [0].pci.class is not such as 0x10de: 030200",
        "{\"gpus\": [], \"sources\": [{\"name\": \"x\"}]} | sources[0].name is no source",
        "{\"gpus\": [], \"sources\": [{\"name\": \"kfd\", \"status\": \"x\"}]}"
            + " | sources[0].status is no status: x",
        "{\"gpus\": [], \"environment\": {\"A\": 1}} | environment.A is not a string",
        "nonsense | not valid JSON",
      })
  void whatIsWrongIsNamed(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(message);
  }

  @Test
  void thereAreNotMoreGpusThanAnyHostHas() {
    String many = String.join(",", Collections.nCopies(1025, "{\"backend\":\"cuda\"}"));

    assertThatThrownBy(() -> read("[" + many + "]")).hasMessageContaining("1025 GPUs");
  }

  private static byte[] written(GpuReport report) {
    return GoJson.indented(GpuReportJson.write(report), "  ");
  }

  private static GpuReport read(String json) throws JsonException {
    return GpuReportJson.read(json.getBytes(UTF_8));
  }
}
