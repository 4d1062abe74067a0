package io.mcv.testing.caches;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One compiled kernel as Triton 3.4 keeps it: a folder named by the hash, one file for each stage,
 * the metadata, and the group file with the absolute paths of them all.
 *
 * @param name the function's name, which the files carry
 * @param target what it was compiled for
 */
public record TritonKernel(String name, SampleTarget target) {
  private static final String TRITON = "/usr/local/lib/python3.12/site-packages/triton/backends/";

  /** The hash in the metadata: 64 hexadecimal digits that name and target determine. */
  public String hash() {
    return CacheKey.hex("triton " + name + " " + target);
  }

  /** The name of the entry's folder: the hash in base32, 52 characters. */
  public String folder() {
    return CacheKey.tritonFolder(hash());
  }

  /**
   * Writes the entry into a Triton cache.
   *
   * @param cache the folder of the cache
   * @param madeIn where that cache stood when the kernel was compiled, as {@code child_paths} says
   */
  public void writeTo(Path cache, String madeIn) throws IOException {
    Path folder = Files.createDirectories(cache.resolve(folder()));
    Map<String, byte[]> files = files();
    Map<String, String> childPaths = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
      childPaths.put(file.getKey(), madeIn + "/" + folder() + "/" + file.getKey());
    }
    Files.write(
        folder.resolve("__grp__" + name + ".json"),
        PythonJson.bytes(Map.of("child_paths", childPaths)));
  }

  private Map<String, byte[]> files() {
    KernelText text = new KernelText(name, target);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(name + ".source", utf8(text.source()));
    files.put(name + ".ttir", utf8(text.ttir()));
    files.put(name + ".ttgir", utf8(text.ttgir()));
    files.put(name + ".llir", utf8(text.llir()));
    if (target.isCuda()) {
      files.put(name + ".ptx", utf8(text.ptx()));
      files.put(name + ".cubin", ElfFile.cubin(hash(), Integer.parseInt(target.arch()), 6400));
    } else {
      files.put(name + ".amdgcn", utf8(text.amdgcn()));
      files.put(name + ".hsaco", ElfFile.hsaco(hash(), target.arch(), 5600));
    }
    files.put(name + ".json", PythonJson.bytes(metadata()));
    return files;
  }

  private Map<String, @Nullable Object> metadata() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("hash", hash());
    Map<String, Object> compiledFor = new LinkedHashMap<>();
    compiledFor.put("backend", target.backend());
    compiledFor.put("arch", target.typedArch());
    compiledFor.put("warp_size", target.warpSize());
    fields.put("target", compiledFor);
    fields.put("num_warps", 4);
    if (target.isCuda()) {
      addCudaOptions(fields);
    } else {
      addHipOptions(fields);
    }
    fields.put("triton_version", "3.4.0");
    fields.put("tensordesc_meta", List.of());
    fields.put("shared", 0);
    if (target.isCuda()) {
      fields.put("tmem_size", 0);
      fields.put("global_scratch_size", 0);
      fields.put("global_scratch_align", 1);
    }
    fields.put("name", name);
    return fields;
  }

  private void addCudaOptions(Map<String, @Nullable Object> fields) {
    fields.put("num_ctas", 1);
    fields.put("num_stages", 3);
    fields.put("warp_size", 32);
    fields.put("maxnreg", null);
    fields.put("cluster_dims", List.of(1, 1, 1));
    fields.put("ptx_version", null);
    fields.put("ptx_options", null);
    fields.put("ir_override", null);
    fields.put("enable_fp_fusion", true);
    fields.put("launch_cooperative_grid", false);
    fields.put("launch_pdl", false);
    boolean hopper = target.arch().equals("90");
    fields.put(
        "supported_fp8_dtypes",
        hopper ? List.of("fp8e4b15", "fp8e4nv", "fp8e5") : List.of("fp8e4b15", "fp8e5"));
    fields.put("deprecated_fp8_dot_operand_dtypes", hopper ? List.of("fp8e4b15") : List.of());
    fields.put("default_dot_input_precision", "tf32");
    fields.put("allowed_dot_input_precisions", List.of("tf32", "tf32x3", "ieee"));
    fields.put("max_num_imprecise_acc_default", hopper ? 1073741824 : 0);
    fields.put("extern_libs", libraries("nvidia/lib", "libdevice.10.bc"));
    fields.put("debug", false);
    fields.put("backend_name", "cuda");
    fields.put("sanitize_overflow", true);
    fields.put("arch", "sm" + target.arch());
    fields.put("instrumentation_mode", "");
  }

  private void addHipOptions(Map<String, @Nullable Object> fields) {
    fields.put("waves_per_eu", 1);
    fields.put("num_stages", 2);
    fields.put("num_ctas", 1);
    fields.put("extern_libs", libraries("amd/lib", "ocml.bc", "ockl.bc"));
    fields.put("cluster_dims", List.of(1, 1, 1));
    fields.put("debug", false);
    fields.put("sanitize_overflow", true);
    fields.put("arch", target.arch());
    fields.put("supported_fp8_dtypes", List.of("fp8e5"));
    fields.put("deprecated_fp8_dot_operand_dtypes", List.of());
    fields.put("default_dot_input_precision", "ieee");
    fields.put("allowed_dot_input_precisions", List.of("ieee"));
    fields.put("enable_fp_fusion", true);
    fields.put("launch_cooperative_grid", false);
    fields.put("matrix_instr_nonkdim", 0);
    fields.put("kpack", 1);
    fields.put("allow_flush_denorm", false);
    fields.put("max_num_imprecise_acc_default", 0);
    fields.put("backend_name", "hip");
    fields.put("instrumentation_mode", "");
    fields.put("schedule_hint", "none");
    fields.put("warp_size", target.warpSize());
  }

  private static List<List<String>> libraries(String folder, String... files) {
    return Arrays.stream(files)
        .map(file -> List.of(file.substring(0, file.indexOf('.')), TRITON + folder + "/" + file))
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
