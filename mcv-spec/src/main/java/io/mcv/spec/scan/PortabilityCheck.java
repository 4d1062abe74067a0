package io.mcv.spec.scan;

import io.mcv.oci.json.JsonException;
import io.mcv.oci.model.Printable;
import io.mcv.spec.GroupFile;
import io.mcv.spec.PortabilityFinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects what ties a cache to the machine it was made on. */
final class PortabilityCheck {
  private static final Pattern QUOTED_PATH = Pattern.compile("'(/[^'\\n]*)'");
  private static final Pattern PYTHON_ABI = Pattern.compile("\\.(cpython-[^/]*|abi3)\\.so");

  /** Path-valued environment that is part of the hash vLLM looks for. */
  private static final List<String> PATH_FACTORS =
      List.of("VLLM_CONFIG_ROOT", "VLLM_XLA_CACHE_PATH");

  private final CacheTree tree;
  private final List<PortabilityFinding> findings = new ArrayList<>();

  PortabilityCheck(CacheTree tree) {
    this.tree = tree;
  }

  List<PortabilityFinding> findings() throws IOException {
    for (String path : (Iterable<String>) tree.contents()::iterator) {
      String name = CacheTree.name(path);
      if (GroupFile.isGroupFile(path)) {
        group(path);
      } else if (name.equals("vllm_compile_cache.py")) {
        compileCache(path);
      } else if (name.equals(VllmReader.KEY_FACTORS)) {
        keyFactors(path);
      } else if (name.endsWith(".json") && tree.isFile(besideGroup(path, name))) {
        kernel(path);
      } else if (name.endsWith(".so")) {
        sharedObject(path, name);
      }
    }
    return findings;
  }

  private static String besideGroup(String path, String name) {
    return path.substring(0, path.length() - name.length()) + "__grp__" + name;
  }

  private void group(String path) throws IOException {
    try {
      GroupFile.parse(tree.read(path)).childPaths().values().stream()
          .filter(child -> child.startsWith("/"))
          .findFirst()
          .ifPresent(
              child ->
                  add(path, "absolute paths", "%s; extract writes the new place there", child));
    } catch (JsonException e) {
      throw tree.malformed(path, "is " + e.getMessage(), e);
    }
  }

  private void compileCache(String path) throws IOException {
    Matcher paths = QUOTED_PATH.matcher(new String(tree.read(path), StandardCharsets.UTF_8));
    if (paths.find()) {
      add(path, "absolute paths", "%s; vLLM looks for its files there only", paths.group(1));
    }
  }

  private void keyFactors(String path) throws IOException {
    if (tree.json(path) instanceof Map<?, ?> factors
        && factors.get("env") instanceof Map<?, ?> env) {
      for (String name : PATH_FACTORS) {
        if (env.get(name) instanceof String value) {
          add(
              path,
              "environment factor",
              "%s; vLLM ignores the cache where it has another value",
              name + "=" + value);
        }
      }
    }
  }

  private void kernel(String path) throws IOException {
    if (tree.json(path) instanceof Map<?, ?> json
        && json.get("extern_libs") instanceof List<?> libraries) {
      for (Object library : libraries) {
        if (library instanceof List<?> pair
            && pair.size() == 2
            && pair.get(1) instanceof String file
            && file.startsWith("/")) {
          add(path, "extern_libs", "%s; part of the key, so Triton must be there too", file);
          return;
        }
      }
    }
  }

  private void sharedObject(String path, String name) {
    Matcher abi = PYTHON_ABI.matcher(name);
    if (abi.find()) {
      add(path, "Python ABI", "%s; other versions of Python compile it again", abi.group(1));
    }
  }

  private void add(String path, String reason, String detail, String value) {
    findings.add(new PortabilityFinding(path, reason, detail.formatted(Printable.of(value))));
  }
}
