package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.ConformanceCase.accepted;
import static io.mcv.testing.conformance.ConformanceCase.contained;
import static io.mcv.testing.conformance.ConformanceCase.refused;
import static io.mcv.testing.conformance.JsonParts.first;
import static io.mcv.testing.conformance.JsonParts.list;
import static io.mcv.testing.conformance.OciImageCases.keptByBase;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Layouts. */
final class OciLayoutCases {
  private static final String MANIFEST = MediaType.OCI_MANIFEST.value();
  private static final String DIGEST = "sha256:" + "0".repeat(64);

  /** Of no bytes. */
  private static final String EMPTY = Digest.sha256(new byte[0]).toString();

  private OciLayoutCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        keptByBase("OCI-LAYOUT-01"),
        contained(
            "OCI-LAYOUT-01",
            "no-marker",
            "auto",
            "there is no file oci-layout",
            () -> BaseImages.current().files(files -> files.remove("oci-layout"))),
        keptByBase("OCI-LAYOUT-02"),
        contained(
            "OCI-LAYOUT-02",
            "version-2",
            "auto",
            "the layout is of version 2.0.0",
            () ->
                BaseImages.current()
                    .files(files -> replace(files, "oci-layout", "1.0.0", "2.0.0"))),
        keptByBase("OCI-LAYOUT-03"),
        refused(
            "OCI-LAYOUT-03",
            "no-index",
            "auto",
            "there is no index.json",
            () -> BaseImages.current().files(files -> files.remove("index.json"))),
        keptByBase("OCI-LAYOUT-04"),
        contained(
            "OCI-LAYOUT-04",
            "xml",
            "auto",
            "index.json names an XML file beside the image",
            () ->
                BaseImages.current()
                    .index(i -> list(i, "manifests").add(descriptor("application/xml", EMPTY)))
                    .files(files -> files.put("blobs/sha256/" + EMPTY.substring(7), new byte[0]))),
        keptByBase("OCI-LAYOUT-05"),
        contained(
            "OCI-LAYOUT-05",
            "space",
            "auto",
            "another entry has a name with a space",
            () -> BaseImages.current().index(i -> another(i, "a b"))),
        keptByBase("OCI-LAYOUT-06"),
        contained(
            "OCI-LAYOUT-06",
            "twice",
            "auto",
            "two entries have the same name",
            () -> BaseImages.current().index(i -> another(i, VectorImage.TAG))),
        keptByBase("OCI-LAYOUT-07"),
        accepted(
            "OCI-LAYOUT-07",
            "temporary",
            "auto",
            "a temporary file was left among the blobs",
            () ->
                BaseImages.current()
                    .files(files -> files.put("blobs/sha256/.tmp-1", new byte[] {1}))),
        keptByBase("OCI-LAYOUT-08"),
        contained(
            "OCI-LAYOUT-08",
            "sparse",
            "auto",
            "index.json names a manifest of another image, which is not there",
            () ->
                BaseImages.current()
                    .index(i -> list(i, "manifests").add(descriptor(MANIFEST, DIGEST)))),
        keptByBase("OCI-LAYOUT-09"),
        accepted(
            "OCI-LAYOUT-09",
            "left-over",
            "auto",
            "a blob is there that nothing names",
            () ->
                BaseImages.current()
                    .files(files -> files.put("blobs/sha256/" + EMPTY.substring(7), new byte[0]))),
        keptByBase("OCI-LAYOUT-10"),
        accepted(
            "OCI-LAYOUT-10",
            "manifest-json",
            "auto",
            "docker's manifest.json lies beside index.json",
            () -> BaseImages.current().files(files -> files.put("manifest.json", ascii("[]")))));
  }

  private static Map<String, Object> descriptor(String mediaType, String digest) {
    return JsonParts.descriptor(mediaType, digest, 0);
  }

  /** One more entry of the same image. */
  private static void another(Map<String, Object> index, String name) {
    Map<String, Object> entry = new LinkedHashMap<>(first(index, "manifests"));
    entry.put("annotations", Map.of("org.opencontainers.image.ref.name", name));
    list(index, "manifests").add(entry);
  }

  private static void replace(
      SortedMap<String, byte[]> files, String path, String old, String changed) {
    files.compute(
        path,
        (name, bytes) -> ascii(new String(bytes, StandardCharsets.US_ASCII).replace(old, changed)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
