package io.mcv.oci.layer;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a gzip stream as RFC 1952 defines it, one member after the other up to the end of the
 * input, and nothing else: the JDK's own stream ignores what follows a member if it looks unlike
 * one.
 *
 * <pre>
 * member = 1f 8b | CM 8 | FLG | MTIME 4 | XFL | OS | FEXTRA? | FNAME? | FCOMMENT? | FHCRC?
 *          | deflate stream | CRC32 4 | ISIZE 4      (numbers little-endian)
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipMembers extends InputStream {
  private static final int BUFFER_SIZE = 64 * 1024;
  private static final int MAGIC = 0x8b1f;
  private static final int METHOD_DEFLATE = 8;
  private static final int FLAG_HEADER_CRC = 0x02;
  private static final int FLAG_EXTRA = 0x04;
  private static final int FLAG_NAME = 0x08;
  private static final int FLAG_COMMENT = 0x10;
  private static final int FLAGS_RESERVED = 0xe0;
  private static final int MTIME_XFL_OS_SIZE = 6;

  private final InputStream in;
  private final String what;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 contentCrc = new CRC32();
  private final CRC32 headerCrc = new CRC32();
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int position;
  private int limit;
  private boolean inMember;

  GzipMembers(InputStream in, String what) {
    this.in = in;
    this.what = what;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (inMember || startMember()) {
      int n = inflate(bytes, offset, length);
      if (n > 0) {
        contentCrc.update(bytes, offset, n);
        return n;
      }
      if (inflater.finished()) {
        endMember();
      }
    }
    return -1;
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    if (inflater.needsInput()) {
      if (position == limit && !fill()) {
        throw corrupt("it ends early");
      }
      inflater.setInput(buffer, position, limit - position);
    }
    try {
      int n = inflater.inflate(bytes, offset, length);
      position = limit - inflater.getRemaining();
      if (inflater.needsDictionary()) {
        throw corrupt("it asks for a dictionary");
      }
      return n;
    } catch (DataFormatException e) {
      throw corrupt("its deflate data is invalid");
    }
  }

  /** Reads the header of the next member; false where the input ends before it. */
  private boolean startMember() throws IOException {
    if (position == limit && !fill()) {
      return false;
    }
    headerCrc.reset();
    if (nextNumber(2) != MAGIC || nextByte() != METHOD_DEFLATE) {
      throw corrupt("a member starts with something else than a gzip header");
    }
    int flags = nextByte();
    if ((flags & FLAGS_RESERVED) != 0) {
      throw corrupt("a header has reserved flags");
    }
    skip(MTIME_XFL_OS_SIZE);
    if ((flags & FLAG_EXTRA) != 0) {
      skip((int) nextNumber(2));
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      long expected = headerCrc.getValue() & 0xffff;
      if (nextNumber(2) != expected) {
        throw corrupt("the checksum of a header is wrong");
      }
    }
    inflater.reset();
    contentCrc.reset();
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    if (nextNumber(4) != contentCrc.getValue()) {
      throw corrupt("the checksum of its content is wrong");
    }
    if (nextNumber(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw corrupt("the size of its content is wrong");
    }
    inMember = false;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      nextByte();
    }
  }

  private void skipText() throws IOException {
    while (nextByte() != 0) {
      // The text is not needed, and may be of any length.
    }
  }

  private long nextNumber(int size) throws IOException {
    long number = 0;
    for (int i = 0; i < size; i++) {
      number |= (long) nextByte() << (8 * i);
    }
    return number;
  }

  private int nextByte() throws IOException {
    if (position == limit && !fill()) {
      throw corrupt("it ends early");
    }
    int next = buffer[position++] & 0xff;
    headerCrc.update(next);
    return next;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(in.read(buffer), 0);
    return limit > 0;
  }

  private CorruptStreamException corrupt(String fault) {
    return new CorruptStreamException(what, "gzip", fault);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
