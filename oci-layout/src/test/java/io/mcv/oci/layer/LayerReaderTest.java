package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestMismatchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerReaderTest {

  @Test
  void everyKindOfEntryIsRead() throws IOException {
    byte[] tar =
        new RawTar()
            .add('5', "d/")
            .add('0', "d/f", "hello")
            .add('\0', "d/old")
            .add(new RawTar.Header('2', "d/s", 0).put(TarField.LINKNAME, "/anywhere/.."))
            .add(new RawTar.Header('1', "d/h", 0).put(TarField.LINKNAME, "d/f"))
            .add('3', "d/c")
            .add('4', "d/b")
            .add('6', "d/p")
            .end();

    assertThat(Layers.read(tar).stream().map(Layers.Read::entry))
        .extracting(TarEntry::path, TarEntry::type, TarEntry::size, TarEntry::linkTarget)
        .map(Object::toString)
        .containsExactly(
            "(\"d\", DIRECTORY, 0L, \"\")",
            "(\"d/f\", FILE, 5L, \"\")",
            "(\"d/old\", FILE, 0L, \"\")",
            "(\"d/s\", SYMLINK, 0L, \"/anywhere/..\")",
            "(\"d/h\", HARD_LINK, 0L, \"d/f\")",
            "(\"d/c\", CHARACTER_DEVICE, 0L, \"\")",
            "(\"d/b\", BLOCK_DEVICE, 0L, \"\")",
            "(\"d/p\", FIFO, 0L, \"\")");
  }

  @Test
  void contentThatIsNotReadIsSkipped() throws IOException {
    byte[] tar = Layers.tar(Layers.file("a", "x".repeat(1500)), Layers.file("b", "second"));
    try (LayerReader reader = open(tar)) {
      reader.next();
      InputStream first = reader.content();
      assertThat(first.read()).isEqualTo('x');

      assertThat(reader.next()).extracting(TarEntry::path).isEqualTo("b");

      assertThat(first.read()).as("content of an entry that is over").isEqualTo(-1);
      assertThat(reader.content()).hasContent("second");
      assertThat(reader.next()).isNull();
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void theDigestIsKnownAtTheEndOnly() throws IOException {
    byte[] tar = Layers.tar(Layers.file("a", "x"));
    try (LayerReader reader = open(tar)) {
      reader.next();
      assertThatIllegalStateException().isThrownBy(reader::digest);

      reader.next();

      assertThat(reader.digest()).isEqualTo(new LayerDigest(Digest.sha256(tar), tar.length));
    }
  }

  @Test
  void anotherDiffIdIsRefusedAtTheEnd() throws IOException {
    byte[] tar = Layers.tar(Layers.file("a", "x"));

    assertThatExceptionOfType(DigestMismatchException.class)
        .isThrownBy(() -> Layers.read(tar, Digest.sha256(new byte[0]), LayerLimits.DEFAULT));
    assertThat(Layers.read(tar, Digest.sha256(tar), LayerLimits.DEFAULT)).hasSize(1);
  }

  @Test
  void theBlobIsClosedWithTheReaderAndWhenItCannotBeOpened() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Layers.open(broken, null, LayerLimits.DEFAULT))
        .withMessage("broken");
    assertThat(closed).isTrue();
  }

  @Test
  void zerosAfterTheTrailerAreFine() throws IOException {
    byte[] tar = Layers.tar(Layers.file("a", "x"));

    assertThat(Layers.read(Arrays.copyOf(tar, 10240))).hasSize(1);
  }

  @Test
  void aGlobalCommentIsIgnored() throws IOException {
    assertThat(Layers.read(new RawTar().records('g', "comment=x").add('0', "a").end())).hasSize(1);
  }

  @Nested
  class Names {

    @Test
    void aLeadingDotAndATrailingSlashAreDropped() throws IOException {
      byte[] tar = new RawTar().add('5', "./d/").add('0', "./d/f").add('5', "e").end();

      assertThat(Layers.read(tar).stream().map(read -> read.entry().path()))
          .containsExactly("d", "d/f", "e");
    }

    @Test
    void theRootIsNotHandedOut() throws IOException {
      byte[] tar =
          new RawTar().add('5', "./").add('5', ".").records('x', "path=./").add('5', "r").end();

      assertThat(Layers.read(tar)).isEmpty();
    }

    @Test
    void aBackslashIsALetter() throws IOException {
      byte[] tar = new RawTar().add('0', "..\\..\\f").end();

      assertThat(Layers.read(tar).get(0).entry().path()).isEqualTo("..\\..\\f");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/a",
          "/",
          "//a",
          ".//a",
          "a//b",
          "..",
          "../a",
          "a/..",
          "a/../b",
          "./..",
          "././a",
          "a/./b",
          "a/.",
          "a//",
          "",
          "\u00ff",
          "a\u00c0\u0080"
        })
    void aNameThatIsNotPlainIsRefused(String latin1) {
      assertUnsafe(new RawTar().add('0', latin1).end());
      assertUnsafe(new RawTar().add('5', latin1).end());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "./", "a/"})
    void onlyADirectoryMayEndInASlashOrBeTheRoot(String name) {
      assertUnsafe(new RawTar().add('0', name).end());
      assertUnsafe(
          new RawTar().add(new RawTar.Header('2', name, 0).put(TarField.LINKNAME, "target")).end());
    }

    @Test
    void aNulInARecordIsRefused() {
      assertUnsafe(new RawTar().records('x', "path=a\0b").add('0', "a").end());
      assertUnsafe(new RawTar().records('x', "linkpath=a\0b").add('2', "a").end());
    }

    @Test
    void anEmptyLinkTargetIsRefused() {
      assertUnsafe(new RawTar().add('2', "a").end());
    }

    @Test
    void theMessageNamesEntryAndRuleAndIsSafeToPrint() {
      assertThatExceptionOfType(UnsafeEntryException.class)
          .isThrownBy(() -> Layers.read(new RawTar().add('0', "/a\u001b[2J").end()))
          .withMessageContaining("entry \"/a\\u001b[2J\" is refused: its name is absolute")
          .matches(e -> e.entry().equals("/a\u001b[2J") && e.rule().equals("its name is absolute"));
    }

    private void assertUnsafe(byte[] tar) {
      assertThatExceptionOfType(UnsafeEntryException.class).isThrownBy(() -> Layers.read(tar));
    }
  }

  @Nested
  class Headers {

    @Test
    void recordsReplaceWhatTheHeaderSays() throws IOException {
      byte[] tar =
          new RawTar()
              .records(
                  'x', "path=new/n\u00c3\u00a9", "size=3", "mtime=-1.5", "SCHILY.xattr.user.k=v")
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
              .add(
                  new RawTar.Header('0', "a", 0)
                      .put(TarField.MTIME, mtime)
                      .put(TarField.SIZE, size))
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
      assertMalformed(
          new RawTar().records('x', "GNU.sparse.major=1").add('0', "a").end(), "sparse");
      assertMalformed(
          new RawTar().records('g', "GNU.sparse.major=1").add('0', "a").end(), "sparse");
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

  @Nested
  class Ends {

    @Test
    void aTarWithoutTrailerIsRefused() {
      RawTar tar = new RawTar().add('0', "a");

      assertMalformed(tar.withoutTrailer(), "two zero blocks");
      assertMalformed(Arrays.copyOf(tar.end(), 1024), "two zero blocks");
      assertMalformed(new byte[0], "two zero blocks");
      assertMalformed(new byte[512], "two zero blocks");
    }

    @Test
    void oneZeroBlockInTheMiddleIsRefused() {
      assertMalformed(new RawTar().block(new byte[512]).add('0', "a").end(), "one zero block");
    }

    @Test
    void anythingButZerosAfterTheTrailerIsRefused() {
      byte[] tar = new RawTar().add('0', "a").end();
      byte[] longer = Arrays.copyOf(tar, 200_000);
      longer[199_999] = 1;

      assertMalformed(longer, "follows its end");
    }

    @Test
    void contentThatEndsEarlyIsRefusedReadOrSkipped() throws IOException {
      byte[] tar = new RawTar().add(new RawTar.Header('0', "a", 5000)).content("x").end();

      assertMalformed(tar, "inside the content");
      try (LayerReader reader = open(tar)) {
        reader.next();
        assertThatExceptionOfType(MalformedTarException.class).isThrownBy(reader::next);
      }
    }

    @Test
    void aHeaderThatIsCutIsRefused() {
      assertMalformed(Arrays.copyOf(new RawTar().add('0', "a").end(), 100), "two zero blocks");
    }

    @Test
    void theMessageNamesThePlace() {
      byte[] tar = new RawTar().add('0', "a").add('S', "b").end();

      assertThatExceptionOfType(MalformedTarException.class)
          .isThrownBy(() -> Layers.read(tar))
          .withMessageContaining("not a valid tar at byte 512: sparse")
          .matches(e -> e.offset() == 512);
    }
  }

  private static void assertMalformed(byte[] tar, String rule) {
    assertThatExceptionOfType(MalformedTarException.class)
        .isThrownBy(() -> Layers.read(tar))
        .withMessageContaining(rule);
  }

  private static LayerReader open(byte[] tar) throws IOException {
    return Layers.open(new ByteArrayInputStream(tar), null, LayerLimits.DEFAULT);
  }
}
