package io.mcv.testing;

import com.github.luben.zstd.ZstdInputStream;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A second opinion on an OCI image layout: it shares no code with the reader that it checks, only
 * the JSON parser.
 *
 * <p>Checked, for everything that {@code index.json} leads to: blobs exist with the digest and the
 * size of their descriptors; indexes and manifests are of schema 2; an image's layers are
 * compressed as their media types say, and unpack to its {@code diff_ids}, one for each; its
 * history, if there is one, counts as many layers.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">image-layout.md</a>
 */
public final class ImageValidator {
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha256", "SHA-256", "sha512", "SHA-512");

  private final Path layout;
  private final List<String> problems = new ArrayList<>();

  private ImageValidator(Path layout) {
    this.layout = layout;
  }

  /**
   * Checks a layout.
   *
   * @throws AssertionError if anything is wrong with it, with one line for each problem
   */
  public static void assertValid(Path layout) {
    List<String> problems = problems(layout);
    if (!problems.isEmpty()) {
      throw new AssertionError(layout + " is not valid:\n  " + String.join("\n  ", problems));
    }
  }

  /** What is wrong with a layout, one line each; empty if nothing is. */
  public static List<String> problems(Path layout) {
    ImageValidator validator = new ImageValidator(layout);
    validator.checkLayout();
    return List.copyOf(validator.problems);
  }

  private void checkLayout() {
    check(
        "oci-layout",
        () -> {
          JsonObject marker = read(layout.resolve("oci-layout"));
          expect("1.0.0".equals(marker.get("imageLayoutVersion")), "oci-layout: not 1.0.0");
        });
    check("index.json", () -> checkIndex("index.json", read(layout.resolve("index.json"))));
  }

  /** Notes what cannot be read as a problem, and goes on with the rest. */
  private void check(String where, Check check) {
    try {
      check.run();
    } catch (IOException e) {
      problems.add(where + ": " + e);
    }
  }

  private interface Check {
    void run() throws IOException;
  }

  private void checkIndex(String where, JsonObject index) throws IOException {
    expect(Long.valueOf(2).equals(index.get("schemaVersion")), where + ": schemaVersion is not 2");
    List<JsonObject> manifests = index.optionalObjects("manifests");
    if (manifests == null) {
      problems.add(where + ": manifests is missing");
      return;
    }
    for (int i = 0; i < manifests.size(); i++) {
      String manifest = where + " manifests[" + i + "]";
      JsonObject descriptor = manifests.get(i);
      check(manifest, () -> checkManifest(manifest, descriptor));
    }
  }

  private void checkManifest(String where, JsonObject descriptor) throws IOException {
    Path blob = checkBlob(where, descriptor);
    if (blob == null) {
      return;
    }
    String type = descriptor.string("mediaType");
    JsonObject document = read(blob);
    String declared = document.optionalString("mediaType");
    expect(declared == null || declared.equals(type), where + ": its mediaType is not " + type);
    if (type.endsWith("image.index.v1+json") || type.endsWith("manifest.list.v2+json")) {
      checkIndex(where, document);
    } else {
      checkImage(where, document);
    }
  }

  private void checkImage(String where, JsonObject manifest) throws IOException {
    expect(
        Long.valueOf(2).equals(manifest.get("schemaVersion")), where + ": schemaVersion is not 2");
    Path config = checkBlob(where + " config", manifest.object("config"));
    List<JsonObject> layers = manifest.optionalObjects("layers");
    if (layers == null) {
      problems.add(where + ": layers is missing");
      return;
    }
    List<String> diffIds = new ArrayList<>();
    boolean image = isImageConfig(manifest.object("config").string("mediaType"));
    for (int i = 0; i < layers.size(); i++) {
      String layer = where + " layers[" + i + "]";
      Path blob = checkBlob(layer, layers.get(i));
      if (blob != null && image) {
        diffIds.add(checkCompression(layer, layers.get(i).string("mediaType"), blob));
      }
    }
    if (config != null && image) {
      checkConfig(where + " config", read(config), diffIds);
    }
  }

  private void checkConfig(String where, JsonObject config, List<String> diffIds)
      throws IOException {
    List<String> declared = config.object("rootfs").optionalStrings("diff_ids");
    expect(
        diffIds.equals(declared),
        where + ": diff_ids are " + declared + ", the layers have " + diffIds);
    List<JsonObject> history = config.optionalObjects("history");
    if (history != null) {
      int counted = 0;
      for (JsonObject item : history) {
        counted += item.flag("empty_layer") ? 0 : 1;
      }
      expect(
          counted == diffIds.size(),
          where + ": history counts " + counted + " layers of " + diffIds.size());
    }
  }

  private static boolean isImageConfig(String mediaType) {
    return mediaType.equals("application/vnd.oci.image.config.v1+json")
        || mediaType.equals("application/vnd.docker.container.image.v1+json");
  }

  /** The digest of the layer unpacked, by what its first bytes say. */
  private String checkCompression(String where, String mediaType, Path blob) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(blob))) {
      in.mark(4);
      byte[] magic = in.readNBytes(4);
      in.reset();
      String start = HexFormat.of().formatHex(magic);
      boolean gzip = start.startsWith("1f8b");
      boolean zstd = start.equals("28b52ffd");
      expect(
          gzip == mediaType.endsWith("gzip") && zstd == mediaType.endsWith("zstd"),
          where + ": its first bytes " + start + " are not those of " + mediaType);
      InputStream tar = gzip ? new GZIPInputStream(in) : zstd ? new ZstdInputStream(in) : in;
      return "sha256:" + hash("SHA-256", tar);
    }
  }

  /** The blob's file; null, with a problem noted, if it is not as described. */
  private @Nullable Path checkBlob(String where, JsonObject descriptor) throws IOException {
    String digest = descriptor.string("digest");
    String[] parts = digest.split(":", 2);
    String function = ALGORITHMS.get(parts[0]);
    if (function == null || !parts[1].matches("[0-9a-f]+")) {
      problems.add(where + ": not a digest: " + digest);
      return null;
    }
    Path blob = layout.resolve("blobs").resolve(parts[0]).resolve(parts[1]);
    if (!Files.isRegularFile(blob)) {
      problems.add(where + ": there is no blob " + digest);
      return null;
    }
    long size = Files.size(blob);
    if (size != descriptor.integer("size")) {
      problems.add(where + ": size is " + descriptor.get("size") + ", the blob has " + size);
      return null;
    }
    String actual;
    try (InputStream in = Files.newInputStream(blob)) {
      actual = hash(function, in);
    }
    if (!actual.equals(parts[1])) {
      problems.add(where + ": digest is " + digest + ", the blob has " + actual);
      return null;
    }
    return blob;
  }

  private static String hash(String function, InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance(function);
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + function, e);
    }
  }

  private static JsonObject read(Path file) throws IOException {
    return Json.parseObject(Files.readAllBytes(file));
  }

  private void expect(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
