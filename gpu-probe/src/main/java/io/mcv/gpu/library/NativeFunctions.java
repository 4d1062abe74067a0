package io.mcv.gpu.library;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Map;

/**
 * The functions of one native library, each looked up when it is called: libraries of other
 * versions have others.
 */
final class NativeFunctions {
  private static final int RTLD_NOW = 2;
  private static final int BUFFER_BYTES = 4096;

  private final Path path;
  private final NativeLibrary library;

  private NativeFunctions(Path path, NativeLibrary library) {
    this.path = path;
    this.library = library;
  }

  /**
   * Loads a library.
   *
   * @param path absolute and vetted: a bare name would be looked for on the class path too
   * @throws LinkageError if it, or something that it needs, cannot be loaded
   */
  static NativeFunctions open(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("not an absolute path: " + path);
    }
    return new NativeFunctions(
        path,
        NativeLibrary.getInstance(
            path.toString(),
            Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW, Library.OPTION_STRING_ENCODING, "UTF-8")));
  }

  /** Zeros to be written over, more of them than any version of a library writes. */
  static Memory buffer() {
    Memory buffer = new Memory(BUFFER_BYTES);
    buffer.clear();
    return buffer;
  }

  /** Where it was loaded from. */
  Path path() {
    return path;
  }

  /** Whether it has a function. */
  boolean has(String function) {
    try {
      library.getFunction(function);
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  /**
   * Calls a function that returns an {@code int}.
   *
   * @param arguments {@code Integer} for 32 bits, {@code Long} for 64, {@code Memory} and other
   *     pointers, null for a null pointer
   * @throws MissingFunctionException if the library has none of this name
   */
  int call(String function, Object... arguments) throws MissingFunctionException {
    try {
      return library.getFunction(function).invokeInt(arguments);
    } catch (UnsatisfiedLinkError e) {
      throw new MissingFunctionException(path, function);
    }
  }

  /** Calls a function that returns a text of the library's own; empty if it returns none. */
  String callForText(String function, Object... arguments) throws MissingFunctionException {
    try {
      Pointer text = library.getFunction(function).invokePointer(arguments);
      return text == null ? "" : NativeText.behind(text);
    } catch (UnsatisfiedLinkError e) {
      throw new MissingFunctionException(path, function);
    }
  }
}
