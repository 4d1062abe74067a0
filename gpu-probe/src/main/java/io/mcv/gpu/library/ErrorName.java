package io.mcv.gpu.library;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Asks a library what its errors are called. */
final class ErrorName {
  private static final String UNKNOWN = "unknown error";

  private ErrorName() {}

  /**
   * The name of an error, or words that stand for one.
   *
   * @param function that takes the code, and where to write a pointer to the name
   */
  static String of(int code, NativeFunctions library, String function) {
    Memory name = NativeFunctions.buffer();
    try {
      int answer = library.call(function, code, name);
      Pointer text = name.getPointer(0);
      return answer == 0 && text != null ? NativeText.behind(text) : UNKNOWN;
    } catch (MissingFunctionException e) {
      return UNKNOWN;
    }
  }
}
