package io.mcv.oci.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar that commons-compress writes, entry by entry, good or bad. */
final class TestTar {
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(TarArchiveEntry header, byte[] content) {}

  TestTar file(String name, byte[] content) {
    TarArchiveEntry header = new TarArchiveEntry(name, true);
    header.setSize(content.length);
    entries.add(new Entry(header, content));
    return this;
  }

  TestTar file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  TestTar symbolicLink(String name, String target) {
    return link(name, target, TarConstants.LF_SYMLINK);
  }

  TestTar hardLink(String name, String target) {
    return link(name, target, TarConstants.LF_LINK);
  }

  TestTar device(String name) {
    return link(name, "", TarConstants.LF_CHR);
  }

  TestTar directory(String name) {
    entries.add(new Entry(new TarArchiveEntry(name + "/", true), new byte[0]));
    return this;
  }

  /** The last first. */
  TestTar reversed() {
    Collections.reverse(entries);
    return this;
  }

  Path writeTo(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, 512, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Entry entry : entries) {
        tar.putArchiveEntry(entry.header());
        tar.write(entry.content());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private TestTar link(String name, String target, byte type) {
    TarArchiveEntry header = new TarArchiveEntry(name, type, true);
    header.setLinkName(target);
    entries.add(new Entry(header, new byte[0]));
    return this;
  }
}
