package io.mcv.oci.model;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Manifests and indexes to JSON, in the order of fields of the Go structs that everybody uses.
 *
 * <table>
 * <caption>Order of fields; those in brackets only where they are not empty</caption>
 * <tr><th></th><th>OCI, image-spec 1.1</th><th>docker schema 2, containers/image</th></tr>
 * <tr><td>manifest</td>
 *   <td>schemaVersion [mediaType artifactType] config layers [subject annotations]</td>
 *   <td>schemaVersion mediaType config layers</td></tr>
 * <tr><td>index</td>
 *   <td>schemaVersion [mediaType artifactType] manifests [subject annotations]</td>
 *   <td>schemaVersion mediaType manifests</td></tr>
 * <tr><td>descriptor</td>
 *   <td>mediaType digest size [urls annotations data platform artifactType]</td>
 *   <td>mediaType size digest [urls], in an index platform</td></tr>
 * <tr><td>platform</td>
 *   <td colspan="2">architecture os [os.version os.features variant]</td></tr>
 * </table>
 */
final class ManifestWriter {
  private ManifestWriter() {}

  static byte[] write(Manifest manifest) {
    GoStruct json = new GoStruct().put("schemaVersion", 2);
    json.put("mediaType", manifest.mediaType().value());
    boolean docker =
        manifest.mediaType().equals(MediaType.DOCKER_MANIFEST)
            || manifest.mediaType().equals(MediaType.DOCKER_LIST);
    return GoJson.compact(docker ? docker(json, manifest) : oci(json, manifest));
  }

  static byte[] writeLayoutIndex(ImageIndex index) {
    GoStruct json = new GoStruct().put("schemaVersion", 2);
    if (index.namedInLayout()) {
      json.put("mediaType", index.mediaType().value());
    }
    return GoJson.compact(oci(json, index));
  }

  private static GoStruct oci(GoStruct json, Manifest manifest) {
    json.putUnlessEmpty("artifactType", text(manifest.artifactType()));
    if (manifest instanceof ImageManifest image) {
      json.put("config", oci(image.config()));
      json.put("layers", image.layers().stream().map(ManifestWriter::oci).toList());
    } else if (manifest instanceof ImageIndex index) {
      json.put("manifests", index.manifests().stream().map(ManifestWriter::oci).toList());
    }
    Descriptor subject = manifest.subject();
    if (subject != null) {
      json.put("subject", oci(subject));
    }
    return json.putUnlessEmpty("annotations", manifest.annotations());
  }

  private static GoStruct docker(GoStruct json, Manifest manifest) {
    if (manifest instanceof ImageManifest image) {
      json.put("config", docker(image.config()));
      json.put("layers", image.layers().stream().map(ManifestWriter::docker).toList());
    } else if (manifest instanceof ImageIndex index) {
      json.put("manifests", index.manifests().stream().map(ManifestWriter::dockerListed).toList());
    }
    return json;
  }

  private static GoStruct oci(Descriptor descriptor) {
    GoStruct json =
        new GoStruct()
            .put("mediaType", descriptor.mediaType().value())
            .put("digest", descriptor.digest().toString())
            .put("size", descriptor.size())
            .putUnlessEmpty("urls", descriptor.urls())
            .putUnlessEmpty("annotations", descriptor.annotations());
    byte[] data = descriptor.data();
    if (data != null) {
      json.putUnlessEmpty("data", Base64.getEncoder().encodeToString(data));
    }
    Platform platform = descriptor.platform();
    if (platform != null) {
      json.put("platform", platform(platform));
    }
    return json.putUnlessEmpty("artifactType", text(descriptor.artifactType()));
  }

  private static GoStruct docker(Descriptor descriptor) {
    return new GoStruct()
        .put("mediaType", descriptor.mediaType().value())
        .put("size", descriptor.size())
        .put("digest", descriptor.digest().toString())
        .putUnlessEmpty("urls", descriptor.urls());
  }

  private static GoStruct dockerListed(Descriptor descriptor) {
    Platform platform = descriptor.platform();
    Platform written = platform == null ? new Platform("", "", null, List.of(), null) : platform;
    return docker(descriptor).put("platform", platform(written));
  }

  private static GoStruct platform(Platform platform) {
    return new GoStruct()
        .put("architecture", platform.architecture())
        .put("os", platform.os())
        .putUnlessEmpty("os.version", platform.osVersion())
        .putUnlessEmpty("os.features", platform.osFeatures())
        .putUnlessEmpty("variant", platform.variant());
  }

  private static @Nullable String text(@Nullable MediaType mediaType) {
    return mediaType == null ? null : mediaType.value();
  }
}
