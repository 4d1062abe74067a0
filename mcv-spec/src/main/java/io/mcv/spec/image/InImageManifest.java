package io.mcv.spec.image;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.spec.DummyKey;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import java.util.List;
import java.util.Map;

/**
 * The {@code manifest.json} inside an image: the entries of the cache.
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><td>May and June 2025</td><td>{@code [kernel, …]}</td></tr>
 * <tr><td>since July 2025</td><td>{@code {"triton":[kernel, …]}}</td></tr>
 * <tr><td>since March 2026</td><td>also {@code {"vllm":[hash folder, …]}}</td></tr>
 * </table>
 *
 * <p>All are indented by two spaces, without a newline at the end.
 *
 * @param kernels the entries of a Triton cache
 * @param vllm the entries of a vLLM cache
 */
public record InImageManifest(List<KernelEntry> kernels, List<VllmEntry> vllm) {
  /** Name of the file in the {@link io.mcv.spec.CacheKind#manifestFolder}. */
  public static final String FILE_NAME = "manifest.json";

  private static final String INDENT = "  ";

  /** Copies the lists. */
  public InImageManifest {
    kernels = List.copyOf(kernels);
    vllm = List.copyOf(vllm);
  }

  /**
   * Reads any form; keys it does not know are skipped.
   *
   * @throws JsonException if it is not JSON, or an entry is not what it should be
   */
  public static InImageManifest parse(byte[] utf8) throws JsonException {
    Object json = Json.parse(utf8);
    if (json instanceof List<?> list) {
      return new InImageManifest(EntryReader.kernels(list, FILE_NAME), List.of());
    }
    if (!(json instanceof Map<?, ?> object)) {
      throw new JsonException(FILE_NAME + " is neither an object nor a list");
    }
    return new InImageManifest(
        EntryReader.kernels(object.get("triton"), "triton"), EntryReader.vllm(object.get("vllm")));
  }

  /** The entries of a Triton cache in the form of May and June 2025. */
  static byte[] array(List<KernelEntry> kernels, DummyKey keys) {
    return GoJson.indented(
        kernels.stream().map(k -> EntryWriter.targetFirst(k, keys)).toList(), INDENT);
  }

  /** The entries of a Triton cache in the form since September 2025. */
  static byte[] triton(List<KernelEntry> kernels, DummyKey keys) {
    return GoJson.indented(
        Map.of("triton", kernels.stream().map(k -> EntryWriter.targetLast(k, keys)).toList()),
        INDENT);
  }

  /** The entries of a vLLM cache in the form since March 2026. */
  static byte[] vllm(List<VllmEntry> entries, DummyKey keys) {
    return GoJson.indented(
        Map.of("vllm", entries.stream().map(e -> EntryWriter.vllm(e, keys)).toList()), INDENT);
  }
}
