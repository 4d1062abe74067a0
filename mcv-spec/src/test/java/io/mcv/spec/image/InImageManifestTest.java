package io.mcv.spec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.json.JsonException;
import io.mcv.spec.DummyKey;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InImageManifestTest {
  private static final DummyKey KEYS =
      new DummyKey(DummyKey.Dialect.ZERO_PTX, DummyKey.UNKNOWN_TRITON_KEY, Map.of());
  private static final String KERNEL =
      "{\"hash\":\"h\",\"backend\":\"cuda\",\"arch\":\"75\",\"warp_size\":32}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[" + KERNEL + "]",
        "{\"triton\":[" + KERNEL + "]}",
        "{\"vllm\":[],\"triton\":[" + KERNEL + "],\"other\":1}",
        "{\"triton\":[{\"hash\":\"h\",\"backend\":\"cuda\",\"arch\":75,\"warp_size\":32,\"new\":0}]}"
      })
  void kernelsAreReadInEveryForm(String text) throws JsonException {
    assertThat(InImageManifest.parse(utf8(text)).kernels())
        .containsExactly(
            new KernelEntry(
                "h", GpuTarget.of("cuda", "75", 32), null, 0, 0, false, null, null, null));
  }

  @Test
  void emptyVllmPlaceholderIsRead() throws JsonException {
    assertThat(InImageManifest.parse(utf8("{\"vllm\": []}")))
        .isEqualTo(new InImageManifest(List.of(), List.of()));
  }

  @Test
  void habanaEntriesAreSkipped() throws JsonException {
    assertThat(InImageManifest.parse(utf8("{\"habana\":[{\"graphHash\":\"g\"}]}")).kernels())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"x\"",
        "null",
        "{",
        "{\"triton\":{}}",
        "{\"triton\":[1]}",
        "{\"vllm\":\"x\"}",
        "{\"vllm\":[{\"binary\":1}]}",
        "[[]]"
      })
  void otherJsonIsRefused(String text) {
    assertThatThrownBy(() -> InImageManifest.parse(utf8(text))).isInstanceOf(JsonException.class);
  }

  @Test
  void everyVllmFormIsWrittenAsItWasRead() throws JsonException {
    String text =
        """
        {
          "vllm": [
            {
              "vllmHash": "h1",
              "cacheFormat": "binary",
              "binary": [
                {
                  "rank": "rank_0_0",
                  "prefix": "backbone",
                  "artifact_count": 1,
                  "artifact_names": [
                    "a"
                  ],
                  "code_hash": "c",
                  "config_hash": "d",
                  "compiler_hash": "e",
                  "cache_save_format": "binary",
                  "target_device": "cuda",
                  "env": {
                    "A": null,
                    "B": [
                      1,
                      "\\u003c\\u0026\\u003e"
                    ],
                    "C": {}
                  }
                }
              ]
            },
            {
              "vllmHash": "h2",
              "cacheFormat": "aot_compile",
              "aot_compile": [
                {
                  "hash": "h2",
                  "rank": "rank_0_0",
                  "model_file": "model",
                  "file_size": 5
                }
              ]
            }
          ]
        }""";

    assertThat(rewritten(text)).isEqualTo(text);
  }

  @Test
  void megaAotEntryHasItsEmptyPrefixAndNothingElseThatIsEmpty() {
    VllmEntry entry =
        new VllmEntry(
            "h",
            VllmEntry.BINARY,
            List.of(),
            List.of(
                new VllmEntry.Artifacts(
                    "rank_0_0", "", List.of("model"), "", "", "", "mega-aot", "", Map.of())),
            List.of(),
            Set.of());

    assertThat(new String(InImageManifest.vllm(List.of(entry), KEYS), StandardCharsets.UTF_8))
        .isEqualToIgnoringWhitespace(
            """
            {"vllm": [{"vllmHash": "h", "cacheFormat": "binary", "binary": [{"rank": "rank_0_0",
            "prefix": "", "artifact_count": 1, "artifact_names": ["model"],
            "cache_save_format": "mega-aot"}]}]}""");
  }

  @Test
  void environmentIsWrittenAsGoWritesIt() throws JsonException {
    assertThat(
            rewritten(
                "{\"vllm\": [{\"binary\": [{\"env\": {\"b\": 1.50, \"a\": {\"z\": 1.0, \"y\": true}}}]}]}"))
        .containsIgnoringWhitespaces("\"env\": {\"a\": {\"y\": true, \"z\": 1}, \"b\": 1.5}");
  }

  @Test
  void ptxVersionOfZeroIsWrittenInTheFirstFormOnly() {
    List<KernelEntry> kernels =
        List.of(
            new KernelEntry("h", GpuTarget.of("cuda", "75", 32), 0L, 3, 4, true, null, null, null));

    assertThat(new String(InImageManifest.array(kernels, KEYS), StandardCharsets.UTF_8))
        .containsIgnoringWhitespaces(
            "\"warp_size\": 32, \"ptx_version\": 0, \"num_stages\": 3, \"num_warps\": 4,"
                + " \"debug\": true, \"dummy_key\"");
    assertThat(new String(InImageManifest.triton(kernels, KEYS), StandardCharsets.UTF_8))
        .containsIgnoringWhitespaces("\"num_stages\": 3, \"num_warps\": 4, \"debug\": true")
        .doesNotContain("ptx_version");
  }

  private static String rewritten(String text) throws JsonException {
    byte[] manifest = InImageManifest.vllm(InImageManifest.parse(utf8(text)).vllm(), KEYS);
    return new String(manifest, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
