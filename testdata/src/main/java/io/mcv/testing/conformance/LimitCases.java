package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.LayerCases.kept;
import static io.mcv.testing.conformance.LayerCases.outside;
import static io.mcv.testing.conformance.LayerCases.passes;
import static io.mcv.testing.conformance.LayerCases.refused;
import static io.mcv.testing.conformance.LayerCases.with;

import io.mcv.oci.layer.Compressors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Layers that ask for too much. */
final class LimitCases {
  private static final int MAX_PATH = 4096;
  private static final int MAX_NAME = 255;
  private static final int MAX_HEADER = 1 << 20;
  private static final int MAX_WINDOW_LOG = 27;
  private static final int ENTRIES_OF_LAYER = 10_000;
  private static final int LAYERS = 20;
  private static final int BOMB_BYTES = 80 << 20;
  private static final int SIZE = 124;
  private static final String ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";

  private LimitCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        passes(
            "LAYER-LIMIT-01",
            "4096",
            "A path of 4096 bytes.",
            () -> with(outside("a").pax("path", "x/".repeat(MAX_PATH / 2 - 1) + "xx"))),
        refused(
            "LAYER-LIMIT-01",
            "4097",
            "A path of 4097 bytes.",
            () -> with(outside("a").pax("path", "x/".repeat(MAX_PATH / 2) + "x"))),
        passes(
            "LAYER-LIMIT-02",
            "255",
            "A name of 255 bytes.",
            () -> with(outside("a").pax("path", "x/" + "a".repeat(MAX_NAME)))),
        refused(
            "LAYER-LIMIT-02",
            "256",
            "A name of 256 bytes.",
            () -> with(outside("a").pax("path", "x/" + "a".repeat(MAX_NAME + 1)))),
        passes(
            "LAYER-LIMIT-03",
            "half",
            "PAX records of half a mebibyte.",
            () -> with(outside("a").pax("comment", "c".repeat(MAX_HEADER / 2)))),
        refused(
            "LAYER-LIMIT-03",
            "more",
            "PAX records of more than a mebibyte.",
            () -> with(outside("a").pax("comment", "c".repeat(MAX_HEADER)))),
        kept("LAYER-LIMIT-04"),
        refused(
            "LAYER-LIMIT-04",
            "layers",
            "A layer of 10,000 entries comes 21 times.",
            LimitCases::manyEntries),
        kept("LAYER-LIMIT-05"),
        refused("LAYER-LIMIT-05", "zeros", "A file of 80 MiB of zeros.", LimitCases::bomb),
        passes(
            "LAYER-LIMIT-06",
            "128-mib",
            "A zstd frame with a window of 128 MiB.",
            () -> zstd(MAX_WINDOW_LOG)),
        refused(
            "LAYER-LIMIT-06",
            "256-mib",
            "A zstd frame with a window of 256 MiB.",
            () -> zstd(MAX_WINDOW_LOG + 1)));
  }

  /** One layer, named many times: all of its copies are one small blob. */
  private static VectorImage manyEntries() {
    VectorLayer layer = VectorLayer.gzip();
    for (int i = 0; i < ENTRIES_OF_LAYER; i++) {
      layer.add(outside("%04d".formatted(i)));
    }
    return BaseImages.current()
        .add(layer)
        .config(
            config -> {
              repeatLast(LayerCases.list(rootFs(config), "diff_ids"));
              repeatLast(LayerCases.list(config, "history"));
            })
        .manifest(manifest -> repeatLast(LayerCases.list(manifest, "layers")));
  }

  private static Map<String, Object> rootFs(Map<String, Object> config) {
    return LayerCases.object(Objects.requireNonNull(config.get("rootfs")));
  }

  private static void repeatLast(List<Object> values) {
    values.addAll(Collections.nCopies(LAYERS, values.get(values.size() - 1)));
  }

  /** The zeros are added to the tar as a whole, so that they are in memory once. */
  private static VectorImage bomb() {
    VectorEntry file = outside("zeros").header(block -> sized(block, BOMB_BYTES));
    return with(file)
        .layer(0, layer -> layer.tar(bytes -> Arrays.copyOf(bytes, bytes.length + BOMB_BYTES)));
  }

  private static byte[] sized(byte[] block, int size) {
    byte[] digits = "%011o".formatted(size).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, block, SIZE, digits.length);
    return block;
  }

  private static VectorImage zstd(int windowLog) {
    return BaseImages.current()
        .layer(
            0,
            layer ->
                layer
                    .compressor(Compressors.none())
                    .mediaType(ZSTD)
                    .blob(tar -> frame(tar, windowLog)));
  }

  /** RFC 8878: magic, no flags, window descriptor, and one raw block of at most 128 KiB. */
  private static byte[] frame(byte[] tar, int windowLog) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0});
    frame.write((windowLog - 10) << 3);
    int header = tar.length << 3 | 1;
    frame.write(header);
    frame.write(header >> 8);
    frame.write(header >> 16);
    frame.writeBytes(tar);
    return frame.toByteArray();
  }
}
