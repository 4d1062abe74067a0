package io.mcv.oci.layer;

import static io.mcv.oci.layer.TarField.CHKSUM;
import static io.mcv.oci.layer.TarField.GID;
import static io.mcv.oci.layer.TarField.GNAME;
import static io.mcv.oci.layer.TarField.LINKNAME;
import static io.mcv.oci.layer.TarField.MAGIC;
import static io.mcv.oci.layer.TarField.MODE;
import static io.mcv.oci.layer.TarField.MTIME;
import static io.mcv.oci.layer.TarField.NAME;
import static io.mcv.oci.layer.TarField.PREFIX;
import static io.mcv.oci.layer.TarField.SIZE;
import static io.mcv.oci.layer.TarField.TYPEFLAG;
import static io.mcv.oci.layer.TarField.UID;
import static io.mcv.oci.layer.TarField.UNAME;
import static io.mcv.oci.layer.TarField.VERSION;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A header block as it was read, in the layout of {@link TarField}.
 *
 * <p>POSIX ({@code ustar\0}, {@code 00}) and GNU tar ({@code ustar} and two spaces, NUL) are known;
 * only POSIX has a prefix. A number is octal digits between spaces or NULs, or in base 256: a byte
 * 0x80 or 0xff, then a signed big-endian number.
 *
 * @param name with prefix, not decoded
 * @param linkname not decoded
 * @param mode without the bits of the file type
 * @param size not negative
 * @param owner whatever it is, it is accepted
 */
record TarHeaderBlock(
    byte typeflag,
    byte[] name,
    byte[] linkname,
    int mode,
    long size,
    long modifiedSeconds,
    TarOwner owner) {

  private static final byte[] POSIX_MAGIC = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GNU_MAGIC = "ustar  \0".getBytes(StandardCharsets.US_ASCII);
  private static final int PERMISSIONS = 07777;
  private static final TarPlace NOWHERE = new TarPlace("", -1);

  static TarHeaderBlock parse(byte[] block, TarPlace place) throws MalformedTarException {
    if (number(block, CHKSUM, place) != TarField.checksum(block)) {
      throw place.malformed(LayerFault.CHECKSUM, "the checksum of a header is wrong");
    }
    byte[] magic = Arrays.copyOfRange(block, MAGIC.offset, VERSION.end());
    boolean posix = Arrays.equals(magic, POSIX_MAGIC);
    if (!posix && !Arrays.equals(magic, GNU_MAGIC)) {
      throw place.malformed(LayerFault.HEADER, "a header is neither of POSIX nor of GNU tar");
    }
    long size = number(block, SIZE, place);
    if (size < 0) {
      throw place.malformed(LayerFault.HEADER, "a size is negative");
    }
    return new TarHeaderBlock(
        block[TYPEFLAG.offset],
        posix ? prefixed(block) : text(block, NAME),
        text(block, LINKNAME),
        (int) number(block, MODE, place) & PERMISSIONS,
        size,
        number(block, MTIME, place),
        owner(block));
  }

  static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static TarOwner owner(byte[] block) {
    return new TarOwner(id(block, UID), id(block, GID), owner(block, UNAME), owner(block, GNAME));
  }

  private static String owner(byte[] block, TarField field) {
    return block[field.offset] == 0 ? "" : new String(text(block, field), StandardCharsets.UTF_8);
  }

  private static long id(byte[] block, TarField field) {
    try {
      return number(block, field, NOWHERE);
    } catch (MalformedTarException e) {
      return -1; // nothing depends on it
    }
  }

  private static byte[] prefixed(byte[] block) {
    byte[] prefix = text(block, PREFIX);
    byte[] name = text(block, NAME);
    if (prefix.length == 0) {
      return name;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(prefix);
    joined.write('/');
    joined.writeBytes(name);
    return joined.toByteArray();
  }

  private static byte[] text(byte[] block, TarField field) {
    int end = field.offset;
    while (end < field.end() && block[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(block, field.offset, end);
  }

  private static long number(byte[] block, TarField field, TarPlace place)
      throws MalformedTarException {
    return block[field.offset] < 0 ? base256(block, field, place) : octal(block, field, place);
  }

  private static long base256(byte[] block, TarField field, TarPlace place)
      throws MalformedTarException {
    int first = block[field.offset] & 0xff;
    if (first != 0x80 && first != 0xff) {
      throw place.malformed(LayerFault.HEADER, "a number is too large");
    }
    long number = first == 0xff ? -1 : 0;
    for (int i = field.offset + 1; i < field.end(); i++) {
      if (number > Long.MAX_VALUE >> 8 || number < Long.MIN_VALUE >> 8) {
        throw place.malformed(LayerFault.HEADER, "a number is too large");
      }
      number = number << 8 | block[i] & 0xff;
    }
    return number;
  }

  private static long octal(byte[] block, TarField field, TarPlace place)
      throws MalformedTarException {
    int i = field.offset;
    while (i < field.end() && block[i] == ' ') {
      i++;
    }
    long number = 0;
    while (i < field.end() && block[i] >= '0' && block[i] <= '7') {
      number = number << 3 | block[i] - '0';
      i++;
    }
    while (i < field.end() && (block[i] == ' ' || block[i] == 0)) {
      i++;
    }
    if (i < field.end()) {
      throw place.malformed(LayerFault.HEADER, "a number has something else than octal digits");
    }
    return number;
  }
}
