package io.mcv.oci.layer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The records of an extended header, each of them {@code LENGTH KEY=VALUE\n}, where the length
 * counts all of it.
 *
 * <p>{@code path}, {@code linkpath}, {@code size} and {@code mtime} replace what the header block
 * says, and so do {@code uid}, {@code gid}, {@code uname} and {@code gname}; {@code SCHILY.xattr.*}
 * are extended attributes; sparse files are refused; anything else is ignored. No key may come
 * twice.
 *
 * @see <a
 *     href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_03">pax
 *     Extended Header</a>
 */
record PaxRecords(Map<String, byte[]> values) {
  private static final String PATH = "path";
  private static final String LINK_PATH = "linkpath";
  private static final String SIZE = "size";
  private static final String MTIME = "mtime";
  private static final String USER_ID = "uid";
  private static final String GROUP_ID = "gid";
  private static final String USER_NAME = "uname";
  private static final String GROUP_NAME = "gname";
  private static final String XATTR_PREFIX = "SCHILY.xattr.";
  private static final String SPARSE_PREFIX = "GNU.sparse.";
  private static final int MAX_LENGTH_DIGITS = 9;

  /** Seconds with a fraction, of bounded length because {@link BigDecimal} is slow on long ones. */
  private static final Pattern TIME = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{0,30})?");

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}");

  static final PaxRecords NONE = new PaxRecords(Map.of());

  static PaxRecords parse(byte[] records, TarPlace place) throws MalformedTarException {
    Map<String, byte[]> values = new HashMap<>();
    int start = 0;
    while (start < records.length) {
      int space = indexOf(records, ' ', start, Math.min(records.length, start + MAX_LENGTH_DIGITS));
      int end = space < 0 ? -1 : start + length(records, start, space, place);
      if (end <= space + 1 || end > records.length || records[end - 1] != '\n') {
        throw place.malformed(LayerFault.PAX_RECORD, "the length of a PAX record is wrong");
      }
      int equals = indexOf(records, '=', space + 1, end);
      if (equals <= space + 1) {
        throw place.malformed(LayerFault.PAX_RECORD, "a PAX record has no key");
      }
      String key = new String(records, space + 1, equals - space - 1, StandardCharsets.UTF_8);
      if (values.put(key, Arrays.copyOfRange(records, equals + 1, end - 1)) != null) {
        throw place.malformed(LayerFault.PAX_RECORD, "a PAX record comes twice");
      }
      start = end;
    }
    if (values.keySet().stream().anyMatch(key -> key.startsWith(SPARSE_PREFIX))) {
      throw place.malformed(LayerFault.SPARSE, "sparse files are not supported");
    }
    return new PaxRecords(values);
  }

  /** Checks records that are for all entries: where they set what only one can have, refuses. */
  static void checkGlobal(byte[] records, TarPlace place) throws MalformedTarException {
    Map<String, byte[]> values = parse(records, place).values();
    if (values.containsKey(PATH) || values.containsKey(LINK_PATH) || values.containsKey(SIZE)) {
      throw place.malformed(LayerFault.GLOBAL_HEADER, "a global PAX header sets a name or a size");
    }
  }

  byte @Nullable [] path() {
    return values.get(PATH);
  }

  byte @Nullable [] linkPath() {
    return values.get(LINK_PATH);
  }

  OptionalLong size(TarPlace place) throws MalformedTarException {
    byte[] value = values.get(SIZE);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!DECIMAL.matcher(ascii(value)).matches()) {
      throw place.malformed(LayerFault.PAX_RECORD, "the size in a PAX record is not a number");
    }
    return OptionalLong.of(Long.parseLong(ascii(value)));
  }

  OptionalLong modifiedSeconds(TarPlace place) throws MalformedTarException {
    byte[] value = values.get(MTIME);
    if (value == null) {
      return OptionalLong.empty();
    }
    try {
      if (TIME.matcher(ascii(value)).matches()) {
        BigDecimal floor = new BigDecimal(ascii(value)).setScale(0, RoundingMode.FLOOR);
        return OptionalLong.of(floor.longValueExact());
      }
    } catch (ArithmeticException e) {
      // Beyond 64 bits; refused like any other text that is no time.
    }
    throw place.malformed(
        LayerFault.PAX_RECORD, "the time in a PAX record is not a number, or out of range");
  }

  /** The owner that the header block names, but for what these records say; never refused. */
  TarOwner owner(TarOwner block) {
    if (values.isEmpty()) {
      return block;
    }
    return new TarOwner(
        id(USER_ID, block.userId()),
        id(GROUP_ID, block.groupId()),
        text(USER_NAME, block.userName()),
        text(GROUP_NAME, block.groupName()));
  }

  private long id(String key, long otherwise) {
    byte[] value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    return DECIMAL.matcher(ascii(value)).matches() ? Long.parseLong(ascii(value)) : -1;
  }

  private String text(String key, String otherwise) {
    byte[] value = values.get(key);
    return value == null ? otherwise : new String(value, StandardCharsets.UTF_8);
  }

  Map<String, byte[]> extendedAttributes() {
    if (values.isEmpty()) {
      return Map.of();
    }
    Map<String, byte[]> attributes = new HashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(XATTR_PREFIX)) {
            attributes.put(key.substring(XATTR_PREFIX.length()), value);
          }
        });
    return attributes;
  }

  private static int length(byte[] records, int start, int space, TarPlace place)
      throws MalformedTarException {
    String digits = new String(records, start, space - start, StandardCharsets.ISO_8859_1);
    if (!DECIMAL.matcher(digits).matches()) {
      throw place.malformed(LayerFault.PAX_RECORD, "the length of a PAX record is not a number");
    }
    return Integer.parseInt(digits);
  }

  private static int indexOf(byte[] bytes, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static String ascii(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }
}
