package io.mcv.oci.layer;

import static io.mcv.oci.layer.TarField.BLOCK_SIZE;
import static io.mcv.oci.layer.TarField.CHKSUM;
import static io.mcv.oci.layer.TarField.DEVMAJOR;
import static io.mcv.oci.layer.TarField.DEVMINOR;
import static io.mcv.oci.layer.TarField.GID;
import static io.mcv.oci.layer.TarField.LINKNAME;
import static io.mcv.oci.layer.TarField.MAGIC;
import static io.mcv.oci.layer.TarField.MODE;
import static io.mcv.oci.layer.TarField.MTIME;
import static io.mcv.oci.layer.TarField.NAME;
import static io.mcv.oci.layer.TarField.PREFIX;
import static io.mcv.oci.layer.TarField.SIZE;
import static io.mcv.oci.layer.TarField.TYPEFLAG;
import static io.mcv.oci.layer.TarField.UID;
import static io.mcv.oci.layer.TarField.VERSION;
import static io.mcv.oci.layer.TarField.checksum;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes headers as Go's {@code archive/tar} does when it is free to choose the format: ustar where
 * everything fits, else PAX records before a header that holds as much as it can.
 *
 * <p>Its peculiarities, all of which matter to a digest:
 *
 * <ul>
 *   <li>An ASCII name of more than 100 bytes is split at its last slash that leaves at most 155
 *       bytes before it and 1 to 100 after it.
 *   <li>Once one value forces PAX, each value that is not plain ustar gets a record, a name that
 *       could have been split too; the name is then not split.
 *   <li>The header of the records is named {@code DIR/PaxHeaders.0/FILE}, and its device fields are
 *       NUL.
 *   <li>After records, names in the header lose what is not ASCII and are cut to 100 bytes, a slash
 *       at the cut becomes NUL, and a number that does not fit is 0.
 * </ul>
 *
 * @see <a href="https://github.com/golang/go/blob/go1.19/src/archive/tar/writer.go">writer.go</a>
 */
final class TarHeaderWriter {
  private static final String PAX_DIRECTORY = "PaxHeaders.0";
  private static final String XATTR_PREFIX = "SCHILY.xattr.";
  private static final Comparator<String> BY_BYTES =
      Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final TarSink out;
  private final byte[] block = new byte[BLOCK_SIZE];

  TarHeaderWriter(TarSink out) {
    this.out = out;
  }

  void write(TarHeader header) throws IOException {
    int slash = splitAt(header.name());
    boolean needsPax =
        (!fits(NAME, header.name()) && slash < 0)
            || !fits(LINKNAME, header.linkname())
            || !fits(SIZE, header.size())
            || !fits(MTIME, header.modifiedSeconds())
            || !header.extendedAttributes().isEmpty();
    if (needsPax) {
      writeRecords(header);
    }
    Arrays.fill(block, (byte) 0);
    if (needsPax || slash < 0) {
      putName(NAME, header.name());
    } else {
      putText(PREFIX, header.name().substring(0, slash));
      putText(NAME, header.name().substring(slash + 1));
    }
    putName(LINKNAME, header.linkname());
    putOctal(DEVMAJOR, 0);
    putOctal(DEVMINOR, 0);
    finish(header.typeflag(), header.mode(), header.size(), header.modifiedSeconds());
  }

  private void writeRecords(TarHeader header) throws IOException {
    byte[] records = encode(records(header));
    int base = header.name().lastIndexOf('/') + 1;
    String file = header.name().substring(base);
    String name =
        header.name().substring(0, base) + PAX_DIRECTORY + (file.isEmpty() ? "" : "/" + file);
    Arrays.fill(block, (byte) 0);
    putText(NAME, withoutTrailingSlashes(cut(asciiOnly(name))));
    finish(TarType.PAX, 0, records.length, 0);
    out.write(records, records.length);
    Arrays.fill(block, (byte) 0);
    out.write(block, TarField.padding(records.length));
  }

