package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.ConformanceCase.accepted;
import static io.mcv.testing.conformance.ConformanceCase.contained;
import static io.mcv.testing.conformance.ConformanceCase.passes;
import static io.mcv.testing.conformance.ConformanceCase.refused;
import static io.mcv.testing.conformance.JsonParts.first;
import static io.mcv.testing.conformance.JsonParts.list;
import static io.mcv.testing.conformance.JsonParts.object;
import static io.mcv.testing.conformance.OciImageCases.keptByBase;

import io.mcv.oci.model.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Manifests. */
final class OciManifestCases {
  private OciManifestCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        keptByBase("OCI-MANIFEST-01"),
        contained(
            "OCI-MANIFEST-01",
            "unknown-type",
            "auto",
            "index.json gives the manifest a type that nobody knows",
            () ->
                BaseImages.current()
                    .index(
                        i ->
                            first(i, "manifests")
                                .put("mediaType", "application/vnd.example.manifest.v1+json"))),
        keptByBase("OCI-MANIFEST-02"),
        refused(
            "OCI-MANIFEST-02",
            "version-1",
            "auto",
            "the manifest says schemaVersion 1",
            () -> BaseImages.current().manifest(m -> m.put("schemaVersion", 1))),
        keptByBase("OCI-MANIFEST-03"),
        contained(
            "OCI-MANIFEST-03",
            "version-3",
            "auto",
            "the manifest says schemaVersion 3",
            () -> BaseImages.current().manifest(m -> m.put("schemaVersion", 3))),
        contained(
            "OCI-MANIFEST-03",
            "no-version",
            "auto",
            "the manifest has no schemaVersion",
            () -> BaseImages.current().manifest(m -> m.remove("schemaVersion"))),
        keptByBase("OCI-MANIFEST-04"),
        refused(
            "OCI-MANIFEST-04",
            "index-inside",
            "auto",
            "the manifest says that it is an index",
            () ->
                BaseImages.current()
                    .manifest(m -> m.put("mediaType", "application/vnd.oci.image.index.v1+json"))),
        keptByBase("OCI-MANIFEST-05"),
        accepted(
            "OCI-MANIFEST-05",
            "no-type",
            "auto",
            "the manifest does not say its type, as buildah 1.28 writes it",
            () -> BaseImages.current().manifest(m -> m.remove("mediaType"))),
        keptByBase("OCI-MANIFEST-06"),
        refused(
            "OCI-MANIFEST-06",
            "no-layers",
            "auto",
            "the manifest has no layers",
            () -> BaseImages.current().manifest(m -> m.remove("layers"))),
        contained(
            "OCI-MANIFEST-06",
            "no-config",
            "auto",
            "the manifest has no config",
            () -> BaseImages.current().manifest(m -> m.remove("config"))),
        keptByBase("OCI-MANIFEST-07"),
        refused(
            "OCI-MANIFEST-07",
            "empty-layers",
            "auto",
            "the list of layers is empty",
            () ->
                BaseImages.current()
                    .manifest(m -> list(m, "layers").clear())
                    .config(OciManifestCases::withoutLayers)),
        keptByBase("OCI-MANIFEST-08"),
        refused(
            "OCI-MANIFEST-08",
            "manifests",
            "auto",
            "the manifest has a list of manifests too (CVE-2021-41190)",
            () -> BaseImages.current().manifest(m -> m.put("manifests", List.of()))),
        refused(
            "OCI-MANIFEST-08",
            "fs-layers",
            "auto",
            "the manifest has the layers of docker's schema 1 too",
            () -> BaseImages.current().manifest(m -> m.put("fsLayers", List.of()))),
        passes(
            "OCI-MANIFEST-09",
            "typed",
            "auto",
            "the manifest says a type of artifact",
            () ->
                BaseImages.current()
                    .manifest(m -> m.put("artifactType", "application/vnd.example+type"))),
        contained(
            "OCI-MANIFEST-09",
            "no-subtype",
            "auto",
            "the artifactType has a subtype that begins with a dot",
            () -> BaseImages.current().manifest(m -> m.put("artifactType", "foo/.bar"))),
        passes(
            "OCI-MANIFEST-10",
            "typed",
            "auto",
            "an artifact with the empty config says what it is",
            () -> artifact().manifest(m -> m.put("artifactType", "application/vnd.example+type"))),
        contained(
            "OCI-MANIFEST-10",
            "no-type",
            "auto",
            "an artifact with the empty config does not say what it is",
            () -> artifact()),
        keptByBase("OCI-MANIFEST-11"),
        contained(
            "OCI-MANIFEST-11",
            "own-config",
            "auto",
            "the config is of a type of its own, and no artifactType says why",
            () ->
                BaseImages.current()
                    .manifest(
                        m ->
                            object(m, "config")
                                .put("mediaType", "application/vnd.example.config+json"))),
        keptByBase("OCI-MANIFEST-12"),
        contained(
            "OCI-MANIFEST-12",
            "own-layer",
            "oci",
            "the layer is of a type that nobody knows",
            () -> noCache("application/vnd.example.layer.v1.tar+gzip")),
        keptByBase("OCI-MANIFEST-13"),
        contained(
            "OCI-MANIFEST-13",
            "nondistributable",
            "oci",
            "the layer must not be passed on",
            () -> noCache("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip")),
        keptByBase("OCI-MANIFEST-14"),
        contained(
            "OCI-MANIFEST-14",
            "schema-2",
            "auto",
            "manifest, configuration and layer are of docker's schema 2",
            () -> docker()));
  }

  private static void withoutLayers(Map<String, Object> config) {
    list(object(config, "rootfs"), "diff_ids").clear();
    list(config, "history").clear();
  }

  /** A file that is no cache: of the layers of a cache other rules say more. */
  private static VectorImage noCache(String layerType) {
    return new VectorImage()
        .add(VectorLayer.gzip().add(VectorEntry.file("file", new byte[] {1})).mediaType(layerType));
  }

  private static VectorImage docker() {
    return BaseImages.current()
        .types(MediaType.DOCKER_MANIFEST.value(), MediaType.DOCKER_CONFIG.value())
        .layer(0, layer -> layer.mediaType(MediaType.DOCKER_LAYER_TAR_GZIP.value()));
  }

  /** Layers of a cache below the empty config. */
  private static VectorImage artifact() {
    return BaseImages.artifact()
        .types(MediaType.OCI_MANIFEST.value(), MediaType.OCI_EMPTY.value())
        .configBytes(bytes -> "{}".getBytes(StandardCharsets.US_ASCII));
  }
}
