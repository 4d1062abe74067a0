package io.mcv.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.cosign.policy.PolicyDecision;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.fit.HostGpu;
import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an image may be extracted: the GPUs of the host, and the policy. */
class GpuRulesTest {
  private static final HostGpu A100 = HostGpu.of(0, "cuda", "80", 32);
  private static final HostGpu T4 = HostGpu.of(0, "cuda", "75", 32);
  private static final HostGpu MI300 = HostGpu.of(0, "hip", "gfx942:sramecc+:xnack-", 64);
  private static final HostGpu STRANGE = HostGpu.of(0, "cuda", GpuTarget.UNKNOWN, 32);

  @TempDir Path folder;
  private McvClient client = McvClient.ofProcess();
  private Path target = Path.of("");

  @BeforeEach
  void createImages() throws IOException {
    client = new McvClient(new HostEnvironment(Map.of(), folder.resolve("home")));
    target = folder.resolve("target");
    for (String cache : List.of("triton-vector-add", "triton-hip")) {
      client.create(CreateRequest.of("localhost/" + cache, Checkout.sampleCache(cache)));
    }
  }

  @Test
  void oneGpuThatFitsIsEnough() throws IOException {
    ExtractResult result = extract("triton-vector-add", List.of(T4, A100), false);
    assertThat(result.warnings()).isEmpty();
    assertThat(target).isNotEmptyDirectory();
  }

  @Test
  void theFeatureFlagsOfAmdDoNotCount() throws IOException {
    assertThat(extract("triton-hip", List.of(MI300), false).warnings()).isEmpty();
  }

  @Test
  void noGpuThatFitsIsAnErrorThatNamesBoth() {
    assertThatThrownBy(() -> extract("triton-vector-add", List.of(T4, MI300), false))
        .isInstanceOf(NoFittingGpuException.class)
        .hasMessageContaining("cuda 80")
        .hasMessageContaining("cuda 75")
        .hasMessageContaining("gfx942")
        .hasMessageContaining("--no-gpu");
    assertThat(target).doesNotExist();
  }

  @Test
  void noGpuAtAllIsAnError() {
    assertThatThrownBy(() -> extract("triton-vector-add", List.of(), false))
        .isInstanceOf(NoFittingGpuException.class);
    assertThatThrownBy(() -> extract("triton-vector-add", List.of(), true))
        .isInstanceOf(NoFittingGpuException.class);
    assertThat(target).doesNotExist();
  }

  @Test
  void anUnknownGpuIsAWarning() throws IOException {
    ExtractResult result = extract("triton-vector-add", List.of(STRANGE), false);
    assertThat(result.warnings()).singleElement().asString().contains("cannot tell", "cuda 80");
    assertThat(target).isNotEmptyDirectory();
  }

  @Test
  void allGpusMustFitWhereThatIsAsked() throws IOException {
    assertThatThrownBy(() -> extract("triton-vector-add", List.of(A100, T4), true))
        .isInstanceOf(NoFittingGpuException.class)
        .hasMessageContaining("cuda 75");
    assertThat(target).doesNotExist();
    assertThat(extract("triton-vector-add", List.of(A100, A100), true).warnings()).isEmpty();
  }

  @Test
  void whereAllGpusAreHiddenItIsSaidWhy() {
    GpuRequirement hidden =
        new GpuRequirement(
            List.of(), List.of("GPU 0 (A100): by CUDA_VISIBLE_DEVICES"), false, false, null, false);
    assertThatThrownBy(() -> extract("triton-vector-add", hidden))
        .isInstanceOf(NoFittingGpuException.class)
        .hasMessageContaining("it is for cuda 80, warp size 32")
        .hasMessageContaining("no GPU is visible here: GPU 0 (A100): by CUDA_VISIBLE_DEVICES")
        .hasMessageContaining("--no-gpu");
    assertThat(target).doesNotExist();
  }

  @Test
  void nobodyIsAskedWithoutARequirement() throws IOException {
    ExtractRequest request = ExtractRequest.of("localhost/triton-vector-add").withTarget(target);
    assertThat(client.extract(request).changed()).isTrue();
  }

  @Test
  void aPolicyThatRefusesLeavesNothing() {
    AtomicReference<String> asked = new AtomicReference<>();
    ExtractRequest request =
        ExtractRequest.of("localhost/triton-vector-add")
            .withTarget(target)
            .withPolicy(
                image -> {
                  asked.set(image.chosen().toString());
                  return new PolicyDecision(false, "it is not signed by us", List.of());
                });
    assertThatThrownBy(() -> client.extract(request))
        .isInstanceOf(PolicyRefusedException.class)
        .hasMessageEndingWith("is refused: it is not signed by us");
    assertThat(asked.get()).startsWith("sha256:");
    assertThat(target).doesNotExist();
  }

  private ExtractResult extract(String cache, List<HostGpu> gpus, boolean all) throws IOException {
    return extract(cache, GpuRequirement.oneOf(gpus).withEvery(all));
  }

  private ExtractResult extract(String cache, GpuRequirement gpus) throws IOException {
    return client.extract(
        ExtractRequest.of("localhost/" + cache).withTarget(target).withGpus(gpus));
  }
}
