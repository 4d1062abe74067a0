package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gpu-info} and {@code hw-info} on reports that were kept of other hosts. */
class GpuInfoCommandTest {
  private static final String PLANNED =
      """
      {"gpus": [
        {"name": "NVIDIA H100 80GB HBM3", "arch": "90", "memory_total_mb": 81559,
         "driver": {"name": "nvidia", "version": "580.65.06"}, "cuda_driver_version": "13.0",
         "pci": {"address": "0000:41:00.0", "class": "0x030200", "vendor_id": "0x10de",
                 "device_id": "0x2330", "numa_node": 1}},
        {"name": "NVIDIA H100 80GB HBM3", "arch": "90", "arch_source": "inferred",
         "driver": {"name": "nvidia", "version": "580.65.06"},
         "pci": {"address": "0000:61:00.0", "class": "0x030200", "vendor_id": "0x10de",
                 "device_id": "0x2330"},
         "hidden_by": "the container was not given it"},
        {"name": "Radeon RX 6600", "backend": "hip", "arch": "gfx1032",
         "arch_override": "gfx1030", "partition": {"index": 1, "compute": "CPX"},
         "warnings": ["HSA_OVERRIDE_GFX_VERSION is set"]}],
       "sources": [{"name": "amdsmi", "status": "timed-out", "path": "/opt/rocm/lib/libamd_smi.so",
                    "message": "no answer in 10s: see dmesg", "millis": 10003},
                   {"name": "kfd", "status": "ok"}],
       "warnings": ["nvidia_uvm is not loaded"]}
      """;

  @TempDir private Path folder;

  @Test
  void theFleetIsPrintedAsMcvDoesAndThenEveryGpu() throws IOException {
    Tool.Outcome outcome = run("gpu-info", "--gpu-stub", stub(PLANNED)).orFail();

    assertThat(outcome.out())
        .isEqualTo(
            """
            GPU Fleet:
              - GPU Type: NVIDIA H100 80GB HBM3
                Driver Version: 580.65.06
                IDs: [0 1]
              - GPU Type: Radeon RX 6600
                Driver Version: unknown
                IDs: [2]

            ID   ADDRESS        NAME                    BACKEND   ARCH                 WARP   MEMORY      PART    DRIVER             VISIBLE
            0    0000:41:00.0   NVIDIA H100 80GB HBM3   cuda      90                   32     81559 MiB   -       nvidia 580.65.06   yes
            1    0000:61:00.0   NVIDIA H100 80GB HBM3   cuda      90 (inferred)        32     unknown     -       nvidia 580.65.06   no
            2    -              Radeon RX 6600          hip       gfx1032 as gfx1030   32     unknown     1 CPX   -                  yes

            nvidia_uvm is not loaded
            GPU 1 is not visible: the container was not given it
            GPU 2: HSA_OVERRIDE_GFX_VERSION is set
            """);
    assertThat(outcome.err()).isEqualTo("warning: amdsmi: no answer in 10s: see dmesg\n");
  }

  @Test
  void everySourceIsToldOfAtDebugLevel() throws IOException {
    Tool.Outcome outcome = run("gpu-info", "-l", "debug", "--gpu-stub", stub(PLANNED)).orFail();

    assertThat(outcome.err())
        .contains(
            "amdsmi: timed-out, /opt/rocm/lib/libamd_smi.so, 10003 ms, no answer in 10s: see dmesg\n")
        .contains("kfd: ok\n");
  }

  @Test
  void theJsonIsAStubThatGivesTheSameJson() throws IOException {
    String json = run("gpu-info", "--json", "--gpu-stub", stub(PLANNED)).orFail().out();

    assertThat(run("gpu-info", "--json", "--gpu-stub", stub(json)).orFail().out()).isEqualTo(json);
    assertThat(json)
        .contains("\"numa_node\": 1", "\"ptx_version\": 90,", "\"max_ptx_version\": \"9.0\"")
        .contains("\"gpuType\": \"Radeon RX 6600\"");
  }

  @Test
  void namesReachTheTerminalAsEscapes() throws IOException {
    String stub =
        stub(
            "[{\"name\": \"a\\u001b[2J\\nb\", \"backend\": \"cuda\","
                + " \"driver\": {\"name\": \"\\u0007\", \"version\": \"\\u202e\"},"
                + " \"hidden_by\": \"\\u001b]0;x\", \"warnings\": [\"\\u009b1m\"]}]");

    for (String command : new String[] {"gpu-info", "hw-info"}) {
      assertThat(run(command, "--gpu-stub", stub).orFail().out().replace("\n", ""))
          .matches("\\P{C}*");
      assertThat(run(command, "--json", "--gpu-stub", stub).orFail().out().replace("\n", ""))
          .matches("\\P{C}*");
    }
  }

  @Test
  void noGpuIsNoError() throws IOException {
    assertThat(run("gpu-info", "--gpu-stub", stub("[]")).orFail().out())
        .isEqualTo("No GPUs found.\n");
  }

