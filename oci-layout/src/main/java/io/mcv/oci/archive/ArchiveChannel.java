package io.mcv.oci.archive;

import io.mcv.oci.layer.Decompression;
import io.mcv.oci.layer.LayerException;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.UnsupportedFormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Opens the tar of an archive. A plain one is read where it lies; one in gzip or zstd, or from
 * something that is not a file, is first written to a temporary file.
 */
final class ArchiveChannel {
  private static final LayerLimits LIMITS = LayerLimits.DEFAULT;
  private static final byte[] BZIP2_MAGIC = "BZh".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] XZ_MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
  private static final int BUFFER_BYTES = 128 * 1024;

  private ArchiveChannel() {}

  /**
   * Opens it.
   *
   * @param temporaryFolder for the tar of a compressed archive
   * @throws NotFoundException if there is no such file
   * @throws LimitExceededException if it unpacks to more than a layer may
   */
  static FileChannel open(Path file, Path temporaryFolder) throws IOException {
    if (!Files.exists(file)) {
      throw new NotFoundException("there is no archive " + file + ": no such file");
    }
    if (Files.isDirectory(file)) {
      throw new MalformedDocumentException(
          file + " is a folder, not an archive; for a layout in a folder use oci:");
    }
    if (!Files.isRegularFile(file)) {
      return unpack(file, temporaryFolder, LIMITS.maxUnpackedBytes());
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      byte[] magic = start(channel);
      if (startsWith(magic, BZIP2_MAGIC) || startsWith(magic, XZ_MAGIC)) {
        throw new UnsupportedFormatException(
            "archive "
                + file
                + " is compressed with "
                + (magic[0] == 'B' ? "bzip2" : "xz")
                + ", which is not supported; unpack it first");
      }
      if (Decompression.of(magic) == Decompression.NONE) {
        return channel;
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return unpack(file, temporaryFolder, maxUnpackedBytes(Files.size(file)));
  }

  /** How much content of so many bytes may unpack to. */
  static long maxUnpackedBytes(long compressed) {
    long byRatio =
        compressed > Long.MAX_VALUE / LIMITS.maxRatio()
            ? Long.MAX_VALUE
            : compressed * LIMITS.maxRatio();
    return Math.min(LIMITS.maxUnpackedBytes(), Math.max(LIMITS.ratioFreeBytes(), byRatio));
  }

  /** Content as it was before it was compressed, if it was. */
  static InputStream decompress(InputStream in, String what) throws IOException {
    return Decompression.open(in, what, LIMITS.maxZstdWindowLog());
  }

  /** The file has no name any more when this returns, and goes with its channel. */
  private static FileChannel unpack(Path file, Path temporaryFolder, long limit)
      throws IOException {
    FileChannel unpacked = TemporaryFile.open(temporaryFolder);
    try (InputStream in =
        decompress(
            new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), "archive " + file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long left = limit;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        left -= n;
        if (left < 0) {
          throw new LimitExceededException(
              "archive "
                  + file
                  + " unpacks to more than "
                  + limit
                  + " bytes; if that is meant to be, unpack it first",
              limit);
        }
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, n);
        while (rest.hasRemaining()) {
          unpacked.write(rest);
        }
      }
      return unpacked;
    } catch (LayerException e) {
      unpacked.close();
      throw new MalformedDocumentException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      unpacked.close();
      throw e;
    }
  }

  private static byte[] start(FileChannel channel) throws IOException {
    // The stream is not closed: that would close the channel.
    InputStream in = Channels.newInputStream(channel);
    byte[] magic = in.readNBytes(XZ_MAGIC.length);
    channel.position(0);
    return magic;
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }
}
