package io.mcv.testing.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An entry of a tar, every field of which may be what no honest tool writes. */
public final class VectorEntry {
  private static final int BLOCK = 512;
  private static final int CHECKSUM_OFFSET = 148;
  private static final int NAME_BYTES = 100;
  private static final int PREFIX_BYTES = 155;

  private char type;
  private String name;
  private String linkName = "";
  private int mode;
  private long userId;
  private long groupId;
  private String userName = "";
  private String groupName = "";
  private long modifiedSeconds;
  private byte[] content = new byte[0];
  private final Map<String, String> records = new LinkedHashMap<>();
  private UnaryOperator<byte[]> header = UnaryOperator.identity();
  private UnaryOperator<byte[]> sealed = UnaryOperator.identity();

  private VectorEntry(char type, String name, int mode) {
    this.type = type;
    this.name = name;
    this.mode = mode;
  }

  /** A folder of mode 0755; its name is written with a slash at its end. */
  public static VectorEntry folder(String path) {
    return new VectorEntry('5', path + "/", 0755);
  }

  /** A file of mode 0644. */
  public static VectorEntry file(String path, byte[] content) {
    return new VectorEntry('0', path, 0644).content(content);
  }

  /** A file of mode 0644 with text. */
  public static VectorEntry file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** An entry of any type, such as {@code '2'} for a symbolic link, of mode 0644. */
  public static VectorEntry of(char type, String name, String linkName) {
    VectorEntry entry = new VectorEntry(type, name, 0644);
    entry.linkName = linkName;
    return entry;
  }

  /** Its name as stored. */
  public String name() {
    return name;
  }

  /** Its path: that of its PAX records, else its name. */
  String path() {
    return records.getOrDefault("path", name);
  }

  /** Whether it is a file, as POSIX or as tar before it has them. */
  boolean isFile() {
    return type == '0' || type == '\0' && !name.endsWith("/");
  }

  /** Its content. */
  public byte[] content() {
    return content.clone();
  }

  /**
   * Another name. One of more than 100 bytes is split between the fields name and prefix; where
   * that is not possible it goes into {@link #pax}.
   */
  public VectorEntry name(String newName) {
    name = newName;
    return this;
  }

  /** Another type. */
  public VectorEntry type(char newType) {
    type = newType;
    return this;
  }

  /** Another mode, 0 to 07777777. */
  public VectorEntry mode(int newMode) {
    mode = newMode;
    return this;
  }

  /** Another owner and group. */
  public VectorEntry owner(long user, long group, String nameOfUser, String nameOfGroup) {
    userId = user;
    groupId = group;
    userName = nameOfUser;
    groupName = nameOfGroup;
    return this;
  }

  /** Another time. */
  public VectorEntry modified(long seconds) {
    modifiedSeconds = seconds;
    return this;
  }

  /** Other content; the size follows. */
  public VectorEntry content(byte[] newContent) {
    content = newContent.clone();
    return this;
  }

  /** Other content in text. */
  public VectorEntry content(String newContent) {
    return content(newContent.getBytes(StandardCharsets.UTF_8));
  }

  /** A PAX record before the entry. */
  public VectorEntry pax(String key, String value) {
    records.put(key, value);
    return this;
  }

  /** Changes the header block before its checksum is made. */
  public VectorEntry header(UnaryOperator<byte[]> change) {
    header = change;
    return this;
  }

  /** Changes the header block after its checksum was made. */
  public VectorEntry sealedHeader(UnaryOperator<byte[]> change) {
    sealed = change;
    return this;
  }

  /** Header blocks and padded content. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!records.isEmpty()) {
      out.writeBytes(new VectorEntry('x', "PaxHeaders.0/entry", 0).content(payload()).bytes());
    }
    byte[] block = header.apply(headerBlock());
    put(block, CHECKSUM_OFFSET, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, CHECKSUM_OFFSET, "%06o\0 ".formatted(sum));
    out.writeBytes(sealed.apply(block));
    out.writeBytes(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
    return out.toByteArray();
  }

  private byte[] headerBlock() {
    byte[] block = new byte[BLOCK];
    putName(block);
    put(block, 100, "%07o".formatted(mode));
    put(block, 108, "%07o".formatted(userId));
    put(block, 116, "%07o".formatted(groupId));
    put(block, 124, "%011o".formatted(content.length));
    put(block, 136, "%011o".formatted(modifiedSeconds));
    put(block, 156, String.valueOf(type));
    put(block, 157, linkName);
    put(block, 257, "ustar\00000");
    put(block, 265, userName);
    put(block, 297, groupName);
    if (type != 'x') {
      put(block, 329, "0000000\0000000000");
    }
    return block;
  }

  /** As Go's archive/tar does it: the prefix ends at the last slash that it has room for. */
  private void putName(byte[] block) {
    if (name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES) {
      put(block, 0, name);
      return;
    }
    int slash = name.lastIndexOf('/', PREFIX_BYTES);
    if (slash <= 0 || name.length() - slash - 1 > NAME_BYTES) {
      throw new IllegalArgumentException("no room for a name in its header: " + name);
    }
    put(block, 0, name.substring(slash + 1));
    put(block, 345, name.substring(0, slash));
  }

  private byte[] payload() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    records.forEach((key, value) -> out.writeBytes(record(key, value)));
    return out.toByteArray();
  }

  private static byte[] record(String key, String value) {
    String record = " " + key + "=" + value + "\n";
    int rest = record.getBytes(StandardCharsets.UTF_8).length;
    int length = rest + String.valueOf(rest).length();
    length = rest + String.valueOf(length).length();
    return (length + record).getBytes(StandardCharsets.UTF_8);
  }

  private static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }
}
