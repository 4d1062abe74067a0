package io.mcv.oci.image;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.Platform;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.testing.SharedData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image of the layout {@code skopeo-golden/synth-layout}. Its index.json is JSON with spaces.
 *
 * @param addressed what the tag names
 * @param instance the image for linux/amd64, or for another architecture that the tag ends with
 * @param config the configuration blob
 */
record SyntheticImage(RawManifest addressed, ImageManifest instance, byte[] config) {

  static SyntheticImage of(String name) throws OciException {
    String tag = name.replace("-arm64", "");
    ImageIndex layout = ImageIndex.parse(SharedData.bytes("skopeo-golden/synth-layout/index.json"));
    Descriptor tagged =
        layout.manifests().stream()
            .filter(each -> tag.equals(each.annotation("org.opencontainers.image.ref.name")))
            .findFirst()
            .orElseThrow();
    RawManifest addressed = manifest(tagged);
    Manifest parsed = addressed.parse();
    if (parsed instanceof ImageIndex index) {
      String architecture = tag.equals(name) ? "amd64" : "arm64";
      parsed = manifest(instance(index, architecture)).parse();
    }
    ImageManifest instance = (ImageManifest) parsed;
    return new SyntheticImage(addressed, instance, blob(instance.config().digest()));
  }

  /** The report of skopeo 1.9 of an image that is not an index, of OCI or docker. */
  static InspectReport report(
      byte[] manifest, byte[] config, @Nullable String name, List<String> tags)
      throws OciException {
    boolean docker = new String(manifest, StandardCharsets.UTF_8).contains("vnd.docker");
    RawManifest raw =
        RawManifest.of(docker ? MediaType.DOCKER_MANIFEST : MediaType.OCI_MANIFEST, manifest);
    return InspectReport.of(
        raw, (ImageManifest) raw.parse(), config, name, tags, SkopeoDialect.SKOPEO_1_9);
  }

  InspectReport report(SkopeoDialect dialect) throws OciException {
    return InspectReport.of(addressed, instance, config, null, List.of(), dialect);
  }

  private static Descriptor instance(ImageIndex index, String architecture) {
    return index.manifests().stream()
        .filter(each -> isFor(each.platform(), architecture))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFor(@Nullable Platform platform, String architecture) {
    return platform != null && platform.architecture().equals(architecture);
  }

  private static RawManifest manifest(Descriptor descriptor) throws OciException {
    return RawManifest.verified(
        descriptor.mediaType(), blob(descriptor.digest()), descriptor.digest());
  }

  private static byte[] blob(Digest digest) {
    return SharedData.bytes("skopeo-golden/synth-layout/blobs/sha256/" + digest.hex());
  }
}
