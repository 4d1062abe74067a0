package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layers in memory. */
final class Layers {
  private Layers() {}

  /** An entry and its content. */
  record Read(TarEntry entry, byte[] content) {}

  static LayerEntry.RegularFile file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8), 0644, 0);
  }

  static LayerEntry.RegularFile file(String path, byte[] content, int mode, long modified) {
    return new LayerEntry.RegularFile(
        path, mode, modified, content.length, () -> new ByteArrayInputStream(content));
  }

  static byte[] write(List<LayerEntry> entries, TarDialect dialect, Compressor compressor)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LayerWriter.write(entries, dialect, compressor, out);
    return out.toByteArray();
  }

  static byte[] tar(LayerEntry... entries) throws IOException {
    return write(List.of(entries), TarDialect.GO, Compressors.none());
  }

  static List<Read> read(byte[] blob) throws IOException {
    return read(blob, null, LayerLimits.DEFAULT);
  }

  static List<Read> read(byte[] blob, @Nullable Digest diffId, LayerLimits limits)
      throws IOException {
    List<Read> entries = new ArrayList<>();
    try (LayerReader reader = open(new ByteArrayInputStream(blob), diffId, limits)) {
      for (TarEntry entry; (entry = reader.next()) != null; ) {
        entries.add(new Read(entry, reader.content().readAllBytes()));
      }
    }
    return entries;
  }

  static LayerReader open(InputStream blob, @Nullable Digest diffId, LayerLimits limits)
      throws IOException {
    Descriptor descriptor = Descriptor.of(MediaType.OCI_LAYER_TAR, new byte[0]);
    return LayerReader.open(blob, descriptor, diffId, new LayerBudget(limits));
  }

  static void assertMalformed(byte[] tar, String rule) {
    assertThatExceptionOfType(MalformedTarException.class)
        .isThrownBy(() -> read(tar))
        .withMessageContaining(rule);
  }

  /** The entry to write that says what this entry says. */
  static LayerEntry toWrite(Read read) {
    TarEntry entry = read.entry();
    return switch (entry.type()) {
      case FILE ->
          new LayerEntry.RegularFile(
              entry.path(),
              entry.mode(),
              entry.modifiedSeconds(),
              entry.size(),
              () -> new ByteArrayInputStream(read.content()),
              entry.extendedAttributes());
      case DIRECTORY ->
          new LayerEntry.Directory(
              entry.path(), entry.mode(), entry.modifiedSeconds(), entry.extendedAttributes());
      case SYMLINK ->
          new LayerEntry.SymbolicLink(entry.path(), entry.modifiedSeconds(), entry.linkTarget());
      case HARD_LINK ->
          new LayerEntry.HardLink(
              entry.path(),
              entry.mode(),
              entry.modifiedSeconds(),
              entry.linkTarget(),
              entry.extendedAttributes());
      case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
          throw new IllegalArgumentException("not written: " + entry);
    };
  }
}
