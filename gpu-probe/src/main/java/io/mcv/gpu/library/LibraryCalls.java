package io.mcv.gpu.library;

import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls into one library whose functions answer 0 if all is well. Those that may fail cost a single
 * fact, and are remembered as problems.
 */
final class LibraryCalls {
  private static final int SHOWN = 2;
  private static final int MAX_DEVICES = 256;

  private final NativeFunctions library;
  private final LibraryErrors errors;
  private final List<String> problems = new ArrayList<>();
  private final Set<Integer> explained = new HashSet<>();

  LibraryCalls(NativeFunctions library, LibraryErrors errors) {
    this.library = library;
    this.errors = errors;
  }

  /** Calls into the same library, whose problems are remembered apart. */
  LibraryCalls apart() {
    return new LibraryCalls(library, errors);
  }

  /** Whether the library has a function. */
  boolean has(String function) {
    return library.has(function);
  }

  /** Calls a function without which nothing else can be asked. */
  void require(String function, Object... arguments)
      throws CallFailedException, MissingFunctionException {
    int code = library.call(function, arguments);
    if (code != 0) {
      throw new CallFailedException(code, failure(function, code));
    }
  }

  /** Calls a function, and tells whether it wrote what it should. */
  boolean attempt(String function, Object... arguments) {
    try {
      int code = library.call(function, arguments);
      if (code != 0 && !errors.isUnsupported(code)) {
        problems.add(explained.add(code) ? failure(function, code) : again(function, code));
      }
      return code == 0;
    } catch (MissingFunctionException e) {
      problems.add("the library has no " + function);
      return false;
    }
  }

  /**
   * A number of devices, if it can be one.
   *
   * @param function that told it
   */
  int checkedCount(String function, int count) throws CallFailedException {
    if (count < 0 || count > MAX_DEVICES) {
      throw new CallFailedException(
          null,
          String.format(
              "%s told of %d devices, where 0 to %d can be; check that %s is the driver's",
              function, count, MAX_DEVICES, library.path()));
    }
    return count;
  }

  /** Adds to what is told of the host how many devices were counted but left out, if any were. */
  static void tellUnplaced(int devices, Map<Fact, String> host) {
    if (devices > 0) {
      host.put(Fact.UNPLACED_DEVICES, Integer.toString(devices));
    }
  }

  /** Remembers something else that is not as it should be. */
  void note(String problem) {
    problems.add(problem);
  }

  /** What is not as it should be, in one line; null if all is well. */
  @Nullable String problems() {
    if (problems.isEmpty()) {
      return null;
    }
    int shown = Math.min(SHOWN, problems.size());
    String line = String.join(". Also, ", problems.subList(0, shown));
    return shown == problems.size() ? line : line + ". And " + (problems.size() - shown) + " more";
  }

  private String failure(String function, int code) {
    return function + " failed with " + code + ": " + errors.meaning(code);
  }

  private static String again(String function, int code) {
    return function + " failed with " + code + " too";
  }

  /** How asking went that came to its end, with the problems on the way. */
  SourceReport report(Source source, @Nullable String version) {
    return new SourceReport(
        source, Status.OK, library.path().toString(), version, null, problems(), null);
  }

  /** How asking went that came to nothing. */
  SourceReport report(Source source, @Nullable String version, CallFailedException failure) {
    return new SourceReport(
        source,
        Status.FAILED,
        library.path().toString(),
        version,
        failure.code(),
        failure.getMessage(),
        null);
  }
}
