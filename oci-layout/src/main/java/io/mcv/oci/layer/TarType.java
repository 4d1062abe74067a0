package io.mcv.oci.layer;

/** The typeflags of tar headers that are written or read here. */
final class TarType {
  static final byte OLD_FILE = 0;
  static final byte FILE = '0';
  static final byte HARD_LINK = '1';
  static final byte SYMBOLIC_LINK = '2';
  static final byte CHARACTER_DEVICE = '3';
  static final byte BLOCK_DEVICE = '4';
  static final byte DIRECTORY = '5';
  static final byte FIFO = '6';

  /** PAX records of the next entry. */
  static final byte PAX = 'x';

  /** PAX records of all entries that follow. */
  static final byte PAX_GLOBAL = 'g';

  /** GNU: the content is the name of the next entry. */
  static final byte GNU_LONG_NAME = 'L';

  /** GNU: the content is the link target of the next entry. */
  static final byte GNU_LONG_LINK = 'K';

  /** GNU: a file with holes. */
  static final byte GNU_SPARSE = 'S';

  private TarType() {}
}
