package io.mcv.client.publish;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges two folders in one step, so that no reader, and no kill, ever meets neither.
 *
 * <p>Linux has {@code renameat2(2)} with {@code RENAME_EXCHANGE} for it, which the JDK does not
 * offer. Where the C library, the kernel or the file system lacks it, {@link #exchange} returns
 * false and nothing has changed.
 */
final class FolderExchange {
  private static final int AT_FDCWD = -100;
  private static final int RENAME_EXCHANGE = 2;

  private FolderExchange() {}

  /** Loaded only when a folder must be exchanged, which few runs need. */
  private static final class Native {
    static final @Nullable Function RENAMEAT2 = find();

    private Native() {}

    private static @Nullable Function find() {
      if (!Platform.isLinux()) {
        return null;
      }
      try {
        return NativeLibrary.getProcess().getFunction("renameat2");
      } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
        return null;
      }
    }
  }

  /** Whether both folders now stand where the other one stood. */
  static boolean exchange(Path one, Path other) {
    Function renameat2 = Native.RENAMEAT2;
    if (renameat2 == null) {
      return false;
    }
    Object[] arguments = {AT_FDCWD, bytes(one), AT_FDCWD, bytes(other), RENAME_EXCHANGE};
    return renameat2.invokeInt(arguments) == 0;
  }

  /** The path as the C string that the JDK itself would pass, with its end. */
  private static byte[] bytes(Path path) {
    byte[] name = path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(name, name.length + 1);
  }
}