  @Test
  void noGpuIsNoAnswerWhereASourceFailed() throws IOException {
    String stub =
        stub(
            "{\"gpus\": [], \"sources\": [{\"name\": \"libcuda\", \"status\": \"crashed\","
                + " \"message\": \"died of signal 6\"}]}");

    Tool.Outcome outcome = run("gpu-info", "-l", "error", "--gpu-stub", stub);

    assertThat(outcome.exit()).isEqualTo(8);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            "error: looking for GPUs: no GPU was found, but not all could be asked:"
                + " libcuda: died of signal 6\n");
  }

  @Test
  void aStubThatIsNoneIsAWrongCommandLine() throws IOException {
    String broken = stub("[{\"backend\": \"cuda\"}, {\"arch\": \"90\"}]");
    assertRefused(
        broken + " is no report as gpu-info --json writes it: [1].backend is missing", broken);
    assertRefused(
        "there is no file " + folder.resolve("nowhere"), folder.resolve("nowhere").toString());
    assertRefused(folder + " cannot be read", folder.toString());
    String huge = stub(" ".repeat((2 << 20) + 1));
    assertRefused("larger than a report of GPUs may be, 2097152 bytes", huge);
  }

  @Test
  void aFolderThatHoldsNoHostIsAWrongCommandLine() {
    Tool.Outcome outcome = run("gpu-info", "--gpu-sysroot", folder.toString());
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err())
        .contains(folder + " holds neither sys nor proc: give a folder that holds those of a host");

    assertThat(run("hw-info", "--gpu-sysroot", folder + "/nowhere").err())
        .contains("nowhere is not a folder: give one that holds");
    assertThat(run("gpu-info", "--gpu-sysroot", "/", "--gpu-stub", "x").exit()).isEqualTo(3);
  }

  @Test
  void theHardwareIsPrintedAsMcvDoes() throws IOException {
    assertThat(run("hw-info", "--gpu-stub", stub(PLANNED)).orFail().out())
        .isEqualTo(
            """
            === CPU Information ===
            Vendor: unknown, Model: unknown, Cores: unknown, Threads: unknown

            === Accelerator Information ===
            Accelerator 0:
              Address: 0000:41:00.0
              Vendor: NVIDIA
              Product: NVIDIA H100 80GB HBM3
              PCI: class 030200, id 10de:2330
              Driver: nvidia
              NUMA node: 1
            Accelerator 1:
              Address: 0000:61:00.0
              Vendor: NVIDIA
              Product: NVIDIA H100 80GB HBM3
              PCI: class 030200, id 10de:2330
              Driver: nvidia
            Accelerator 2:
              Address: -
              Vendor: AMD
              Product: Radeon RX 6600
              Driver: none
            """);
  }

  @Test
  void theHardwareOfAPlanHasNoAddresses() throws IOException {
    String plan = "[{\"backend\": \"cuda\", \"arch\": 90}, {\"backend\": \"cuda\", \"arch\": 90}]";

    assertThat(run("hw-info", "--gpu-stub", stub(plan)).orFail().out())
        .contains("Accelerator 0:\n  Address: -\n  Vendor: NVIDIA\n  Product: NVIDIA GPU 90\n")
        .contains("Accelerator 1:\n")
        .doesNotContain("PCI:", "No Accelerator");
    assertThat(run("hw-info", "--json", "--gpu-stub", stub(plan)).orFail().out())
        .contains("\"product\": \"NVIDIA GPU 90\",\n      \"pci\": null")
        .contains("\"accelerator\": true");
  }

  @Test
  void theFlagsOfMcvDoTheSame() throws IOException {
    String planned = stub(PLANNED);
    assertThat(run("--gpu-info").out()).isEqualTo(run("gpu-info").out());
    assertThat(run("--gpu-info", "--gpu-stub", planned).out())
        .isEqualTo(run("gpu-info", "--gpu-stub", planned).out())
        .contains("GPU Fleet:");
    assertThat(run("--hw-info", "-l", "error").out()).isEqualTo(run("hw-info").out());
    assertThat(run("--gpu-info", "--hw-info").exit()).isEqualTo(3);
    assertThat(run("--gpu-info", "-c").err()).contains("--create and --gpu-info cannot be given");
    assertThat(run("--gpu-info", "-i", "x").exit()).isEqualTo(3);
  }

  private void assertRefused(String message, String stub) {
    Tool.Outcome outcome = run("gpu-info", "--gpu-stub", stub);
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("error: looking for GPUs: ")
        .contains(message)
        .hasLineCount(1);
  }

  private String stub(String json) throws IOException {
    Path file = Files.createTempFile(folder, "stub", ".json");
    return Files.write(file, json.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Tool.Outcome run(String... arguments) {
    return Tool.at(folder).run(arguments);
  }
}
