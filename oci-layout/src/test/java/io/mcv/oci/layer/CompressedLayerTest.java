package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.mcv.oci.model.LimitExceededException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** gzip and zstd, recognised by their first bytes and read to the last. */
class CompressedLayerTest {
  private static final byte[] TAR = tar();
  private static final int GZIP_HEADER_SIZE = 10;

  private static byte[] tar() {
    return new RawTar().add('0', "a", "x".repeat(3000)).add('0', "b", "y").end();
  }

  @Test
  void gzipAndZstdAreRead() throws IOException {
    assertThat(Layers.read(gzip(TAR))).hasSize(2);
    assertThat(Layers.read(zstd(TAR, 20))).hasSize(2);
  }

  @Test
  void gzipMembersAndZstdFramesMayFollowEachOther() throws IOException {
    byte[] first = Arrays.copyOf(TAR, 1000);
    byte[] second = Arrays.copyOfRange(TAR, 1000, TAR.length);
    byte[] none = new byte[0];

    assertThat(Layers.read(join(gzip(first), gzip(none), gzip(second), gzip(none)))).hasSize(2);
    assertThat(Layers.read(join(zstd(first, 20), zstd(none, 20), zstd(second, 20)))).hasSize(2);
  }

  @Test
  void zstdSkippableFramesAreSkipped() throws IOException {
    byte[] skippable = HexFormat.of().parseHex("502a4d1803000000aabbcc");

    assertThat(Layers.read(join(zstd(TAR, 20), skippable))).hasSize(2);
  }

  @Test
  void everyFieldOfAGzipHeaderIsRead() throws IOException {
    byte[] header = HexFormat.of().parseHex("1f8b081e0000000000ff0300aabbcc6e616d650063006d00");
    byte[] extraNameComment = Arrays.copyOf(header, header.length - 2);
    CRC32 crc = new CRC32();
    crc.update(extraNameComment);
    byte[] headerCrc = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] body = Arrays.copyOfRange(gzip(TAR), GZIP_HEADER_SIZE, gzip(TAR).length);

    assertThat(Layers.read(join(extraNameComment, headerCrc, body))).hasSize(2);
    headerCrc[0] ^= 1;
    assertCorrupt(join(extraNameComment, headerCrc, body), "checksum of a header");
  }

  @Test
  void anythingAfterAGzipMemberIsRefused() throws IOException {
    assertCorrupt(join(gzip(TAR), new byte[] {'P', 'W', 'N'}), "gzip header");
    assertCorrupt(join(gzip(TAR), new byte[] {0}), "ends early");
    assertCorrupt(join(gzip(TAR), new byte[] {0, 0, 0}), "gzip header");
    assertCorrupt(join(gzip(TAR), new byte[] {0x1f}), "ends early");
    assertCorrupt(join(gzip(TAR), Arrays.copyOf(gzip(TAR), 40)), "ends early");
  }

  @Test
  void anythingAfterAZstdFrameIsRefused() throws IOException {
    assertCorrupt(join(zstd(TAR, 20), new byte[] {0}), "zstd");
    assertCorrupt(join(zstd(TAR, 20), new byte[] {'P', 'W', 'N', '!', '!', '!'}), "zstd");
    assertCorrupt(join(zstd(TAR, 20), Arrays.copyOf(zstd(TAR, 20), 3)), "ends early");
    assertCorrupt(join(zstd(TAR, 20), Arrays.copyOf(zstd(TAR, 20), 12)), "ends early");
  }

  @Test
  void aStreamThatIsCutAnywhereIsRefused() throws IOException {
    for (byte[] blob : List.of(gzip(TAR), zstd(TAR, 20))) {
      for (int length = 4; length < blob.length; length++) {
        assertCorrupt(Arrays.copyOf(blob, length), "ends early");
      }
    }
  }

  @Test
  void aWrongChecksumOrSizeIsRefused() throws IOException {
    byte[] crc = gzip(TAR);
    crc[crc.length - 8] ^= 1;
    byte[] size = gzip(TAR);
    size[size.length - 4] ^= 1;
    byte[] checksum = zstd(TAR, 20);
    checksum[checksum.length - 1] ^= 1;

    assertCorrupt(crc, "checksum of its content");
    assertCorrupt(size, "size of its content");
    assertCorrupt(checksum, "checksum");
  }

  @Test
  void aGzipHeaderOfAnotherMethodOrWithReservedFlagsIsRefused() throws IOException {
    byte[] method = gzip(TAR);
    method[2] = 7;
    byte[] flags = gzip(TAR);
    flags[3] = 0x20;

    assertCorrupt(method, "gzip header");
    assertCorrupt(flags, "reserved flags");
  }

  @Test
  void aZstdWindowBeyondTheLimitIsRefused() throws IOException {
    LayerLimits limits = LayerLimits.DEFAULT.withMaxZstdWindowLog(20);

    assertThat(Layers.read(zstd(TAR, 20), null, limits)).hasSize(2);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> Layers.read(zstd(TAR, 21), null, limits))
        .withMessageContaining("zstd window of more than 1048576 bytes");
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> Layers.read(zstd(TAR, 28)));
  }

  private static void assertCorrupt(byte[] blob, String fault) {
    assertThatExceptionOfType(CorruptStreamException.class)
        .isThrownBy(() -> Layers.read(blob))
        .withMessageContaining(fault);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] zstd(byte[] content, int windowLog) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out)) {
      zstd.setWindowLog(windowLog).setChecksum(true).write(content);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
