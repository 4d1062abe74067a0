package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.LayerCases.kept;
import static io.mcv.testing.conformance.LayerCases.outside;
import static io.mcv.testing.conformance.LayerCases.passes;
import static io.mcv.testing.conformance.LayerCases.refused;
import static io.mcv.testing.conformance.LayerCases.with;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Damaged and ambiguous tars, and damaged streams. */
final class TarCases {
  private static final int BLOCK = 512;
  private static final int TIME = 136;
  private static final int CHECKSUM = 148;
  private static final int MAGIC = 257;
  private static final int MAGIC_LENGTH = 8;
  private static final String LONG_LINK = "././@LongLink";
  private static final String PAX = "PaxHeaders.0/x";

  private TarCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        kept("LAYER-STREAM-01"),
        refused(
            "LAYER-STREAM-01",
            "garbage",
            "Text follows the gzip stream.",
            () -> blob(bytes -> joined(bytes, "garbage"))),
        refused(
            "LAYER-STREAM-01",
            "cut",
            "The gzip stream ends before its checksum.",
            () -> blob(bytes -> Arrays.copyOf(bytes, bytes.length - MAGIC_LENGTH))),
        kept("LAYER-TAR-01"),
        refused(
            "LAYER-TAR-01",
            "wrong",
            "The checksum of the last header is wrong.",
            () -> with(outside("a").sealedHeader(block -> flipped(block, CHECKSUM)))),
        kept("LAYER-TAR-02"),
        refused(
            "LAYER-TAR-02",
            "v7",
            "The last header is of the form before POSIX.",
            () -> with(outside("a").header(TarCases::withoutMagic))),
        refused(
            "LAYER-TAR-02",
            "time",
            "The time in the last header is no number.",
            () -> with(outside("a").header(block -> set(block, TIME, 'z')))),
        passes(
            "LAYER-TAR-03",
            "comment",
            "A PAX record that means nothing to readers.",
            () -> with(outside("a").pax("comment", "mcv"))),
        refused(
            "LAYER-TAR-03",
            "twice",
            "The name of an entry comes twice in its PAX records.",
            () -> with(header('x', PAX, "12 path=x/a\n12 path=x/b\n"), outside("c"))),
        refused(
            "LAYER-TAR-03",
            "length",
            "The length of a PAX record is more than there is.",
            () -> with(header('x', PAX, "99 path=x/a\n"), outside("c"))),
        refused(
            "LAYER-TAR-03",
            "size",
            "The size in a PAX record is no number.",
            () -> with(outside("a").pax("size", "many"))),
        passes(
            "LAYER-TAR-04",
            "gnu",
            "One GNU long name before an entry.",
            () -> with(header('L', LONG_LINK, "x/long\0"), outside("a"))),
        refused(
            "LAYER-TAR-04",
            "two-pax",
            "Two PAX headers give an entry two names.",
            () ->
                with(
                    header('x', PAX, "12 path=x/a\n"),
                    header('x', PAX, "12 path=x/b\n"),
                    outside("c"))),
        refused(
            "LAYER-TAR-04",
            "pax-and-gnu",
            "A GNU long name and a PAX record give an entry two names.",
            () ->
                with(
                    header('L', LONG_LINK, "x/a\0"),
                    header('x', PAX, "12 path=x/b\n"),
                    outside("c"))),
        passes(
            "LAYER-TAR-05",
            "comment",
            "A global PAX header with a comment.",
            () -> with(header('g', "pax_global_header", "15 comment=mcv\n"), outside("a"))),
        refused(
            "LAYER-TAR-05",
            "path",
            "A global PAX header gives all entries after it one name.",
            () -> with(header('g', "pax_global_header", "12 path=x/a\n"), outside("b"))),
        kept("LAYER-TAR-06"),
        refused(
            "LAYER-TAR-06",
            "gnu",
            "A sparse file of GNU tar.",
            () -> with(VectorEntry.of('S', "x/a", ""))),
        refused(
            "LAYER-TAR-06",
            "pax",
            "A sparse file by PAX records.",
            () -> with(outside("a").pax("GNU.sparse.major", "1"))),
        kept("LAYER-TAR-07"),
        refused(
            "LAYER-TAR-07",
            "letter",
            "An entry with the type flag Z.",
            () -> with(VectorEntry.of('Z', "x/a", ""))),
        passes(
            "LAYER-TAR-08",
            "link",
            "A link without content, outside of the cache.",
            () -> with(VectorEntry.of('2', "x/a", "b"))),
        refused(
            "LAYER-TAR-08",
            "link-of-nothing",
            "A link with content, which some readers take for headers.",
            () -> with(VectorEntry.of('2', "x/a", "b").content("content"))),
        refused(
            "LAYER-TAR-08",
            "folder",
            "A folder with content.",
            () -> with(VectorEntry.folder("x").content("content"))),
        kept("LAYER-TAR-09"),
        refused(
            "LAYER-TAR-09",
            "content",
            "The tar ends inside the last file.",
            () -> tar(bytes -> Arrays.copyOf(bytes, bytes.length - 2 * BLOCK - 1))),
        refused(
            "LAYER-TAR-09",
            "header",
            "The tar ends after the PAX records of an entry.",
            () -> {
              VectorImage image = with(header('x', PAX, "12 path=x/a\n"));
              return image.layer(0, layer -> layer.tar(TarCases::withoutTrailer));
            }),
        kept("LAYER-TAR-10"),
        refused(
            "LAYER-TAR-10",
            "none",
            "No block of zeros ends the tar.",
            () -> tar(TarCases::withoutTrailer)),
        refused(
            "LAYER-TAR-10",
            "one",
            "One block of zeros ends the tar.",
            () -> tar(bytes -> Arrays.copyOf(bytes, bytes.length - BLOCK))),
        passes(
            "LAYER-TAR-11",
            "padded",
            "The tar is padded with zeros to a multiple of 10 KiB, as GNU tar does.",
            () -> tar(bytes -> Arrays.copyOf(bytes, (bytes.length / 10240 + 1) * 10240))),
        refused(
            "LAYER-TAR-11",
            "tar",
            "A second tar follows the end of the first one.",
            () -> tar(bytes -> joined(bytes, bytes))));
  }

  private static VectorImage blob(UnaryOperator<byte[]> change) {
    return BaseImages.current().layer(0, layer -> layer.blob(change));
  }

  private static VectorImage tar(UnaryOperator<byte[]> change) {
    return BaseImages.current().layer(0, layer -> layer.tar(change));
  }

  private static VectorEntry header(char type, String name, String payload) {
    return VectorEntry.of(type, name, "").content(payload);
  }

  private static byte[] flipped(byte[] block, int offset) {
    return set(block, offset, block[offset] == '0' ? '1' : '0');
  }

  private static byte[] set(byte[] block, int offset, char value) {
    block[offset] = (byte) value;
    return block;
  }

  private static byte[] withoutMagic(byte[] block) {
    Arrays.fill(block, MAGIC, MAGIC + MAGIC_LENGTH, (byte) 0);
    return block;
  }

  private static byte[] withoutTrailer(byte[] tar) {
    return Arrays.copyOf(tar, tar.length - 2 * BLOCK);
  }

  private static byte[] joined(byte[] bytes, String text) {
    return joined(bytes, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] joined(byte[] bytes, byte[] more) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, joined, bytes.length, more.length);
    return joined;
  }
}
