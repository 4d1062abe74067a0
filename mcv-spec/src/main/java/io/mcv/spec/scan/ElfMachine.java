package io.mcv.spec.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads from the header of an ELF file what machine it runs on. */
final class ElfMachine {
  private static final int HEADER_BYTES = 20;
  private static final int CLASS_64 = 2;
  private static final int BIG_ENDIAN = 2;

  private ElfMachine() {}

  /** The machine in Go's names; empty if it is not ELF or not one that Go has a name for. */
  static Optional<String> of(InputStream in) throws IOException {
    byte[] head = in.readNBytes(HEADER_BYTES);
    if (head.length < HEADER_BYTES
        || head[0] != 0x7f
        || head[1] != 'E'
        || head[2] != 'L'
        || head[3] != 'F') {
      return Optional.empty();
    }
    boolean is64 = head[4] == CLASS_64;
    boolean isBig = head[5] == BIG_ENDIAN;
    int low = head[isBig ? 19 : 18] & 0xff;
    int high = head[isBig ? 18 : 19] & 0xff;
    return Optional.ofNullable(
        switch (high << 8 | low) {
          case 3 -> "386";
          case 21 -> isBig ? "ppc64" : "ppc64le";
          case 22 -> "s390x";
          case 40 -> "arm";
          case 62 -> "amd64";
          case 183 -> "arm64";
          case 243 -> is64 ? "riscv64" : null;
          case 258 -> is64 ? "loong64" : null;
          default -> null;
        });
  }
}
