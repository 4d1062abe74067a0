package io.mcv.testing.caches;

import io.mcv.oci.json.GoJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cache of vLLM's {@code torch.compile}, in one of the three forms that its versions have left.
 *
 * @param root the folder to write; what {@code VLLM_CACHE_ROOT} names
 * @param target the GPU it was made on
 */
record VllmCache(Path root, SampleTarget target) {
  private static final String MADE_IN = "/home/vllm/.cache/vllm/";
  private static final int SUBGRAPHS = 3;

  /** The form up to vLLM 0.10: Inductor's cache and Triton's, for each of two ranks. */
  void writeTritonForm() throws IOException {
    String cache = "torch_compile_cache/" + CacheKey.hex("vllm triton").substring(0, 10);
    for (String rank : List.of("rank_0_0", "rank_1_0")) {
      String folder = cache + "/" + rank;
      StringJoiner handles = new StringJoiner(",\n    ", "{   ", "}\n");
      for (int i = 0; i < SUBGRAPHS; i++) {
        String kernel = "triton_poi_fused_mul_silu_" + i;
        String seed = rank + " " + kernel;
        String module = writeInductorEntry(folder + "/inductor_cache", seed, kernel);
        handles.add(
            "(None, %d, 'inductor'): (   '%s',\n                               '%s')"
                .formatted(i, CacheKey.inductor("f", seed), MADE_IN + module));
        if (i < 2) {
          String triton = folder + "/triton_cache";
          new TritonKernel(kernel, target).writeTo(root.resolve(triton), MADE_IN + triton);
        }
      }
      write(folder + "/vllm_compile_cache.py", handles.toString());
      write(folder + "/computation_graph.py", computationGraph());
      write(
          folder + "/transformed_code.py",
          "def forward(self, input_ids, positions):\n    return __compiled_fn_1(input_ids)\n");
    }
  }

  /** The form from vLLM 0.11 on: one artifact for each piece of the graph. */
  void writeBinaryForm() throws IOException {
    String folder =
        "torch_compile_cache/"
            + CacheKey.hex("vllm binary").substring(0, 10)
            + "/rank_0_0/backbone";
    StringJoiner handles = new StringJoiner(",\n    ", "{   ", "}\n");
    for (int i = 0; i < SUBGRAPHS; i++) {
      String artifact = "artifact_compile_range_1_2048_subgraph_" + i;
      handles.add(
          ("((1, 2048), %d, 'inductor_standalone'): (   '%s',\n"
                  + "                                               '%s')")
              .formatted(i, artifact, MADE_IN + folder + "/" + artifact));
      write(
          folder + "/" + artifact,
          InductorFiles.artifact("binary " + i, "triton_poi_fused_mul_silu_" + i, target));
    }
    write(folder + "/vllm_compile_cache.py", handles.toString());
    write(folder + "/computation_graph.py", computationGraph());
    write(folder + "/cache_key_factors.json", GoJson.indented(keyFactors(), "  "));
    write(
        "modelinfos/vllm-model_executor-models-llama-LlamaForCausalLM.json",
        GoJson.indented(modelInfo(), "  "));
  }

  /** The form of ahead-of-time compilation: one model file for each rank. */
  void writeAotForm() throws IOException {
    String folder = "torch_compile_cache/torch_aot_compile/" + CacheKey.hex("vllm aot");
    String kernel = "triton_poi_fused_mul_silu_0";
    write(folder + "/rank_0_0/model", InductorFiles.artifact("aot model", kernel, target));
    writeInductorEntry(folder + "/inductor_cache", "aot", kernel);
  }

  /** Writes a kernel's module, its tuning and its graph; the path of the module from the root. */
  private String writeInductorEntry(String folder, String seed, String kernel) throws IOException {
    String module = CacheKey.inductor("c", seed);
    String graph = CacheKey.inductor("f", seed);
    String autograd = CacheKey.inductor("a", seed);
    String shelf = folder + "/" + module.substring(1, 3) + "/";
    byte[] pickle = InductorFiles.pickledGraph(graph, kernel, target);
    write(shelf + module + ".py", InductorFiles.kernelModule(kernel, target));
    write(shelf + CacheKey.hex(seed) + ".best_config", InductorFiles.bestConfig(kernel));
    write(
        folder + "/fxgraph/" + graph.substring(1, 3) + "/" + graph + "/" + module.substring(1),
        pickle);
    write(folder + "/aotautograd/" + autograd + "/entry", pickle);
    return shelf + module + ".py";
  }

  private Map<String, Object> keyFactors() {
    Map<String, @Nullable Object> environment = new TreeMap<>();
    environment.put("CUDA_HOME", null);
    environment.put("K_SCALE_CONSTANT", 200);
    environment.put("VERBOSE", false);
    environment.put("VLLM_COMPILE_CACHE_SAVE_FORMAT", "binary");
    environment.put("VLLM_CONFIG_ROOT", "/home/vllm/.config/vllm");
    environment.put("VLLM_DISABLED_KERNELS", List.of());
    environment.put("VLLM_DP_SIZE", 1);
    environment.put("VLLM_FLOAT32_MATMUL_PRECISION", "highest");
    environment.put("VLLM_MAIN_CUDA_VERSION", "12.9");
    environment.put("VLLM_PLUGINS", null);
    environment.put("VLLM_TARGET_DEVICE", target.backend());
    environment.put("VLLM_USE_AOT_COMPILE", false);
    environment.put("VLLM_USE_MEGA_AOT_ARTIFACT", false);
    environment.put("VLLM_XLA_CACHE_PATH", MADE_IN + "xla_cache");
    Map<String, Object> factors = new TreeMap<>();
    factors.put("code_hash", CacheKey.hex("code"));
    factors.put("compiler_hash", CacheKey.hex("compiler").substring(0, 10));
    factors.put("config_hash", CacheKey.hex("config").substring(0, 10));
    factors.put("env", environment);
    return factors;
  }

  private static Map<String, Object> modelInfo() {
    Map<String, Object> model = new TreeMap<>();
    model.put("architecture", "LlamaForCausalLM");
    model.put("attn_type", "decoder");
    model.put("is_text_generation_model", true);
    model.put("supports_pp", true);
    Map<String, Object> info = new TreeMap<>();
    info.put("hash", CacheKey.hex("model info").substring(0, 32));
    info.put("modelinfo", model);
    return info;
  }

  private static String computationGraph() {
    return """
        from __future__ import annotations
        import torch
        class GraphModule(torch.nn.Module):
            def forward(self, s0: "Sym(s0)", L_input_ids_: "i32[s0]", L_weight_: "f16[4096, 512]"):
                embedding = torch.nn.functional.embedding(L_input_ids_, L_weight_)
                return (embedding,)
        """;
  }

  private void write(String path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
