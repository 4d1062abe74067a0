package io.mcv.gpu.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemRootTest {
  @TempDir Path folder;

  private Path copy = Path.of("");
  private SystemRoot root = new SystemRoot(copy);

  @BeforeEach
  void makeCopy() throws IOException {
    copy = Files.createDirectory(folder.resolve("copy"));
    root = new SystemRoot(copy);
  }

  @Test
  void aValueIsOneShortTextWithoutControlCharacters() throws IOException {
    Files.writeString(copy.resolve("good"), "  580.65.06\n");
    Files.writeString(copy.resolve("empty"), "\n");
    Files.writeString(copy.resolve("escape"), "\u001b[31mred\n");
    Files.writeString(copy.resolve("long"), "x".repeat(300));
    Files.write(copy.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});

    assertThat(root.value("good")).isEqualTo("580.65.06");
    assertThat(root.value("empty")).isNull();
    assertThat(root.value("escape")).isNull();
    assertThat(root.value("long")).isNull();
    assertThat(root.value("binary")).isNull();
    assertThat(root.value("missing")).isNull();
    assertThat(root.value("")).isNull();
  }

  @Test
  void numbersAreDecimalOrHexAsTheKernelWritesThem() throws IOException {
    Files.writeString(copy.resolve("decimal"), "68702699520\n");
    Files.writeString(copy.resolve("hex"), "0x10de\n");
    Files.writeString(copy.resolve("negative"), "-1\n");
    Files.writeString(copy.resolve("huge"), "99999999999999999999\n");
    Files.writeString(copy.resolve("signed"), "0x-1\n");
    Files.writeString(copy.resolve("none"), "0x\n");

    assertThat(root.number("decimal")).hasValue(68702699520L);
    assertThat(root.hex("hex")).hasValue(0x10de);
    assertThat(root.number("negative")).isEmpty();
    assertThat(root.number("huge")).isEmpty();
    assertThat(root.number("hex")).isEmpty();
    assertThat(root.hex("decimal")).isEmpty();
    assertThat(root.hex("signed")).isEmpty();
    assertThat(root.hex("none")).isEmpty();
  }

  @Test
  void ofATableThatIsTooLongTheWholeLinesThatWereReadCount() throws IOException {
    Files.writeString(copy.resolve("table"), "one\ntwo\nthree\n");

    assertThat(root.lines("table", 100)).containsExactly("one", "two", "three");
    assertThat(root.lines("table", 9)).containsExactly("one", "two");
    assertThat(root.lines("table", 2)).isEmpty();
  }

  @Test
  void linksThatLeadOutOfACopyAreAbsent() throws IOException {
    Files.writeString(folder.resolve("outside"), "of this host\n");
    Files.writeString(copy.resolve("inside"), "of the other\n");
    Files.createSymbolicLink(copy.resolve("out"), folder.resolve("outside"));
    Files.createSymbolicLink(copy.resolve("up"), Path.of("../outside"));
    Files.createSymbolicLink(copy.resolve("in"), Path.of("inside"));

    assertThat(root.value("out")).isNull();
    assertThat(root.value("up")).isNull();
    assertThat(root.value("in")).isEqualTo("of the other");
    assertThat(root.exists("out")).isFalse();
    assertThat(root.isThisHost()).isFalse();
  }

  @Test
  void aLinkIsReadByTheLastPartOfItsTargetAlone() throws IOException {
    Files.createSymbolicLink(copy.resolve("driver"), Path.of("../../drivers/nvidia"));
    Files.writeString(copy.resolve("file"), "nvidia\n");

    assertThat(root.linkName("", "driver")).isEqualTo("nvidia");
    assertThat(root.linkName("", "file")).isNull();
    assertThat(root.linkName("", "missing")).isNull();
  }

  @Test
  void numbersInNamesAreSortedAsNumbers() throws IOException {
    for (String name : new String[] {"10", "2", "9x", "-1", "1"}) {
      Files.createDirectory(copy.resolve(name));
    }

    assertThat(root.numbered("", "")).containsExactly(1L, 2L, 10L);
    assertThat(root.numbered("missing", "")).isEmpty();
  }

  @Test
  void aCopyThatIsNotThereIsEmptyAndNotThisHost() {
    SystemRoot missing = new SystemRoot(folder.resolve("missing"));

    assertThat(missing.exists("sys")).isFalse();
    assertThat(missing.isThisHost()).isFalse();
    assertThat(new SystemRoot(Path.of("/")).isThisHost()).isTrue();
  }
}
