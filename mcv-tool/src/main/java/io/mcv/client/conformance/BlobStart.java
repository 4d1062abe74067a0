package io.mcv.client.conformance;

import io.mcv.oci.layer.Decompression;
import io.mcv.spec.conformance.image.LayerView.Compression;
import io.mcv.spec.conformance.image.LayerView.GzipHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a layer tell.
 *
 * @param gzip the header of the first member; null where it is not gzip, or ends in its header
 */
record BlobStart(Compression compression, @Nullable GzipHeader gzip) {
  /** How many bytes are looked at: the fixed part of a gzip header, RFC 1952. */
  static final int BYTES = 10;

  private static final int FLAGS = 3;
  private static final int FLAG_NAME = 0x08;
  private static final int TIME = 4;

  static final BlobStart UNKNOWN = new BlobStart(Compression.NONE, null);

  static BlobStart of(byte[] start) {
    return switch (Decompression.of(start)) {
      case NONE -> UNKNOWN;
      case ZSTD -> new BlobStart(Compression.ZSTD, null);
      case GZIP -> new BlobStart(Compression.GZIP, start.length < BYTES ? null : header(start));
    };
  }

  private static GzipHeader header(byte[] start) {
    int time = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(TIME);
    return new GzipHeader(Integer.toUnsignedLong(time), (start[FLAGS] & FLAG_NAME) != 0);
  }
}
