package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The choice between ustar and PAX, at every edge where Go's archive/tar changes its mind. */
class TarHeaderWriterTest {
  private static final String EIGHT_GIB_LESS_ONE = "77777777777\0";

  @Test
  void aNameOf100BytesFillsItsField() throws IOException {
    byte[] tar = named("n".repeat(100));

    assertThat(tar).hasSize(512);
    assertThat(text(tar, TarField.NAME)).isEqualTo("n".repeat(100));
  }

  @Test
  void aNameOf101BytesWithoutSlashNeedsARecordAndIsCut() throws IOException {
    byte[] tar = named("n".repeat(101));

    assertThat(tar).hasSize(3 * 512);
    assertThat(text(tar, TarField.NAME)).isEqualTo("PaxHeaders.0/" + "n".repeat(87));
    assertThat(records(tar)).isEqualTo("111 path=" + "n".repeat(101) + "\n");
    assertThat(text(main(tar), TarField.NAME)).isEqualTo("n".repeat(100));
  }

  @Test
  void aNameOf101BytesWithASlashIsSplit() throws IOException {
    byte[] tar = named("d/" + "n".repeat(99));

    assertThat(tar).hasSize(512);
    assertThat(text(tar, TarField.PREFIX)).isEqualTo("d");
    assertThat(text(tar, TarField.NAME)).isEqualTo("n".repeat(99));
  }

  @Test
  void aNameIsSplitAtTheLastSlashThatFits() throws IOException {
    byte[] tar = named("a/b/" + "n".repeat(97));

    assertThat(text(tar, TarField.PREFIX)).isEqualTo("a/b");
  }

  @Test
  void aNameOf256BytesIsSplitWherePrefixAndSuffixAreFull() throws IOException {
    byte[] tar = named("p".repeat(155) + "/" + "n".repeat(100));

    assertThat(tar).hasSize(512);
    assertThat(text(tar, TarField.PREFIX)).isEqualTo("p".repeat(155));
    assertThat(text(tar, TarField.NAME)).isEqualTo("n".repeat(100));
  }

  @Test
  void aPrefixOf156BytesNeedsARecord() throws IOException {
    assertThat(named("p".repeat(156) + "/n")).hasSize(3 * 512);
  }

  @Test
  void aSuffixOf101BytesNeedsARecord() throws IOException {
    assertThat(named("p".repeat(154) + "/" + "n".repeat(101))).hasSize(3 * 512);
  }

  @Test
  void theSlashOfADirectoryCounts() throws IOException {
    assertThat(named("d".repeat(99) + "/")).hasSize(512);
    assertThat(named("d".repeat(100) + "/")).hasSize(3 * 512);
    assertThat(named("p".repeat(155) + "/" + "d".repeat(99) + "/")).hasSize(512);
    assertThat(named("p".repeat(155) + "/" + "d".repeat(100) + "/")).hasSize(3 * 512);
  }

  @Test
  void aDirectoryIsNotSplitAtItsOwnSlash() throws IOException {
    byte[] tar = named("a/" + "d".repeat(98) + "/");

    assertThat(text(tar, TarField.PREFIX)).isEqualTo("a");
    assertThat(text(tar, TarField.NAME)).isEqualTo("d".repeat(98) + "/");
  }

  @Test
  void theRecordsOfADirectoryAreNamedInsideIt() throws IOException {
    byte[] tar = named("\u65e5\u672c/");

    assertThat(text(tar, TarField.NAME)).isEqualTo("/PaxHeaders.0");
    assertThat(text(main(tar), TarField.NAME)).isEqualTo("/");
  }

  @Test
  void aSlashWhereTheNameIsCutBecomesNul() throws IOException {
    byte[] tar = named("d".repeat(99) + "/" + "n".repeat(101));

    assertThat(text(main(tar), TarField.NAME)).isEqualTo("d".repeat(99));
  }

  @Test
  void aNameThatIsNotAsciiNeedsARecordAndLosesItsOtherLetters() throws IOException {
    byte[] tar = named("u/h\u00e9llo.txt");

    assertThat(text(tar, TarField.NAME)).isEqualTo("u/PaxHeaders.0/hllo.txt");
    assertThat(records(tar)).isEqualTo("21 path=u/h\u00e9llo.txt\n");
    assertThat(text(main(tar), TarField.NAME)).isEqualTo("u/hllo.txt");
  }

  @Test
  void theRecordsOfANameWithoutAsciiHaveNoSlashAtTheirEnd() throws IOException {
    assertThat(text(named("u/\u8a9e"), TarField.NAME)).isEqualTo("u/PaxHeaders.0");
  }

