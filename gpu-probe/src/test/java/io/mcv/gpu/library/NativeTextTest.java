package io.mcv.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NativeTextTest {

  @Test
  void aTextEndsAtItsNul() {
    assertThat(NativeText.of(holding("NVIDIA H100\0left over"))).isEqualTo("NVIDIA H100");
  }

  @Test
  void aTextWithoutNulEndsWithItsFieldOrTheBuffer() {
    Memory full = new Memory(8);
    full.write(0, "ABCDEFGH".getBytes(StandardCharsets.US_ASCII), 0, 8);

    assertThat(NativeText.at(full, 2, 3)).isEqualTo("CDE");
    assertThat(NativeText.at(full, 6, 64)).isEqualTo("GH");
    assertThat(NativeText.of(full)).isEqualTo("ABCDEFGH");
  }

  @Test
  void aTextIsBounded() {
    assertThat(NativeText.of(holding("x".repeat(4000)))).hasSize(256);
    assertThat(NativeText.behind(pointerTo("x".repeat(4000)))).hasSize(256);
  }

  @Test
  void aTextOfTheLibraryIsReadThroughItsPointer() {
    assertThat(NativeText.behind(pointerTo("CUDA_ERROR_NO_DEVICE\0more")))
        .isEqualTo("CUDA_ERROR_NO_DEVICE");
  }

  @Test
  void whatATerminalWouldActOnIsReplaced() {
    assertThat(NativeText.of(holding("a\u001b[2Jb\nc\u202ed\u2028e")))
        .isEqualTo("a\ufffd[2Jb\ufffdc\ufffdd\ufffde");
  }

  @Test
  void malformedUtf8IsReplaced() {
    Memory buffer = NativeFunctions.buffer();
    buffer.write(0, new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b'}, 0, 4);

    assertThat(NativeText.of(buffer)).isEqualTo("a\ufffd\ufffdb");
  }

  @Test
  void spacesAroundAreNoPartOfIt() {
    assertThat(NativeText.of(holding("  Tesla T4 "))).isEqualTo("Tesla T4");
  }

  private static Memory holding(String text) {
    Memory buffer = NativeFunctions.buffer();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    buffer.write(0, utf8, 0, utf8.length);
    return buffer;
  }

  private static Pointer pointerTo(String text) {
    return holding(text).share(0);
  }
}
