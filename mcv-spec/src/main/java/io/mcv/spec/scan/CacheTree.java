package io.mcv.spec.scan;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.spec.CacheException;
import io.mcv.spec.CacheException.Reason;
import io.mcv.spec.CacheFile;
import io.mcv.spec.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a cache by path, and their contents, read within bounds. */
final class CacheTree {
  /** The folders that make a folder the root of a vLLM cache. */
  static final List<String> VLLM_FOLDERS = List.of("torch_compile_cache", "torch_aot_compile");

  private static final String TRITON_FOLDER = "triton_cache";
  private static final int MAX_METADATA_BYTES = 16 << 20;

  private final Map<String, CacheFile> files = new LinkedHashMap<>();
  private final Map<String, FileContent> contents = new HashMap<>();

  CacheTree(List<CacheFile> list) {
    for (CacheFile file : list) {
      files.put(file.path(), file);
      if (file instanceof CacheFile.Regular regular) {
        contents.put(file.path(), regular.content());
      } else if (file instanceof CacheFile.HardLink link) {
        contents.put(file.path(), contents.get(link.target()));
      }
    }
  }

  /** The last name of a path. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether a folder of this path is the Triton cache inside a vLLM cache. */
  static boolean isTritonFolder(String path) {
    return name(path).equals(TRITON_FOLDER);
  }

  /** All paths of files with content, in order. */
  Stream<String> contents() {
    return files.keySet().stream().filter(contents::containsKey);
  }

  /** All paths of files with content anywhere under a folder, in order. */
  Stream<String> contentsUnder(String folder) {
    return contents().filter(path -> path.startsWith(folder + "/"));
  }

  /** The paths of the children of a folder, in order. */
  List<String> children(String folder) {
    return files.keySet().stream()
        .filter(path -> path.startsWith(folder + "/"))
        .filter(path -> path.indexOf('/', folder.length() + 1) < 0)
        .toList();
  }

  /** The paths of the children of a folder that are folders, in order. */
  List<String> folders(String folder) {
    return children(folder).stream().filter(this::isFolder).toList();
  }

  boolean isFolder(String path) {
    return files.get(path) instanceof CacheFile.Folder;
  }

  boolean isFile(String path) {
    return contents.containsKey(path);
  }

  /** The size of a file with content. */
  long size(String path) {
    return content(path).size();
  }

  /** The bytes of a file with content. */
  InputStream open(String path) throws IOException {
    return content(path).open();
  }

  private FileContent content(String path) {
    FileContent content = contents.get(path);
    if (content == null) {
      throw new IllegalArgumentException("no file " + path);
    }
    return content;
  }

  /** All bytes of a metadata file. */
  byte[] read(String path) throws IOException {
    if (size(path) > MAX_METADATA_BYTES) {
      throw malformed(path, "is larger than " + (MAX_METADATA_BYTES >> 20) + " MiB", null);
    }
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    }
  }

  /** The JSON value in a metadata file. */
  @Nullable Object json(String path) throws IOException {
    try {
      return Json.parse(read(path));
    } catch (JsonException e) {
      throw malformed(path, "is " + e.getMessage(), e);
    }
  }

  /** The error for a metadata file that is not as it should be. */
  CacheException malformed(String path, String problem, @Nullable Exception cause) {
    CacheException error =
        new CacheException(
            Reason.MALFORMED,
            content(path).source().toString(),
            problem + "; remove its folder, it will be compiled again");
    if (cause != null) {
      error.initCause(cause);
    }
    return error;
  }
}
