package io.mcv.oci.registry;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.registry.auth.CredentialOptions;
import io.mcv.oci.registry.config.UserEnvironment;
import io.mcv.oci.registry.http.RetryPolicy;
import io.mcv.oci.registry.http.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Whole images from one place to another, one thing after the other. */
final class Transfers {
  private Transfers() {}

  /** Options of a user who has no configuration, and lets registries do without TLS. */
  static RegistryOptions.Builder options(Path home) throws IOException {
    Path temporary = Files.createDirectories(home.resolve("tmp"));
    UserEnvironment environment =
        new UserEnvironment(
            Map.of("XDG_RUNTIME_DIR", home.resolve("runtime").toString()),
            home,
            home.resolve("root"));
    return RegistryOptions.of(environment)
        .newBuilder()
        .tlsVerify(false)
        .temporaryFolder(temporary)
        .retries(new RetryPolicy(3, Duration.ofMillis(10)))
        .timeouts(Timeouts.ofSilence(Duration.ofSeconds(10)));
  }

  static CredentialOptions as(String user, String password) {
    return CredentialOptions.defaults().withCreds(user + ":" + password);
  }

  static ImageName name(String image) {
    return ImageName.parse(image.replaceFirst("^docker://", ""));
  }

  /** Copies all that a source's manifest names, and then publishes it. */
  static RawManifest copy(ImageSource source, ImageSink sink) throws IOException {
    RawManifest manifest = source.manifest();
    copyContent(source, sink, manifest);
    sink.publish(manifest);
    return manifest;
  }

  private static void copyContent(ImageSource source, ImageSink sink, RawManifest raw)
      throws IOException {
    Manifest manifest = raw.parse();
    if (manifest instanceof ImageManifest image) {
      for (Descriptor layer : image.layers()) {
        sink.copyBlob(layer, source, bytes -> {});
      }
      sink.copyBlob(image.config(), source, bytes -> {});
    } else if (manifest instanceof ImageIndex index) {
      for (Descriptor each : index.manifests()) {
        RawManifest child = source.manifest(each);
        copyContent(source, sink, child);
        sink.putManifest(child);
      }
    }
  }
}