  private static SortedMap<String, byte[]> records(TarHeader header) {
    SortedMap<String, byte[]> records = new TreeMap<>(BY_BYTES);
    if (!fits(NAME, header.name())) {
      records.put("path", utf8(header.name()));
    }
    if (!fits(LINKNAME, header.linkname())) {
      records.put("linkpath", utf8(header.linkname()));
    }
    if (!fits(SIZE, header.size())) {
      records.put("size", utf8(Long.toString(header.size())));
    }
    if (!fits(MTIME, header.modifiedSeconds())) {
      records.put("mtime", utf8(Long.toString(header.modifiedSeconds())));
    }
    header.extendedAttributes().forEach((name, value) -> records.put(XATTR_PREFIX + name, value));
    return records;
  }

  /** Each record is {@code LENGTH KEY=VALUE\n}, where the length counts its own digits. */
  private static byte[] encode(Map<String, byte[]> records) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    records.forEach(
        (key, value) -> {
          byte[] head = utf8(" " + key + "=");
          int rest = head.length + value.length + 1;
          int length = rest + digits(rest);
          length = rest + digits(length);
          encoded.writeBytes(utf8(Integer.toString(length)));
          encoded.writeBytes(head);
          encoded.writeBytes(value);
          encoded.write('\n');
        });
    return encoded.toByteArray();
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  private void finish(byte typeflag, int mode, long size, long modifiedSeconds) throws IOException {
    putOctal(MODE, mode);
    putOctal(UID, 0);
    putOctal(GID, 0);
    putOctal(SIZE, size);
    putOctal(MTIME, modifiedSeconds);
    block[TYPEFLAG.offset] = typeflag;
    putText(MAGIC, "ustar");
    putText(VERSION, "00");
    putDigits(CHKSUM.offset, CHKSUM.length - 2, checksum(block));
    block[CHKSUM.end() - 1] = ' ';
    out.write(block, BLOCK_SIZE);
  }

  /** The slash at which ustar splits a name that is too long for its field; -1 for none. */
  private static int splitAt(String name) {
    if (name.length() <= NAME.length || !isAscii(name)) {
      return -1;
    }
    int end = Math.min(name.length(), PREFIX.length + 1);
    if (end == name.length() && name.endsWith("/")) {
      end--;
    }
    int slash = name.lastIndexOf('/', end - 1);
    int suffix = name.length() - slash - 1;
    return slash > 0 && suffix <= NAME.length ? slash : -1;
  }

  private static boolean fits(TarField field, String text) {
    return text.length() <= field.length && isAscii(text);
  }

  private static boolean fits(TarField field, long number) {
    return number >= 0 && number < 1L << 3 * (field.length - 1);
  }

  /** A name of the header, which PAX records may complete. */
  private void putName(TarField field, String name) {
    String ascii = asciiOnly(name);
    String fitting = cut(ascii);
    putText(field, fitting);
    if (fitting.length() < ascii.length() && fitting.endsWith("/")) {
      block[field.offset + withoutTrailingSlashes(fitting).length()] = 0;
    }
  }

  private void putText(TarField field, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      block[field.offset + i] = (byte) ascii.charAt(i);
    }
  }

  private void putOctal(TarField field, long number) {
    putDigits(field.offset, field.length - 1, fits(field, number) ? number : 0);
  }

  private void putDigits(int offset, int count, long number) {
    for (int i = offset + count - 1; i >= offset; i--) {
      block[i] = (byte) ('0' + (number & 7));
      number >>>= 3;
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String asciiOnly(String text) {
    return isAscii(text)
        ? text
        : text.chars()
            .filter(c -> c < 0x80)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static String cut(String ascii) {
    return ascii.substring(0, Math.min(ascii.length(), NAME.length));
  }

  private static String withoutTrailingSlashes(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
