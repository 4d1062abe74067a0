package io.mcv.testing.caches;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A well-formed 64-bit ELF file whose only content is noise.
 *
 * <table>
 * <caption>Layout</caption>
 * <tr><td>0</td><td>ELF header, 64 bytes</td></tr>
 * <tr><td>64</td><td>{@code .text}</td></tr>
 * <tr><td></td><td>{@code .shstrtab}, the names of the sections</td></tr>
 * <tr><td></td><td>three section headers of 64 bytes, at a multiple of 8</td></tr>
 * </table>
 *
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html">System V ABI, ELF
 *     header</a>
 */
final class ElfFile {
  private static final int HEADER = 64;
  private static final int ET_EXEC = 2;
  private static final int ET_DYN = 3;
  private static final int EM_X86_64 = 62;
  private static final int EM_CUDA = 190;
  private static final int EM_AMDGPU = 224;
  private static final int SHT_PROGBITS = 1;
  private static final int SHT_STRTAB = 3;
  private static final byte[] NAMES = "\0.text\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);

  private ElfFile() {}

  /** A shared object for the host: a launcher, or a module of utilities. */
  static byte[] sharedObject(String seed, int size) {
    return file(0, 0, ET_DYN, EM_X86_64, 1, 0, noise(seed, size));
  }

  /** A cubin; its flags name the compute capability twice, virtual and real. */
  static byte[] cubin(String seed, int capability, int size) {
    return file(
        51, 7, ET_EXEC, EM_CUDA, 0x7c, capability << 16 | 0x500 | capability, noise(seed, size));
  }

  /** A code object for AMD GPUs, in version 5 of its ABI. */
  static byte[] hsaco(String seed, String arch, int size) {
    int machine =
        switch (arch) {
          case "gfx90a" -> 0x3f;
          case "gfx942" -> 0x4c;
          default -> throw new IllegalArgumentException("no EF_AMDGPU_MACH known for " + arch);
        };
    return file(64, 3, ET_DYN, EM_AMDGPU, 1, 0x500 | machine, noise(seed, size));
  }

  private static byte[] file(
      int osAbi, int abiVersion, int type, int machine, int version, int flags, byte[] text) {
    int namesAt = HEADER + text.length;
    int sectionsAt = (namesAt + NAMES.length + 7) / 8 * 8;
    ByteBuffer out = ByteBuffer.allocate(sectionsAt + 3 * 64).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, (byte) osAbi, (byte) abiVersion});
    out.position(16).putShort((short) type).putShort((short) machine).putInt(version);
    out.putLong(0).putLong(0).putLong(sectionsAt).putInt(flags);
    out.putShort((short) HEADER).putShort((short) 56).putShort((short) 0);
    out.putShort((short) 64).putShort((short) 3).putShort((short) 2);
    out.put(text).put(NAMES);
    out.position(sectionsAt + 64);
    section(out, 1, SHT_PROGBITS, HEADER, text.length);
    section(out, 7, SHT_STRTAB, namesAt, NAMES.length);
    return out.array();
  }

  private static void section(ByteBuffer out, int name, int type, long offset, long size) {
    out.putInt(name).putInt(type).putLong(0).putLong(0).putLong(offset).putLong(size);
    out.putInt(0).putInt(0).putLong(1).putLong(0);
  }

  /** Words drawn from a small vocabulary, so that it compresses about as machine code does. */
  private static byte[] noise(String seed, int size) {
    Random random = new Random(seed.hashCode());
    int[] vocabulary = random.ints(96).toArray();
    ByteBuffer out = ByteBuffer.allocate(size / 4 * 4);
    while (out.hasRemaining()) {
      out.putInt(vocabulary[random.nextInt(vocabulary.length)]);
    }
    return out.array();
  }
}
