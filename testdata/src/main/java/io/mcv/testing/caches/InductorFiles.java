package io.mcv.testing.caches;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that PyTorch's Inductor leaves in a cache: generated Python, tuning results, pickled graphs
 * and bundled artifacts. The device stands as plain text in the generated source, wherever that is
 * kept.
 */
final class InductorFiles {
  private InductorFiles() {}

  /** The module of one generated kernel. */
  static byte[] kernelModule(String kernel, SampleTarget target) {
    return utf8(source(kernel, target));
  }

  /** What autotuning found best for a kernel. */
  static byte[] bestConfig(String kernel) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("XBLOCK", 512);
    fields.put("num_warps", 4);
    fields.put("num_stages", 1);
    fields.put("configs_hash", CacheKey.hex("configs " + kernel));
    fields.put("found_by_coordesc", false);
    fields.put("time_taken_ms", 21);
    return PythonJson.bytes(fields);
  }

  /** A pickle of the dictionary {@code {"cache_key": …, "source_code": …}}, protocol 4. */
  static byte[] pickledGraph(String key, String kernel, SampleTarget target) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write('}');
    body.write('(');
    pickleText(body, "cache_key");
    pickleText(body, key);
    pickleText(body, "source_code");
    pickleText(body, source(kernel, target));
    body.write('u');
    body.write('.');
    ByteBuffer out = ByteBuffer.allocate(11 + body.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x80).put((byte) 4).put((byte) 0x95).putLong(body.size());
    return out.put(body.toByteArray()).array();
  }

  /** One artifact of the binary form: tuning result, graph and machine code behind each other. */
  static byte[] artifact(String seed, String kernel, SampleTarget target) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    part(out, "autotune", bestConfig(kernel));
    part(out, "inductor", pickledGraph(CacheKey.inductor("f", seed), kernel, target));
    part(out, "triton", ElfFile.cubin(seed, Integer.parseInt(target.arch()), 2048));
    return out.toByteArray();
  }

  private static void part(ByteArrayOutputStream out, String name, byte[] content) {
    ByteBuffer lengths = ByteBuffer.allocate(16).putLong(name.length()).putLong(content.length);
    out.writeBytes(lengths.array());
    out.writeBytes(utf8(name));
    out.writeBytes(content);
  }

  private static void pickleText(ByteArrayOutputStream out, String text) {
    byte[] bytes = utf8(text);
    out.write('X');
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  private static String source(String kernel, SampleTarget target) {
    return """
        import triton
        import triton.language as tl
        from torch._inductor.runtime import triton_helpers, triton_heuristics
        from torch._inductor.runtime.hints import DeviceProperties
        triton_helpers.set_driver_to_gpu()

        @triton_heuristics.pointwise(
            size_hints={'x': 65536},
            filename=__file__,
            triton_meta={'signature': {'in_ptr0': '*fp16', 'out_ptr0': '*fp16', 'xnumel': 'i32'}, \
        'device': %1$s, 'constants': {}},
            inductor_meta={'grid_type': 'Grid1D', 'kernel_name': '%2$s', 'num_load': 1},
            min_elem_per_thread=0
        )
        @triton.jit
        def %2$s(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
            xoffset = tl.program_id(0) * XBLOCK
            xindex = xoffset + tl.arange(0, XBLOCK)[:]
            xmask = xindex < xnumel
            tmp0 = tl.load(in_ptr0 + xindex, xmask).to(tl.float32)
            tmp1 = tl.sigmoid(tmp0)
            tl.store(out_ptr0 + xindex, tmp0 * tmp1, xmask)
        """
        .formatted(target.deviceProperties(), kernel);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
