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
  class Ends {

    @Test
    void aTarWithoutTrailerIsRefused() {
      RawTar tar = new RawTar().add('0', "a");

      Layers.assertMalformed(tar.withoutTrailer(), "two zero blocks");
      Layers.assertMalformed(Arrays.copyOf(tar.end(), 1024), "two zero blocks");
      Layers.assertMalformed(new byte[0], "two zero blocks");
      Layers.assertMalformed(new byte[512], "two zero blocks");
    }

    @Test
    void oneZeroBlockInTheMiddleIsRefused() {
      Layers.assertMalformed(
          new RawTar().block(new byte[512]).add('0', "a").end(), "one zero block");
    }

    @Test
    void anythingButZerosAfterTheTrailerIsRefused() {
      byte[] tar = new RawTar().add('0', "a").end();
      byte[] longer = Arrays.copyOf(tar, 200_000);
      longer[199_999] = 1;

      Layers.assertMalformed(longer, "follows its end");
    }

    @Test
    void contentThatEndsEarlyIsRefusedReadOrSkipped() throws IOException {
      byte[] tar = new RawTar().add(new RawTar.Header('0', "a", 5000)).content("x").end();

      Layers.assertMalformed(tar, "inside the content");
      try (LayerReader reader = open(tar)) {
        reader.next();
        assertThatExceptionOfType(MalformedTarException.class).isThrownBy(reader::next);
      }
    }

    @Test
    void aHeaderThatIsCutIsRefused() {
      Layers.assertMalformed(
          Arrays.copyOf(new RawTar().add('0', "a").end(), 100), "two zero blocks");
    }

    @Test
    void theMessageNamesThePlace() {
      byte[] tar = new RawTar().add('0', "a").add('S', "b").end();

      assertThatExceptionOfType(MalformedTarException.class)
          .isThrownBy(() -> Layers.read(tar))
          .withMessageContaining("not a valid tar at byte 512: entry \"b\" is a sparse file")
          .matches(e -> e.offset() == 512);
    }
  }

  private static LayerReader open(byte[] tar) throws IOException {
    return Layers.open(new ByteArrayInputStream(tar), null, LayerLimits.DEFAULT);
  }
}
