package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.ConformanceCase.accepted;
import static io.mcv.testing.conformance.ConformanceCase.contained;
import static io.mcv.testing.conformance.ConformanceCase.passes;
import static io.mcv.testing.conformance.ConformanceCase.refused;
import static io.mcv.testing.conformance.JsonParts.first;
import static io.mcv.testing.conformance.JsonParts.linux;
import static io.mcv.testing.conformance.JsonParts.object;
import static io.mcv.testing.conformance.OciImageCases.keptByBase;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Descriptors and annotations. */
final class OciDescriptorCases {
  private static final String MANIFEST = MediaType.OCI_MANIFEST.value();
  private static final String CREATED = "org.opencontainers.image.created";

  /** Of an empty JSON object. */
  private static final String DIGEST =
      Digest.sha256("{}".getBytes(StandardCharsets.US_ASCII)).toString();

  private OciDescriptorCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        keptByBase("OCI-DESC-01"),
        refused(
            "OCI-DESC-01",
            "no-digest",
            "auto",
            "the descriptor of the layer has no digest",
            () -> BaseImages.current().manifest(m -> first(m, "layers").remove("digest"))),
        contained(
            "OCI-DESC-01",
            "no-size",
            "auto",
            "the descriptor of the configuration has no size",
            () -> BaseImages.current().manifest(m -> object(m, "config").remove("size"))),
        contained(
            "OCI-DESC-01",
            "subject-is-text",
            "auto",
            "the subject is a string",
            () -> BaseImages.current().manifest(m -> m.put("subject", "nope"))),
        keptByBase("OCI-DESC-02"),
        contained(
            "OCI-DESC-02",
            "size-is-text",
            "auto",
            "the size of the layer is a string",
            () ->
                BaseImages.current()
                    .manifest(
                        m ->
                            first(m, "layers")
                                .compute("size", (key, size) -> String.valueOf(size)))),
        keptByBase("OCI-DESC-03"),
        contained(
            "OCI-DESC-03",
            "no-subtype",
            "auto",
            "the subject has a media type without a subtype",
            () ->
                BaseImages.current()
                    .manifest(m -> m.put("subject", descriptor("application", DIGEST)))),
        keptByBase("OCI-DESC-04"),
        refused(
            "OCI-DESC-04",
            "upper-case",
            "auto",
            "the digest of the layer is in upper case",
            () ->
                BaseImages.current()
                    .manifest(
                        m ->
                            first(m, "layers")
                                .compute("digest", (key, digest) -> upperCase(digest)))),
        refused(
            "OCI-DESC-04",
            "path",
            "auto",
            "the digest of the configuration is a path out of the layout",
            () ->
                BaseImages.current()
                    .manifest(
                        m -> object(m, "config").put("digest", "sha256:../../../../etc/passwd"))),
        keptByBase("OCI-DESC-05"),
        refused(
            "OCI-DESC-05",
            "negative",
            "auto",
            "the size of the layer is negative",
            () -> BaseImages.current().manifest(m -> first(m, "layers").put("size", -1L))),
        passes(
            "OCI-DESC-06",
            "padded",
            "auto",
            "the subject has its content in data",
            () -> BaseImages.current().manifest(m -> m.put("subject", embedded("e30=")))),
        contained(
            "OCI-DESC-06",
            "no-padding",
            "auto",
            "data of the subject lacks its padding",
            () -> BaseImages.current().manifest(m -> m.put("subject", embedded("e30")))),
        passes(
            "OCI-DESC-07",
            "same",
            "auto",
            "the subject has its content in data",
            () -> BaseImages.current().manifest(m -> m.put("subject", embedded("e30=")))),
        contained(
            "OCI-DESC-07",
            "other",
            "auto",
            "data of the subject is not what its digest says",
            () -> BaseImages.current().manifest(m -> m.put("subject", embedded("W10=")))),
        passes(
            "OCI-DESC-08",
            "https",
            "auto",
            "the subject names a place on the web",
            () ->
                BaseImages.current()
                    .manifest(
                        m ->
                            m.put("subject", withField("urls", List.of("https://example.com/x"))))),
        contained(
            "OCI-DESC-08",
            "no-scheme",
            "auto",
            "the subject names a place without a scheme",
            () ->
                BaseImages.current()
                    .manifest(m -> m.put("subject", withField("urls", List.of("value"))))),
        passes(
            "OCI-DESC-09",
            "linux",
            "auto",
            "the entry of the image names its platform",
            () ->
                BaseImages.current()
                    .index(i -> first(i, "manifests").put("platform", linux("amd64")))),
        contained(
            "OCI-DESC-09",
            "no-architecture",
            "auto",
            "the entry of the image names an os alone",
            () ->
                BaseImages.current()
                    .index(i -> first(i, "manifests").put("platform", Map.of("os", "linux")))),
        keptByBase("OCI-DESC-10"),
        contained(
            "OCI-DESC-10",
            "number",
            "auto",
            "an annotation of the manifest is a number",
            () ->
                BaseImages.current()
                    .manifest(m -> m.put("annotations", Map.of("com.example.count", 1L)))),
        keptByBase("OCI-DESC-11"),
        accepted(
            "OCI-DESC-11",
            "plain-key",
            "auto",
            "a key of an annotation has no domain",
            () ->
                BaseImages.current().manifest(m -> m.put("annotations", Map.of("key1", "value1")))),
        passes(
            "OCI-DESC-12",
            "utc",
            "auto",
            "the manifest says when the image was made",
            () ->
                BaseImages.current()
                    .manifest(m -> m.put("annotations", Map.of(CREATED, "1970-01-01T00:00:00Z")))),
        accepted(
            "OCI-DESC-12",
            "date",
            "auto",
            "the manifest says on which day the image was made, but no time",
            () ->
                BaseImages.current()
                    .manifest(m -> m.put("annotations", Map.of(CREATED, "1970-01-01")))));
  }

  private static Map<String, Object> descriptor(String mediaType, String digest) {
    return JsonParts.descriptor(mediaType, digest, 2);
  }

  private static Map<String, Object> embedded(String data) {
    return withField("data", data);
  }

  private static Map<String, Object> withField(String name, Object value) {
    Map<String, Object> descriptor = descriptor(MANIFEST, DIGEST);
    descriptor.put(name, value);
    return descriptor;
  }

  private static String upperCase(Object digest) {
    return "sha256:" + digest.toString().substring(7).toUpperCase(Locale.ROOT);
  }
}
