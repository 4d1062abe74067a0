package io.mcv.cli;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.layer.LayerBudget;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.layer.LayerReader;
import io.mcv.oci.layer.TarEntry;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The first image of a layout folder, read from its files. */
record StoredImage(Path layout, Digest digest, byte[] manifestBytes) {

  static StoredImage in(Path layout) throws IOException {
    JsonObject index = Json.parseObject(Files.readAllBytes(layout.resolve("index.json")));
    JsonObject entry = Objects.requireNonNull(index.optionalObjects("manifests")).get(0);
    Digest digest = Digest.parse(entry.string("digest"));
    return new StoredImage(layout, digest, Files.readAllBytes(blob(layout, digest)));
  }

  static Path blob(Path layout, Digest digest) {
    return layout.resolve("blobs").resolve(digest.algorithm().prefix()).resolve(digest.hex());
  }

  Path blob(Digest digest) {
    return blob(layout, digest);
  }

  ImageManifest manifest() throws IOException {
    RawManifest raw = RawManifest.verified(MediaType.OCI_MANIFEST, manifestBytes, digest);
    return (ImageManifest) raw.parse();
  }

  Digest configDigest() throws IOException {
    return manifest().config().digest();
  }

  JsonObject config() throws IOException {
    return Json.parseObject(Files.readAllBytes(blob(configDigest())));
  }

  Map<String, String> labels() throws IOException {
    return Objects.requireNonNull(config().object("config").optionalStringMap("Labels"));
  }

  List<String> diffIds() throws IOException {
    return Objects.requireNonNull(config().object("rootfs").optionalStrings("diff_ids"));
  }

  /** The first layer as stored. */
  Descriptor layer() throws IOException {
    return manifest().layers().get(0);
  }

  /** The entries of the first layer. */
  List<TarEntry> entries() throws IOException {
    List<TarEntry> entries = new ArrayList<>();
    Descriptor layer = layer();
    try (LayerReader reader =
        LayerReader.open(
            Files.newInputStream(blob(layer.digest())),
            layer,
            null,
            new LayerBudget(LayerLimits.DEFAULT))) {
      TarEntry entry;
      while ((entry = reader.next()) != null) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
