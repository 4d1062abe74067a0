package io.mcv.oci.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.layer.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes that have no room in the field of a tar header, in files that are mostly holes. */
class LargeArchiveTest {
  private static final long NINE_GIBIBYTES = 9L << 30;
  private static final int BLOCK = 512;

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      ints = {TarArchiveOutputStream.BIGNUMBER_STAR, TarArchiveOutputStream.BIGNUMBER_POSIX})
  void whatFollowsAHugeFileIsFound(int bigNumberMode) throws IOException {
    Path file = temp.resolve("large.tar");
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    TarArchiveEntry huge = new TarArchiveEntry("huge", true);
    huge.setSize(NINE_GIBIBYTES);
    // Not closed: the content is a hole.
    TarArchiveOutputStream tar = new TarArchiveOutputStream(header, BLOCK);
    tar.setBigNumberMode(bigNumberMode);
    tar.putArchiveEntry(huge);
    tar.flush();
    byte[] rest = new TestTar().file("after", "it").bytes();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(header.toByteArray()));
      channel.write(ByteBuffer.wrap(rest), header.size() + NINE_GIBIBYTES);
    }
    try (TarIndex index = TarIndex.open(file, temp)) {
      assertThat(index.size("huge")).isEqualTo(NINE_GIBIBYTES);
      assertThat(index.open("after")).hasContent("it");
    }
  }

  @Test
  void aHugeFileIsWrittenWithItsSizeInARecord() throws IOException {
    Head head = new Head();
    byte[] zeros = new byte[1 << 20];
    try (OutputStream content = new TarWriter(head).file("huge", 0644, NINE_GIBIBYTES)) {
      for (long left = NINE_GIBIBYTES; left > 0; left -= zeros.length) {
        content.write(zeros);
      }
    }
    assertThat(head.count).isEqualTo(3 * BLOCK + NINE_GIBIBYTES);
    byte[] header = head.bytes.toByteArray();
    assertThat((char) header[156]).isEqualTo((char) TarConstants.LF_PAX_EXTENDED_HEADER_LC);
    header = Arrays.copyOf(header, 2 * BLOCK);
    assertThat(new String(header, BLOCK, 20, StandardCharsets.US_ASCII))
        .startsWith("19 size=9663676416\n");
  }

  /** Keeps the start of what is written and counts the rest. */
  private static final class Head extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long count;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] content, int offset, int length) {
      if (count < 3 * BLOCK) {
        bytes.write(content, offset, Math.min(length, 3 * BLOCK));
      }
      count += length;
    }
  }
}
