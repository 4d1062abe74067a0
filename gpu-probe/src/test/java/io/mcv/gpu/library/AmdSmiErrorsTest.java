package io.mcv.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.gpu.FakeLibrary;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(Lifecycle.PER_CLASS)
class AmdSmiErrorsTest {
  private LibraryErrors amdsmi;
  private LibraryErrors hip;

  @BeforeAll
  void load(@TempDir Path folder) {
    amdsmi =
        new AmdSmiErrors(
            NativeFunctions.open(FakeLibrary.compile("amdsmi.c", folder.resolve("libamd_smi.so"))));
    hip =
        new HipErrors(
            NativeFunctions.open(
                FakeLibrary.compile("amdhip.c", folder.resolve("libamdhip64.so"))));
  }

  @ParameterizedTest
  @CsvSource({
    "4, FAIL_LOAD_MODULE, libdrm_amdgpu",
    "5, FAIL_LOAD_SYMBOL, update libdrm",
    "6, DRM_ERROR, groups render and video",
    "8, TIMEOUT, dmesg",
    "10, NO_PERM, groups render and video",
    "14, FILE_ERROR, --device /dev/kfd",
    "15, OUT_OF_RESOURCES, free",
    "18, INIT_ERROR, lsmod",
    "21, IPC_ERROR, /dev/shm",
    "30, BUSY, /dev/shm/rocm_smi_*",
    "31, NOT_FOUND, lspci -k",
    "32, NOT_INIT, install ROCm anew",
    "34, DRIVER_NOT_LOADED, modprobe amdgpu",
    "52, FILE_NOT_FOUND, /sys is whole",
    "-2, MAP_ERROR, amd-smi",
    "-1, UNKNOWN_ERROR, dmesg",
    "50, HSMP_TIMEOUT: HSMP message timed out, amd-smi",
    "77, unknown error, amd-smi"
  })
  void anErrorOfAmdsmiIsNamedWithWhatToTry(int code, String name, String advice) {
    assertThat(amdsmi.meaning(code)).contains(name, advice).doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "2, OutOfMemory, amd-smi",
    "3, NotInitialized, /dev/kfd",
    "35, InsufficientDriver, update the host's driver",
    "100, NoDevice, HIP_VISIBLE_DEVICES and ROCR_VISIBLE_DEVICES",
    "101, InvalidDevice, HIP_VISIBLE_DEVICES",
    "304, OperatingSystem, dmesg",
    "999, Unknown, rocminfo",
    "719, hipErrorLaunchFailure, rocminfo",
    "77, unknown error, rocminfo"
  })
  void anErrorOfHipIsNamedWithWhatToTry(int code, String name, String advice) {
    assertThat(hip.meaning(code)).contains(name, advice).doesNotContain("\n");
  }

  @Test
  void whatADeviceDoesNotHaveIsNoError() {
    assertThat(amdsmi.isUnsupported(2)).isTrue();
    assertThat(amdsmi.isUnsupported(40)).isTrue();
    assertThat(amdsmi.isUnsupported(34)).isFalse();
    assertThat(hip.isUnsupported(801)).isTrue();
    assertThat(hip.isUnsupported(100)).isFalse();
  }
}
