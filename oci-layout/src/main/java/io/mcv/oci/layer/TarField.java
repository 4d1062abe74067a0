package io.mcv.oci.layer;

/**
 * The fields of a tar header block of {@value #BLOCK_SIZE} bytes, as POSIX ustar lays them out.
 *
 * <pre>
 * offset length field     as written here
 *      0    100 name      NUL after it, unless it is 100 bytes long
 *    100      8 mode      seven octal digits, NUL
 *    108      8 uid       seven octal digits, NUL
 *    116      8 gid       seven octal digits, NUL
 *    124     12 size      eleven octal digits, NUL
 *    136     12 mtime     eleven octal digits, NUL; seconds since 1970
 *    148      8 chksum    six octal digits, NUL, space; sum of all bytes, this field taken as spaces
 *    156      1 typeflag  a {@link TarType}
 *    157    100 linkname  as name
 *    257      6 magic     "ustar" NUL
 *    263      2 version   "00"
 *    265     32 uname     NUL
 *    297     32 gname     NUL
 *    329      8 devmajor  seven octal digits, NUL; all NUL in the header of PAX records
 *    337      8 devminor  as devmajor
 *    345    155 prefix    what stands before name and a slash, where a path is split
 *    500     12           NUL
 * </pre>
 *
 * @see <a
 *     href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06">ustar
 *     Interchange Format</a>
 */
enum TarField {
  NAME(0, 100),
  MODE(100, 8),
  UID(108, 8),
  GID(116, 8),
  SIZE(124, 12),
  MTIME(136, 12),
  CHKSUM(148, 8),
  TYPEFLAG(156, 1),
  LINKNAME(157, 100),
  MAGIC(257, 6),
  VERSION(263, 2),
  UNAME(265, 32),
  GNAME(297, 32),
  DEVMAJOR(329, 8),
  DEVMINOR(337, 8),
  PREFIX(345, 155);

  /** Headers and content come in blocks of this size. */
  static final int BLOCK_SIZE = 512;

  final int offset;
  final int length;

  TarField(int offset, int length) {
    this.offset = offset;
    this.length = length;
  }

  /** The index after the last byte of the field. */
  int end() {
    return offset + length;
  }

  /** The checksum of a header block, whatever stands in its checksum field. */
  static int checksum(byte[] block) {
    int sum = 0;
    for (int i = 0; i < BLOCK_SIZE; i++) {
      sum += i >= CHKSUM.offset && i < CHKSUM.end() ? ' ' : block[i] & 0xff;
    }
    return sum;
  }

  /** How many bytes fill the last block of content of this size. */
  static int padding(long size) {
    return (int) (-size & (BLOCK_SIZE - 1));
  }
}
