package io.mcv.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A {@code __grp__NAME.json} of Triton, which lists the files of one kernel by absolute path:
 *
 * <pre>{"child_paths": {"add_kernel.cubin": "/root/.triton/cache/KEY/add_kernel.cubin", …}}</pre>
 *
 * <p>Triton drops children whose path does not exist and compiles again, so the paths must follow
 * the cache. Only the text of those paths is ever replaced: spaces, order of keys and everything
 * else stay, and a cache that comes back to where it was has its old bytes. The oldest form, with a
 * list of names, and any other form have no paths and stay as they are.
 */
public final class GroupFile {
  private static final String PREFIX = "__grp__";
  private static final String CHILD_PATHS = "child_paths";
  private static final String SANITIZED_ROOT = ".triton/cache";
  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] text;
  private final JsonObject object;
  private final List<Child> children;

  /** One path, and where its string with the quotes stands in the text. */
  private record Child(String name, String path, int start, int end) {}

  private GroupFile(byte[] text, JsonObject object, List<Child> children) {
    this.text = text;
    this.object = object;
    this.children = children;
  }

  /** Whether a file of this path is a group file by its name. */
  public static boolean isGroupFile(String path) {
    return path.startsWith(PREFIX, path.lastIndexOf('/') + 1) && path.endsWith(".json");
  }

  /**
   * Reads one.
   *
   * @throws JsonException if it is not a JSON object
   */
  public static GroupFile parse(byte[] utf8) throws JsonException {
    JsonObject object = Json.parseObject(utf8);
    try (JsonParser parser = JSON.createParser(utf8)) {
      List<Child> children = children(parser);
      for (Child child : children) {
        if (child.start() < 0 || utf8[child.start()] != '"' || utf8[child.end() - 1] != '"') {
          throw new JsonException("not UTF-8 without a byte order mark");
        }
      }
      return new GroupFile(utf8.clone(), object, children);
    } catch (JsonException e) {
      throw e;
    } catch (IOException e) {
      throw new JsonException("not valid JSON: " + e.getMessage());
    }
  }

  private static List<Child> children(JsonParser parser) throws IOException {
    List<Child> children = new ArrayList<>();
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean paths = parser.currentName().equals(CHILD_PATHS);
      if (parser.nextToken() == JsonToken.START_OBJECT && paths) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          if (parser.nextToken() == JsonToken.VALUE_STRING) {
            String path = parser.getText();
            int start = (int) parser.currentTokenLocation().getByteOffset();
            int end = (int) parser.currentLocation().getByteOffset();
            children.add(new Child(name, path, start, end));
          } else {
            parser.skipChildren();
          }
        }
      } else {
        parser.skipChildren();
      }
    }
    return children;
  }

  /** The path of each child by its name, in the order of the text; empty in forms without paths. */
  public Map<String, String> childPaths() {
    Map<String, String> paths = new LinkedHashMap<>();
    children.forEach(child -> paths.put(child.name(), child.path()));
    return paths;
  }

  /**
   * The first child that a cache does not have where {@link #relocated} looks for it.
   *
   * @param path of this file, relative to the cache folder
   * @param isInCache whether the cache has a file of this path, relative to its folder
   */
  public Optional<String> missingChild(String path, Predicate<String> isInCache) {
    return children.stream()
        .filter(child -> place(path, child, isInCache) == null)
        .map(Child::name)
        .findFirst();
  }

  /** The first path that does not start at {@code .triton/cache}, where tcv cut all of them. */
  public Optional<String> unshortened() {
    return children.stream()
        .map(Child::path)
        .filter(path -> !path.startsWith(SANITIZED_ROOT))
        .findFirst();
  }

  /**
   * The text for the cache at another place.
   *
   * <table>
   * <caption>New path of a child, first match</caption>
   * <tr><td>this cache has a file of that name beside the group file</td><td>that file</td></tr>
   * <tr><td>it has the last two names of the old path, beside this key folder</td><td>that file</td></tr>
   * <tr><td>otherwise</td><td>the old path</td></tr>
   * </table>
   *
   * @param path of this file, relative to the cache folder
   * @param cache the absolute folder that the cache goes to
   * @param isInCache whether the cache has a file of this path, relative to its folder
   */
  public byte[] relocated(String path, Path cache, Predicate<String> isInCache) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
    int done = 0;
    for (Child child : children) {
      String moved = place(path, child, isInCache);
      String target = moved == null ? child.path() : cache.resolve(moved).toString();
      if (!target.equals(child.path())) {
        out.write(text, done, child.start() - done);
        out.writeBytes(quoted(target));
        done = child.end();
      }
    }
    out.write(text, done, text.length - done);
    return out.toByteArray();
  }

  private static @Nullable String place(String path, Child child, Predicate<String> isInCache) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String beside = folder + child.name();
    if (isInCache.test(beside)) {
      return beside;
    }
    String[] names = child.path().split("/", -1);
    if (folder.isEmpty() || names.length < 2) {
      return null;
    }
    String keys = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    String sibling = keys + names[names.length - 2] + "/" + names[names.length - 1];
    return isInCache.test(sibling) ? sibling : null;
  }

  /**
   * The text as tcv wrote it from April to June 2025: paths cut to start at {@code .triton/cache},
   * keys sorted, two spaces per level, no newline at the end.
   *
   * @return empty where tcv left the file alone, as it is no object of objects of strings
   */
  public Optional<byte[]> sanitized() {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    for (String name : object.names()) {
      if (!(object.get(name) instanceof Map<?, ?> paths)) {
        return Optional.empty();
      }
      Map<String, String> cut = new TreeMap<>();
      for (Map.Entry<?, ?> entry : paths.entrySet()) {
        if (!(entry.getValue() instanceof String path)) {
          return Optional.empty();
        }
        int root = name.equals(CHILD_PATHS) ? path.indexOf(SANITIZED_ROOT) : 0;
        cut.put((String) entry.getKey(), path.substring(Math.max(root, 0)));
      }
      sorted.put(name, cut);
    }
    return Optional.of(GoJson.indented(sorted, "  "));
  }

  /** As Python's {@code json.dumps} writes a string: ASCII only, nothing else escaped than must. */
  private static byte[] quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString().getBytes(StandardCharsets.US_ASCII);
  }
}
