package io.mcv.spec.conformance.cache;

import io.mcv.spec.CacheKind;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** The hash folders of a vLLM cache. */
final class HashFolders {
  private static final String COMPILED = "torch_compile_cache";
  private static final String AHEAD_OF_TIME = "torch_aot_compile";
  private static final int DEEPEST = 5;

  private HashFolders() {}

  /** Their paths below the cache folder. */
  static Set<String> paths(CachePayload payload, CacheKind kind) {
    Set<String> paths = new LinkedHashSet<>();
    payload.files(kind).keySet().forEach(path -> add(paths, path, false));
    payload.folders(kind).forEach(folder -> add(paths, folder.path(), true));
    return paths;
  }

  /** Their names. */
  static Set<String> names(Set<String> paths) {
    Set<String> names = new TreeSet<>();
    paths.forEach(path -> names.add(path.substring(path.lastIndexOf('/') + 1)));
    return names;
  }

  private static void add(Set<String> paths, String path, boolean isFolder) {
    String[] names = path.split("/", DEEPEST);
    if (!names[0].equals(COMPILED) && !names[0].equals(AHEAD_OF_TIME)) {
      return;
    }
    boolean nested =
        names[0].equals(COMPILED) && names.length > 1 && names[1].equals(AHEAD_OF_TIME);
    int length = nested ? 3 : 2;
    if (names.length > length || names.length == length && isFolder) {
      paths.add(String.join("/", Arrays.asList(names).subList(0, length)));
    }
  }
}
