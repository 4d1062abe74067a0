package io.mcv.spec.conformance.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.RawManifest;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayoutView;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reader of ours refuses in a document, a rule of level error is broken by. */
class ReaderAgreementTest {
  private static final int MUTATIONS = 1_000;
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
  private static final String DESCRIPTOR =
      """
      {"mediaType": "%s", "digest": "%s", "size": 2, "annotations": {"com.example.key": "x"}%s}""";
  private static final String MORE =
      """
      , "urls": ["https://example.com/x"], "artifactType": "application/x",
        "platform": {"architecture": "arm64", "os": "linux", "variant": "v8", "os.features": ["x"]}""";

  /** Valid documents with every field that a reader looks at. */
  private enum Part {
    MANIFEST(
        Document.Kind.MANIFEST,
        MediaType.OCI_MANIFEST.value(),
        """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
         "artifactType": "application/x", "config": %s, "layers": [%s],
         "subject": %s, "annotations": {"com.example.key": "x"}}"""
            .formatted(
                descriptor(MediaType.OCI_CONFIG, ""),
                descriptor(MediaType.OCI_LAYER_TAR, MORE),
                descriptor(MediaType.OCI_MANIFEST, MORE))),
    INDEX(
        Document.Kind.INDEX,
        MediaType.OCI_INDEX.value(),
        """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
         "manifests": [%s], "subject": %s, "annotations": {"com.example.key": "x"}}"""
            .formatted(
                descriptor(MediaType.OCI_MANIFEST, MORE), descriptor(MediaType.OCI_MANIFEST, ""))),
    LAYOUT_INDEX(
        Document.Kind.LAYOUT_INDEX,
        null,
        """
        {"schemaVersion": 2, "manifests": [%s, %s]}"""
            .formatted(
                descriptor(MediaType.OCI_MANIFEST, MORE), descriptor(MediaType.OCI_INDEX, ""))),
    CONFIG(
        Document.Kind.CONFIG,
        MediaType.OCI_CONFIG.value(),
        """
        {"created": "2024-01-02T03:04:05Z", "author": "x", "architecture": "arm64", "os": "linux",
         "os.version": "1", "os.features": ["x"], "variant": "v8", "docker_version": "1",
         "config": {"User": "x", "ExposedPorts": {"80/tcp": {}}, "Env": ["A=b"],
           "Entrypoint": ["x"], "Cmd": ["x"], "Volumes": {"/x": {}}, "WorkingDir": "/",
           "Labels": {"x": "y"}, "StopSignal": "SIGTERM", "ArgsEscaped": true},
         "rootfs": {"type": "layers", "diff_ids": ["%s"]},
         "history": [{"created": "2024-01-02T03:04:05Z", "created_by": "x", "author": "x",
           "comment": "x", "empty_layer": false}]}"""
            .formatted(DIGEST));

    private final Document.Kind kind;
    private final @Nullable String mediaType;
    private final byte[] bytes;
    private final Document valid;

    Part(Document.Kind kind, @Nullable String mediaType, String text) {
      this.kind = kind;
      this.mediaType = mediaType;
      this.bytes = text.getBytes(StandardCharsets.UTF_8);
      this.valid = document(bytes);
    }

    private static String descriptor(MediaType type, String more) {
      return DESCRIPTOR.formatted(type, DIGEST, more);
    }

    private byte[] bytes() {
      return bytes;
    }

    private Document document(byte[] content) {
      return Document.read(kind, name(), mediaType, content);
    }

    private void read(byte[] bytes) throws OciException {
      switch (this) {
        case MANIFEST -> RawManifest.of(MediaType.OCI_MANIFEST, bytes).parse();
        case INDEX -> RawManifest.of(MediaType.OCI_INDEX, bytes).parse();
        case LAYOUT_INDEX -> ImageIndex.parse(bytes);
        case CONFIG -> ImageConfig.parse(bytes);
      }
    }
  }

  @Test
  void validDocumentsBreakNothing() throws OciException {
    for (Part part : Part.values()) {
      part.read(part.bytes());
      assertThat(broken(part, part.bytes())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRefusedIsBrokenByARule(Part part) throws Exception {
    JsonMutation mutation = new JsonMutation(part.ordinal());
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = mutation.mutate(part.bytes());
      try {
        part.read(bytes);
      } catch (OciException e) {
        refused++;
        if (broken(part, bytes).findAny().isEmpty()) {
          fail("no rule for: " + e.getMessage() + "\n" + new String(bytes, StandardCharsets.UTF_8));
        }
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 3);
  }

  /** The part among others that are valid, as it stands in an image. */
  private static Stream<String> broken(Part part, byte[] bytes) {
    ImageView image =
        new ImageView(
            new LayoutView(null, document(Part.LAYOUT_INDEX, part, bytes), List.of()),
            List.of(document(Part.INDEX, part, bytes)),
            document(Part.MANIFEST, part, bytes),
            document(Part.CONFIG, part, bytes),
            List.of(),
            null);
    return Stream.concat(OciImageRules.ALL.stream(), OciLayoutRules.ALL.stream())
        .filter(
            rule ->
                rule.level() == Level.ERROR
                    && rule.check().check(image).verdict() == Outcome.Verdict.FAIL)
        .map(Rule::id);
  }

  private static Document document(Part which, Part changed, byte[] bytes) {
    return which == changed ? which.document(bytes) : which.valid;
  }
}
