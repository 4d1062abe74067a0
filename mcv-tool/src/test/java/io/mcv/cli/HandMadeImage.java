package io.mcv.cli;

import io.mcv.oci.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A layout with one image, its JSON written by hand, around layers that a test made. */
final class HandMadeImage {
  private static final String TAG = "t";

  private final Path layout;

  private HandMadeImage(Path layout) {
    this.layout = layout;
  }

  /** Writes an image of uncompressed layers and returns its reference. */
  static String of(Path layout, byte[]... tars) throws IOException {
    return write(layout, List.of(tars), List.of(tars), "tar");
  }

  /** Writes an image of one layer that is compressed with gzip and returns its reference. */
  static String gzipped(Path layout, byte[] tar) throws IOException {
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(blob)) {
      gzip.write(tar);
    }
    return write(layout, List.of(tar), List.of(blob.toByteArray()), "tar+gzip");
  }

  private static String write(Path layout, List<byte[]> tars, List<byte[]> blobs, String form)
      throws IOException {
    new HandMadeImage(layout).write(tars, blobs, form);
    return "oci:" + layout + ":" + TAG;
  }

  private void write(List<byte[]> tars, List<byte[]> blobs, String form) throws IOException {
    Files.createDirectories(layout.resolve("blobs/sha256"));
    String diffIds =
        tars.stream().map(tar -> "\"" + Digest.sha256(tar) + "\"").collect(Collectors.joining(","));
    String config =
        blob(
            "application/vnd.oci.image.config.v1+json",
            utf8(
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},"
                    + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                    + diffIds
                    + "]}}"));
    StringBuilder layers = new StringBuilder();
    for (byte[] blob : blobs) {
      layers.append(layers.isEmpty() ? "" : ",");
      layers.append(blob("application/vnd.oci.image.layer.v1." + form, blob));
    }
    String manifest =
        blob(
            "application/vnd.oci.image.manifest.v1+json",
            utf8("{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":[" + layers + "]}"));
    String entry =
        manifest.substring(0, manifest.length() - 1)
            + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\""
            + TAG
            + "\"}}";
    Files.writeString(
        layout.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[" + entry + "]}");
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  /** Stores a blob and returns its descriptor. */
  private String blob(String mediaType, byte[] content) throws IOException {
    Digest digest = Digest.sha256(content);
    Files.write(layout.resolve("blobs/sha256").resolve(digest.hex()), content);
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, digest, content.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
