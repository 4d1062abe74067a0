package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.ConformanceCase.contained;
import static io.mcv.testing.conformance.ConformanceCase.refused;
import static io.mcv.testing.conformance.JsonParts.first;
import static io.mcv.testing.conformance.JsonParts.object;
import static io.mcv.testing.conformance.OciImageCases.keptByBase;

import io.mcv.oci.model.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Blobs, and documents as JSON. */
final class OciBlobCases {
  private static final String GZIP = "\u001f";
  private static final String MANIFEST = MediaType.OCI_MANIFEST.value();

  private OciBlobCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        keptByBase("OCI-BLOB-01"),
        refused(
            "OCI-BLOB-01",
            "no-layer",
            "auto",
            "the blob of the layer is missing",
            () -> BaseImages.current().files(files -> files.remove(blob(files, GZIP)))),
        refused(
            "OCI-BLOB-01",
            "no-config",
            "auto",
            "the blob of the configuration is missing",
            () -> BaseImages.current().files(files -> files.remove(blob(files, "{\"created")))),
        keptByBase("OCI-BLOB-02"),
        refused(
            "OCI-BLOB-02",
            "long-layer",
            "auto",
            "the layer has one byte more than its descriptor says",
            () ->
                BaseImages.current()
                    .manifest(
                        m ->
                            first(m, "layers")
                                .merge("size", -1L, (size, one) -> (Long) size + (Long) one))),
        refused(
            "OCI-BLOB-02",
            "short-config",
            "auto",
            "the configuration has one byte less than its descriptor says",
            () ->
                BaseImages.current()
                    .manifest(
                        m ->
                            object(m, "config")
                                .merge("size", 1L, (size, one) -> (Long) size + (Long) one))),
        keptByBase("OCI-BLOB-03"),
        refused(
            "OCI-BLOB-03",
            "changed-config",
            "auto",
            "a letter of the configuration was changed after its digest was taken",
            () ->
                BaseImages.current()
                    .files(files -> replace(files, blob(files, "{\"created"), "amd64", "amd46"))),
        refused(
            "OCI-BLOB-03",
            "changed-manifest",
            "auto",
            "a letter of the manifest was changed after its digest was taken",
            () ->
                BaseImages.current()
                    .files(
                        files ->
                            replace(
                                files,
                                blob(files, "{\"schema"),
                                "config.v1+json",
                                "config.v2+json"))),
        keptByBase("OCI-BLOB-04"),
        contained(
            "OCI-BLOB-04",
            "sha384-subject",
            "auto",
            "the subject is named by SHA-384, which image-spec does not register",
            () ->
                BaseImages.current()
                    .manifest(
                        m -> m.put("subject", descriptor(MANIFEST, "sha384:" + "0".repeat(96))))),
        keptByBase("OCI-BLOB-05"),
        contained(
            "OCI-BLOB-05",
            "large-manifest",
            "auto",
            "the manifest has a byte more than 4 MiB, most of it spaces",
            () -> BaseImages.current().manifestBytes(bytes -> padded(bytes, 4 * 1024 * 1024 + 1))),
        keptByBase("OCI-BLOB-06"),
        contained(
            "OCI-BLOB-06",
            "gzip-as-tar",
            "auto",
            "a layer in gzip is named a plain tar",
            () ->
                BaseImages.current()
                    .layer(0, layer -> layer.mediaType("application/vnd.oci.image.layer.v1.tar"))),
        keptByBase("OCI-BLOB-07"),
        refused(
            "OCI-BLOB-07",
            "manifest-is-a-list",
            "auto",
            "the manifest is a JSON list",
            () -> BaseImages.current().manifestBytes(bytes -> ascii("[" + ascii(bytes) + "]"))),
        contained(
            "OCI-BLOB-07",
            "config-cut",
            "auto",
            "the configuration ends in the middle",
            () ->
                BaseImages.current().configBytes(bytes -> Arrays.copyOf(bytes, bytes.length / 2))),
        keptByBase("OCI-BLOB-08"),
        contained(
            "OCI-BLOB-08",
            "latin-1",
            "auto",
            "the author of the image is in Latin-1",
            () ->
                BaseImages.current()
                    .config(c -> c.put("author", "x~x"))
                    .configBytes(bytes -> swapped(bytes, (byte) 0x7e, (byte) 0xe4))),
        keptByBase("OCI-BLOB-09"),
        refused(
            "OCI-BLOB-09",
            "two-layers-keys",
            "auto",
            "the manifest has the key layers twice",
            () ->
                BaseImages.current()
                    .manifestBytes(
                        bytes ->
                            ascii(
                                ascii(bytes).replace("\"layers\":", "\"layers\":[],\"layers\":")))),
        keptByBase("OCI-BLOB-10"),
        refused(
            "OCI-BLOB-10",
            "two-manifests",
            "auto",
            "a second JSON object follows the manifest in the same blob",
            () -> BaseImages.current().manifestBytes(bytes -> ascii(ascii(bytes) + "{}"))),
        keptByBase("OCI-BLOB-11"),
        contained(
            "OCI-BLOB-11",
            "deep-manifest",
            "auto",
            "a field of the manifest that nobody knows is nested 250 deep",
            () ->
                BaseImages.current()
                    .manifestBytes(
                        bytes ->
                            ascii(
                                ascii(bytes)
                                    .replace(
                                        "{\"schemaVersion\"",
                                        "{\"x\":"
                                            + "[".repeat(250)
                                            + "]".repeat(250)
                                            + ",\"schemaVersion\"")))));
  }

  private static Map<String, Object> descriptor(String mediaType, String digest) {
    return JsonParts.descriptor(mediaType, digest, 2);
  }

  /** The first blob that begins so. */
  private static String blob(SortedMap<String, byte[]> files, String start) {
    return files.entrySet().stream()
        .filter(
            file -> file.getKey().startsWith("blobs/") && ascii(file.getValue()).startsWith(start))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static void replace(
      SortedMap<String, byte[]> files, String path, String old, String changed) {
    files.compute(path, (name, bytes) -> ascii(ascii(bytes).replace(old, changed)));
  }

  private static byte[] padded(byte[] bytes, int length) {
    byte[] padded = Arrays.copyOf(bytes, length);
    Arrays.fill(padded, bytes.length, length, (byte) ' ');
    return padded;
  }

  private static byte[] swapped(byte[] bytes, byte from, byte to) {
    byte[] swapped = bytes.clone();
    for (int i = 0; i < swapped.length; i++) {
      swapped[i] = swapped[i] == from ? to : swapped[i];
    }
    return swapped;
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
