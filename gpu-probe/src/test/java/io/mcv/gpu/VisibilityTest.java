package io.mcv.gpu;

import static io.mcv.gpu.GpuMergeTest.device;
import static io.mcv.gpu.GpuMergeTest.merge;
import static io.mcv.gpu.GpuMergeTest.report;
import static io.mcv.gpu.GpuMergeTest.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport.Status;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibilityTest {
  private static final String UUIDS = "GPU-aaaa0000 GPU-aabb0000 GPU-cccc0000";

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, 0 1 2",
        "'', ''",
        "-1, ''",
        "none, ''",
        "1, 1",
        "'2,0', 0 2",
        "'0,7,1', 0",
        "'1, 2', 1 2",
        "'0,-1,1', 0",
        "'1,1', 1",
        "99999, ''",
        "GPU-c, 2",
        "gpu-CCCC0000, 2",
        "'GPU-aab,0', 0 1",
        "GPU-aa, ''",
        "GPU-dd, ''",
        "MIG-GPU-cccc0000/1/0, 2",
        "MIG-dddd, 0 1 2"
      })
  void theListOfCudaIsAppliedWhereCudaCouldNotBeAsked(@Nullable String list, String visible) {
    GpuReport report = merge(variables("CUDA_VISIBLE_DEVICES", list), nvidia());

    assertThat(visible(report)).isEqualTo(visible);
    for (Gpu gpu : report.gpus()) {
      if (!gpu.visible()) {
        assertThat(gpu.hiddenBy())
            .isEqualTo("CUDA_VISIBLE_DEVICES=" + list + " leaves it out: change or unset it");
      }
    }
  }

  @Test
  void aUuidNamesAllPartsOfADevice() {
    List<@Nullable String> uuids = Arrays.asList("GPU-aa", "GPU-aa", "GPU-bb", null);

    assertThat(new VisibleList("ROCR_VISIBLE_DEVICES", "GPU-aa,2").choose(uuids))
        .hasValue(List.of(0, 1, 2));
    assertThat(new VisibleList("ROCR_VISIBLE_DEVICES", "GPU-cc").choose(uuids)).isEmpty();
  }

  @Test
  void aUuidThatCannotBeKnownHidesNothingAndIsTold() {
    GpuReport report = merge(variables("CUDA_VISIBLE_DEVICES", "MIG-dddd"), nvidia());

    assertThat(report.warnings())
        .containsExactly(
            "CUDA_VISIBLE_DEVICES=MIG-dddd names a device by a UUID that is not known: all are"
                + " taken as visible");
  }

  @Test
  void whatCudaDoesNotListIsHiddenByTheVariableElseByTheContainer() {
    SourceFacts cuda = told(Source.LIBCUDA, device(at(1)));

    GpuReport container = merge(Map.of(), nvidia(), cuda);
    GpuReport listed = merge(Map.of("CUDA_VISIBLE_DEVICES", "2"), nvidia(), cuda);

    assertThat(visible(container)).isEqualTo("1");
    assertThat(container.gpus().get(0).hiddenBy())
        .isEqualTo("libcuda does not list it: this container was given other GPUs, or none");
    assertThat(visible(listed)).isEqualTo("1");
    assertThat(listed.gpus().get(2).hiddenBy()).startsWith("CUDA_VISIBLE_DEVICES=2 leaves it out");
  }

  @Test
  void noDeviceIsAnAnswerAndAnotherErrorIsNone() {
    SourceFacts noDevice = SourceFacts.none(report(Source.LIBCUDA, Status.FAILED, 100, "none"));
    SourceFacts broken = SourceFacts.none(report(Source.LIBCUDA, Status.FAILED, 803, "reboot"));

    assertThat(visible(merge(Map.of(), nvidia(), noDevice))).isEmpty();
    assertThat(visible(merge(Map.of(), nvidia(), broken))).isEqualTo("0 1 2");
  }

  @Test
  void whatCudaListsIsVisibleWhateverFilesSayUnlessCudaObjects() {
    GpuReport report =
        merge(
            Map.of(),
            told(
                Source.NVIDIA_PROC,
                device(at(0), Fact.HIDDEN_BY, "no node"),
                device(at(1), Fact.HIDDEN_BY, "no node"),
                device(at(2), Fact.HIDDEN_BY, "excluded")),
            told(Source.LIBCUDA, device(at(0)), device(at(1), Fact.HIDDEN_BY, "mode Prohibited")));

    assertThat(report.gpus())
        .extracting(Gpu::hiddenBy)
        .containsExactly(null, "mode Prohibited", "excluded");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -, -, 0 1 2",
        "'', -, -, -, ''",
        "'2,0', -, -, -, 0 2",
        "GPU-cccc0000, -, -, -, 2",
        "-, 1, -, -, 1",
        "-, '', -, -, ''",
        "-, '', 2, -, 0",
        "-, 1, 2, -, 1",
        "-, -, 2, -, 0",
        "-, -, -, 1, 1",
        "-, -, -, '', 0 1 2",
        "'2,1', 0, -, -, 0",
        "'2,1', '0,1,2', -, -, 0 1",
        "0, 1, -, -, ''"
      })
  void theListsOfRocmAreAppliedOneAfterTheOtherInTheOrderOfKfd(
      @Nullable String rocr,
      @Nullable String hip,
      @Nullable String cuda,
      @Nullable String ordinals,
      String visible) {
    Map<String, String> variables = variables("ROCR_VISIBLE_DEVICES", rocr);
    variables.putAll(variables("HIP_VISIBLE_DEVICES", hip));
    variables.putAll(variables("CUDA_VISIBLE_DEVICES", cuda));
    variables.putAll(variables("GPU_DEVICE_ORDINAL", ordinals));

    assertThat(visible(merge(variables, amd()))).isEqualTo(visible);
  }

  @Test
  void theReasonNamesTheListThatLeavesADeviceOut() {
    Map<String, String> variables =
        Map.of("ROCR_VISIBLE_DEVICES", "0,1", "HIP_VISIBLE_DEVICES", "0");
    // The kernel counts them from the last.
    SourceFacts hip = told(Source.HIP, device(at(2), Fact.PCI_VENDOR, "1002"));

    for (GpuReport report : List.of(merge(variables, amd()), merge(variables, amd(), hip))) {
      assertThat(report.gpus())
          .extracting(Gpu::hiddenBy)
          .containsExactly(
              "ROCR_VISIBLE_DEVICES=0,1 leaves it out: change or unset it",
              "HIP_VISIBLE_DEVICES=0 leaves it out: change or unset it",
              null);
    }
  }

  @Test
  void eitherListMayLeaveOutWhatNoRuleExplains() {
    GpuReport report =
        merge(
            Map.of("ROCR_VISIBLE_DEVICES", "2,1", "HIP_VISIBLE_DEVICES", "0,1"),
            amd(),
            told(Source.HIP, device(at(0), Fact.PCI_VENDOR, "1002")));

    assertThat(report.gpus().get(1).hiddenBy())
        .isEqualTo(
            "ROCR_VISIBLE_DEVICES=2,1 or HIP_VISIBLE_DEVICES=0,1 leaves it out: change or unset"
                + " it");
  }

  @Test
  void whatCudaListsWithoutTellingWhichItIsIsNotTakenAsHidden() {
    SourceFacts cuda =
        new SourceFacts(
            report(Source.LIBCUDA, Status.OK, null, "device 0 is left out: it failed"),
            Map.of(Fact.UNPLACED_DEVICES, "1"),
            List.of(device(at(1))));

    GpuReport free = merge(Map.of(), nvidia(), cuda);
    GpuReport listed = merge(Map.of("CUDA_VISIBLE_DEVICES", "0,1"), nvidia(), cuda);

    assertThat(visible(free)).isEqualTo("0 1 2");
    assertThat(free.warnings()).containsExactly("libcuda: device 0 is left out: it failed");
    assertThat(visible(listed)).isEqualTo("0 1");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "1, -, 0 1 2",
        "1, FASTEST_FIRST, 0 1 2",
        "1, PCI_BUS_ID, 1",
        "'0,2', -, 0 1 2",
        "GPU-c, -, 2",
        "'0,1,2', -, 0 1 2",
        "-1, -, ''",
        "9, -, ''"
      })
  void numbersOfUnlikeDevicesSayNothingUnlessCudaCountsByBus(
      String list, @Nullable String order, String visible) {
    Map<String, String> variables = variables("CUDA_VISIBLE_DEVICES", list);
    variables.putAll(variables("CUDA_DEVICE_ORDER", order));
    SourceFacts unlike = told(Source.NVIDIA_PROC, device(at(2), Fact.NAME, "NVIDIA T400"));

    GpuReport report = merge(variables, nvidia(), unlike);

    assertThat(visible(report)).isEqualTo(visible);
    boolean isDoubtful = visible.equals("0 1 2") && !list.equals("0,1,2");
    assertThat(report.warnings()).hasSize(isDoubtful ? 1 : 0);
    assertThat(report.warnings())
        .allMatch(
            warning ->
                warning.startsWith("CUDA_VISIBLE_DEVICES=" + list + " numbers unlike devices")
                    && warning.contains("CUDA_DEVICE_ORDER=PCI_BUS_ID"));
  }

  @Test
  void hiddenDevicesAreNotCounted() {
    GpuReport report =
        merge(
            Map.of("CUDA_VISIBLE_DEVICES", "0"),
            nvidia(),
            told(Source.NVIDIA_PROC, device(at(0), Fact.HIDDEN_BY, "not given")));

    assertThat(visible(report)).isEqualTo("1");
  }

  private static Map<String, String> variables(String name, @Nullable String value) {
    Map<String, String> variables = new HashMap<>();
    if (value != null) {
      variables.put(name, value);
    }
    return variables;
  }

  private static String visible(GpuReport report) {
    return report.visible().stream()
        .map(gpu -> Integer.toString(gpu.id()))
        .collect(Collectors.joining(" "));
  }

  private static SourceFacts nvidia() {
    return gpus(Source.SYSFS, "10de");
  }

  /** The kernel counts them from the last. */
  private static SourceFacts amd() {
    return gpus(Source.KFD, "1002");
  }

  private static SourceFacts gpus(Source source, String vendor) {
    String[] uuids = UUIDS.split(" ");
    DeviceFacts[] devices = new DeviceFacts[uuids.length];
    for (int i = 0; i < uuids.length; i++) {
      devices[i] =
          device(
              at(i),
              Fact.PCI_VENDOR,
              vendor,
              Fact.UUID,
              uuids[i],
              Fact.KFD_NODE,
              Integer.toString(9 - i));
    }
    return told(source, devices);
  }

  private static PciAddress at(int bus) {
    return new PciAddress(0, bus, 0, 0);
  }
}
