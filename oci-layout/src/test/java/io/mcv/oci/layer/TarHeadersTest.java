package io.mcv.oci.layer;

import static io.mcv.oci.layer.Layers.assertMalformed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that are read, and those that are refused because readers disagree on them. */
class TarHeadersTest {

  @Test
  void recordsReplaceWhatTheHeaderSays() throws IOException {
    byte[] tar =
        new RawTar()
            .records('x', "path=new/n\u00c3\u00a9", "size=3", "mtime=-1.5", "SCHILY.xattr.user.k=v")
            .add(new RawTar.Header('0', "old", 0))
            .content("abc")
            .end();

    Layers.Read read = Layers.read(tar).get(0);

    assertThat(read.entry().path()).isEqualTo("new/n\u00e9");
    assertThat(read.entry().modifiedSeconds()).isEqualTo(-2);
    assertThat(read.entry().extendedAttributes()).containsOnlyKeys("user.k");
    assertThat(read.content()).asString().isEqualTo("abc");
  }

  @Test
  void theSizeOfARecordIsNotThatOfAnotherHeader() throws IOException {
    byte[] tar =
        new RawTar()
            .records('x', "size=3")
            .add(new RawTar.Header('0', "a", 2000))
            .content("abc")
            .add('0', "b")
            .end();

    assertThat(Layers.read(tar)).hasSize(2);
  }

  @Test
  void gnuLongNamesAreRead() throws IOException {
    byte[] tar =
        new RawTar()
            .add('K', "././@LongLink", "t".repeat(120) + "\0")
            .add('L', "././@LongLink", "n".repeat(120) + "\0")
            .add('2', "n")
            .end();

    TarEntry entry = Layers.read(tar).get(0).entry();

    assertThat(entry.path()).isEqualTo("n".repeat(120));
    assertThat(entry.linkTarget()).isEqualTo("t".repeat(120));
  }

  @Test
  void numbersInBase256AreRead() throws IOException {
    byte[] mtime = new byte[12];
    Arrays.fill(mtime, (byte) 0xff);
    byte[] size = new byte[12];
    size[0] = (byte) 0x80;
    size[11] = 2;
    byte[] tar =
        new RawTar()
            .add(new RawTar.Header('0', "a", 0).put(TarField.MTIME, mtime).put(TarField.SIZE, size))
            .content("ab")
            .end();

    TarEntry entry = Layers.read(tar).get(0).entry();

    assertThat(entry.modifiedSeconds()).isEqualTo(-1);
    assertThat(entry.size()).isEqualTo(2);
  }

  @Test
  void aGnuHeaderHasNoPrefix() throws IOException {
    byte[] tar =
        new RawTar()
            .add(
                new RawTar.Header('0', "a", 0)
                    .put(TarField.MAGIC, "ustar ")
                    .put(TarField.VERSION, " \0")
                    .put(TarField.PREFIX, "14345123"))
            .end();

    assertThat(Layers.read(tar).get(0).entry().path()).isEqualTo("a");
  }

  @Test
  void aWrongChecksumIsRefused() {
    byte[] tar = new RawTar().add('0', "a").end();
    tar[0] = 'b';

    assertMalformed(tar, "checksum");
  }

