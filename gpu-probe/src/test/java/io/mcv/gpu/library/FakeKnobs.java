package io.mcv.gpu.library;

import com.sun.jna.NativeLibrary;
import java.util.HashSet;
import java.util.Set;

/**
 * The variables that fake libraries read. They are set in C alone: Java, and processes that it
 * starts, know nothing of them.
 */
final class FakeKnobs implements AutoCloseable {
  private static final NativeLibrary LIBC = NativeLibrary.getProcess();

  private final String prefix;
  private final Set<String> set = new HashSet<>();

  /** Knobs whose variables begin with this. */
  FakeKnobs(String prefix) {
    this.prefix = prefix;
  }

  /** Turns one. */
  FakeKnobs set(String knob, Object value) {
    set.add(knob);
    LIBC.getFunction("setenv").invokeInt(new Object[] {prefix + knob, value.toString(), 1});
    return this;
  }

  /** Turns all back. */
  @Override
  public void close() {
    for (String knob : set) {
      LIBC.getFunction("unsetenv").invokeInt(new Object[] {prefix + knob});
    }
    set.clear();
  }
}
