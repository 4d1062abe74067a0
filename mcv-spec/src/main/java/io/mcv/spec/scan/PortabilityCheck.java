package io.mcv.spec.scan;

import io.mcv.oci.json.JsonException;
import io.mcv.oci.model.Printable;
import io.mcv.spec.GroupFile;
import io.mcv.spec.PortabilityFinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects what ties a cache to the machine it was made on. */
final class PortabilityCheck {
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
      } else if (name.equals(MachineTies.COMPILE_CACHE)) {
        compileCache(path);
      } else if (name.equals(MachineTies.KEY_FACTORS)) {
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
      MachineTies.absoluteChild(GroupFile.parse(tree.read(path)))
          .ifPresent(
              child ->
                  add(path, "absolute paths", "%s; extract writes the new place there", child));
    } catch (JsonException e) {
      throw tree.malformed(path, "is " + e.getMessage(), e);
    }
  }

  private void compileCache(String path) throws IOException {
    MachineTies.absolutePath(tree.read(path))
        .ifPresent(
            found -> add(path, "absolute paths", "%s; vLLM looks for its files there only", found));
  }

  private void keyFactors(String path) throws IOException {
    if (tree.json(path) instanceof Map<?, ?> factors
        && factors.get("env") instanceof Map<?, ?> env) {
      for (String name : MachineTies.PATH_FACTORS) {
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
    MachineTies.absoluteLibrary(tree.json(path))
        .ifPresent(
            file ->
                add(path, "extern_libs", "%s; part of the key, so Triton must be there too", file));
  }

  private void sharedObject(String path, String name) {
    MachineTies.pythonAbi(name)
        .ifPresent(
            abi -> add(path, "Python ABI", "%s; other versions of Python compile it again", abi));
  }

  private void add(String path, String reason, String detail, String value) {
    findings.add(new PortabilityFinding(path, reason, detail.formatted(Printable.of(value))));
  }
}