  @Test
  void aSizeOf8GibibytesNeedsARecordAndIsWrittenAs0() throws IOException {
    byte[] fits = header("f", (1L << 33) - 1, 0, "", Map.of());
    byte[] tooLarge = header("f", 1L << 33, 0, "", Map.of());

    assertThat(raw(fits, TarField.SIZE)).isEqualTo(EIGHT_GIB_LESS_ONE);
    assertThat(records(tooLarge)).isEqualTo("19 size=8589934592\n");
    assertThat(raw(main(tooLarge), TarField.SIZE)).isEqualTo("00000000000\0");
  }

  @Test
  void aTimeBefore1970NeedsARecordAndIsWrittenAs0() throws IOException {
    byte[] tar = header("f", 0, -1, "", Map.of());

    assertThat(records(tar)).isEqualTo("12 mtime=-1\n");
    assertThat(raw(main(tar), TarField.MTIME)).isEqualTo("00000000000\0");
  }

  @Test
  void aTimeInTheYear2300NeedsARecord() throws IOException {
    byte[] tar = header("f", 0, 10413792000L, "", Map.of());

    assertThat(records(tar)).isEqualTo("21 mtime=10413792000\n");
    assertThat(header("f", 0, (1L << 33) - 1, "", Map.of())).hasSize(512);
  }

  @Test
  void aLinkTargetOf101BytesNeedsARecordAndIsCut() throws IOException {
    assertThat(header("l", 0, 0, "t".repeat(100), Map.of())).hasSize(512);

    byte[] tar = header("l", 0, 0, "t".repeat(101), Map.of());

    assertThat(records(tar)).isEqualTo("115 linkpath=" + "t".repeat(101) + "\n");
    assertThat(text(main(tar), TarField.LINKNAME)).isEqualTo("t".repeat(100));
  }

  @Test
  void slashesWhereALinkTargetIsCutLoseTheFirstOfThem() throws IOException {
    byte[] tar = header("l", 0, 0, "t".repeat(98) + "///", Map.of());

    assertThat(raw(main(tar), TarField.LINKNAME)).isEqualTo("t".repeat(98) + "\0/");
  }

  @Test
  void extendedAttributesAreSortedByBytesAndKeptAsTheyAre() throws IOException {
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    attributes.put("user.\ud83d\ude00", new byte[] {1});
    attributes.put("user.\uff5e", new byte[] {'\n', '='});
    attributes.put("security.capability", new byte[0]);

    byte[] tar = header("f", 0, 0, "", attributes);

    assertThat(records(tar))
        .isEqualTo(
            "37 SCHILY.xattr.security.capability=\n"
                .concat("28 SCHILY.xattr.user.\uff5e=\n=\n")
                .concat("28 SCHILY.xattr.user.\ud83d\ude00=\u0001\n"));
  }

  @Test
  void aNameThatCouldBeSplitGetsARecordOnceAnotherValueForcesOne() throws IOException {
    String name = "p".repeat(120) + "/" + "n".repeat(99);

    byte[] tar = header(name, 0, -1, "", Map.of());

    assertThat(records(tar)).isEqualTo("12 mtime=-1\n230 path=" + name + "\n");
    assertThat(text(main(tar), TarField.PREFIX)).isEmpty();
    assertThat(text(main(tar), TarField.NAME)).isEqualTo("p".repeat(100));
  }

  @Test
  void theHeaderOfRecordsHasNoDeviceFields() throws IOException {
    byte[] tar = header("f", 0, -1, "", Map.of());

    assertThat(raw(tar, TarField.DEVMAJOR)).isEqualTo("\0".repeat(8));
    assertThat(raw(tar, TarField.MODE)).isEqualTo("0000000\0");
    assertThat(raw(main(tar), TarField.DEVMAJOR)).isEqualTo("0000000\0");
  }

  private static byte[] named(String name) throws IOException {
    return header(name, 0, 0, "", Map.of());
  }

  /** The blocks that the writer puts before the content. */
  private static byte[] header(
      String name, long size, long modified, String target, Map<String, byte[]> attributes)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarOutput tar = new TarOutput(out)) {
      new TarHeaderWriter(tar)
          .write(new TarHeader(TarType.FILE, name, 0644, size, modified, target, attributes));
      tar.finish();
    }
    return Arrays.copyOf(out.toByteArray(), out.size() - 2 * TarField.BLOCK_SIZE);
  }

  private static byte[] main(byte[] tar) {
    assertThat(tar).as("a header with records").hasSizeGreaterThan(512);
    return Arrays.copyOfRange(tar, tar.length - 512, tar.length);
  }

  private static String records(byte[] tar) {
    assertThat(tar).as("a header with records").hasSizeGreaterThan(512);
    int size = Integer.parseInt(text(tar, TarField.SIZE), 8);
    return new String(tar, 512, size, StandardCharsets.UTF_8);
  }

  private static String text(byte[] header, TarField field) {
    return raw(header, field).split("\0", 2)[0];
  }

  private static String raw(byte[] header, TarField field) {
    return new String(header, field.offset, field.length, StandardCharsets.ISO_8859_1);
  }
}