  @Test
  void anUnknownMagicIsRefused() {
    assertMalformed(
        new RawTar().add(new RawTar.Header('0', "a", 0).put(TarField.MAGIC, "")).end(), "POSIX");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000009\0", "0000 000000\0", "-0000000001\0", "0x10\0"})
  void aNumberThatIsNotOctalIsRefused(String size) {
    assertMalformed(
        new RawTar().add(new RawTar.Header('0', "a", 0).put(TarField.SIZE, size)).end(), "octal");
  }

  @Test
  void aNumberBeyond63BitsOrNegativeSizeIsRefused() {
    byte[] tooLarge = new byte[12];
    tooLarge[0] = (byte) 0x80;
    tooLarge[3] = 1;
    byte[] negative = new byte[12];
    Arrays.fill(negative, (byte) 0xff);
    byte[] reserved = new byte[12];
    reserved[0] = (byte) 0x81;

    assertMalformed(
        new RawTar().add(new RawTar.Header('0', "a", 0).put(TarField.SIZE, tooLarge)).end(),
        "too large");
    assertMalformed(
        new RawTar().add(new RawTar.Header('0', "a", 0).put(TarField.SIZE, reserved)).end(),
        "too large");
    assertMalformed(
        new RawTar().add(new RawTar.Header('0', "a", 0).put(TarField.SIZE, negative)).end(),
        "negative");
  }

  @Test
  void twoPaxHeadersForOneEntryAreRefused() {
    assertMalformed(
        new RawTar().records('x', "path=a").records('x', "path=b").add('0', "c").end(), "PAX");
  }

  @Test
  void paxMixedWithGnuIsRefusedInEitherOrder() {
    assertMalformed(
        new RawTar().records('x', "size=0").add('L', "x", "a\0").add('0', "c").end(), "GNU");
    assertMalformed(
        new RawTar().records('x', "size=0").add('K', "x", "a\0").add('2', "c").end(), "GNU");
    assertMalformed(
        new RawTar().add('L', "x", "a\0").records('x', "size=0").add('0', "c").end(), "PAX");
  }

  @Test
  void twoGnuLongNamesAreRefused() {
    assertMalformed(
        new RawTar().add('L', "x", "a\0").add('L', "x", "b\0").add('0', "c").end(), "GNU");
    assertMalformed(
        new RawTar().add('K', "x", "a\0").add('K', "x", "b\0").add('2', "c").end(), "GNU");
  }

  @ParameterizedTest
  @ValueSource(strings = {"path=a", "linkpath=a", "size=1"})
  void aGlobalHeaderMustNotSetWhatOneEntryHas(String record) {
    assertMalformed(new RawTar().records('g', record).add('0', "c").end(), "global");
  }

  @Test
  void aGlobalHeaderBetweenTheHeadersOfAnEntryIsRefused() {
    assertMalformed(
        new RawTar().records('x', "path=a").records('g', "comment=b").add('0', "c").end(),
        "global");
  }

  @Test
  void headersWithoutTheirEntryAreRefused() {
    assertMalformed(new RawTar().records('x', "path=a").end(), "between the headers");
  }

  @Test
  void sparseFilesAreRefused() {
    assertMalformed(new RawTar().add('S', "a").end(), "sparse");
    assertMalformed(new RawTar().records('x', "GNU.sparse.major=1").add('0', "a").end(), "sparse");
    assertMalformed(new RawTar().records('g', "GNU.sparse.major=1").add('0', "a").end(), "sparse");
  }

  @Test
  void unknownTypesAreRefused() {
    for (char type : new char[] {'7', 'D', 'M', 'V', 'A', 'X', (char) 0xff}) {
      assertMalformed(new RawTar().add(type, "a").end(), "unknown type");
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {'1', '2', '3', '4', '5', '6'})
  void onlyFilesHaveContent(char type) {
    RawTar.Header header = new RawTar.Header(type, "a", 1).put(TarField.LINKNAME, "t");
    assertThatExceptionOfType(UnsafeEntryException.class)
        .isThrownBy(() -> Layers.read(new RawTar().add(header).content("x").end()))
        .withMessageContaining("has content");
    assertThatExceptionOfType(UnsafeEntryException.class)
        .isThrownBy(() -> Layers.read(new RawTar().records('x', "size=1").add(type, "a").end()))
        .withMessageContaining("has content");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8 path=a\n",
        "12 path=a\n",
        "0 path=a\n",
        "-10 path=a\n",
        "+9 path=a\n",
        "path=a\n",
        "9 path=a",
        "9 path=ab",
        "99999999999 path=a\n",
        "5 =a\n",
        "6 abc\n",
        "7 a=\n\n\n\0"
      })
  void brokenRecordsAreRefused(String records) {
    assertMalformed(new RawTar().add('x', "x", records).add('0', "a").end(), "PAX record");
  }

  @Test
  void aRecordThatComesTwiceIsRefused() {
    assertMalformed(
        new RawTar().records('x', "path=a", "path=b").add('0', "c").end(), "comes twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size=-1",
        "size=",
        "size=0x1",
        "size=1.0",
        "size=9999999999999999999",
        "mtime=",
        "mtime=x",
        "mtime=1e9",
        "mtime=9999999999999999999",
        "mtime=."
      })
  void aRecordThatIsNoNumberIsRefused(String record) {
    assertMalformed(new RawTar().records('x', record).add('0', "a").end(), "PAX record");
  }
}
