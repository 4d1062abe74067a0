package io.mcv.gpu.library;

import com.sun.jna.Native;
import io.mcv.gpu.model.OneLine;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.gpu.process.FactLines;
import io.mcv.gpu.process.LibraryRequest;
import io.mcv.gpu.process.ProbeArguments;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks libraries, and tells their answers in {@link FactLines}: the program of a process of its
 * own, which ends when all have answered, or when nobody listens any more. Each library has a
 * thread of its own, so that one that hangs does not keep the others.
 */
public final class LibraryProbe {
  private final PrintStream out;
  private final Map<PciAddress, Integer> deviceIds;

  private LibraryProbe(PrintStream out, Map<PciAddress, Integer> deviceIds) {
    this.out = out;
    this.deviceIds = deviceIds;
  }

  /** Asks what the arguments say, as {@link ProbeArguments} has them. */
  public static void main(String... arguments) throws InterruptedException {
    ProbeArguments probe = ProbeArguments.parse(arguments);
    endWithParent();
    new LibraryProbe(System.out, probe.deviceIds()).askAll(probe.requests());
    // What libraries would do at the end of a process may hang or crash.
    Runtime.getRuntime().halt(0);
  }

  /** The parent keeps the standard input open as long as it lives. */
  private static void endWithParent() {
    inBackground(
        () -> {
          try {
            while (System.in.read() >= 0) {
              // The parent says nothing.
            }
          } catch (IOException e) {
            // As if it had ended.
          }
          Runtime.getRuntime().halt(1);
        });
  }

  private static Thread inBackground(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void askAll(List<LibraryRequest> requests) throws InterruptedException {
    String withoutJna = whyJnaDoesNotWork();
    List<Thread> threads = new ArrayList<>();
    for (LibraryRequest request : requests) {
      threads.add(
          inBackground(
              () ->
                  tell(
                      withoutJna.isEmpty()
                          ? timed(request)
                          : failed(request.source(), request.candidates().get(0), withoutJna))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** It fails once and for all: later attempts do not say why. */
  private static String whyJnaDoesNotWork() {
    try {
      return Native.POINTER_SIZE > 0 ? "" : "pointers without a size";
    } catch (LinkageError e) {
      return "native code cannot be called here: "
          + message(e)
          + "; try -Djna.tmpdir=FOLDER with a folder in which files can be written and executed";
    }
  }

  private void tell(SourceFacts facts) {
    print(FactLines.of(facts));
  }

  private void print(String lines) {
    synchronized (out) {
      out.print(lines);
      out.flush();
    }
  }

  private SourceFacts timed(LibraryRequest request) {
    long start = System.nanoTime();
    SourceFacts facts = ask(request);
    long millis = (System.nanoTime() - start) / 1_000_000;
    SourceReport report = facts.report();
    return new SourceFacts(
        new SourceReport(
            report.source(),
            report.status(),
            report.path(),
            report.version(),
            report.code(),
            report.message(),
            millis),
        facts.host(),
        facts.devices());
  }

  /** Asks the first candidate that can be loaded and is no stub. */
  private SourceFacts ask(LibraryRequest request) {
    LibraryQuery query = LibraryQueries.of(request.source());
    List<SourceFacts> failures = new ArrayList<>();
    for (Path candidate : request.candidates()) {
      print(FactLines.asking(request.source(), candidate.toString()));
      try {
        return query.ask(NativeFunctions.open(candidate), deviceIds);
      } catch (StubLibraryException e) {
        failures.add(failed(request.source(), candidate, e.code(), message(e)));
      } catch (LinkageError e) {
        failures.add(
            failed(
                request.source(),
                candidate,
                "it cannot be loaded: "
                    + reason(e)
                    + "; install it again, or name another folder in "
                    + LibrarySearch.OWN_PATH));
      } catch (MissingFunctionException | RuntimeException e) {
        return failed(request.source(), candidate, message(e));
      }
    }
    return failures.get(0);
  }

  private static SourceFacts failed(Source source, Path library, String message) {
    return failed(source, library, null, message);
  }

  private static SourceFacts failed(
      Source source, Path library, @Nullable Integer code, String message) {
    return SourceFacts.none(
        new SourceReport(source, Status.FAILED, library.toString(), null, code, message, null));
  }

  /** JNA says in the first line that it failed, and why in those that follow. */
  private static String reason(LinkageError e) {
    List<String> lines = String.valueOf(e.getMessage()).lines().toList();
    return OneLine.of(lines.size() > 1 ? lines.get(1) : message(e));
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    return OneLine.of(message == null ? e.getClass().getSimpleName() : message);
  }
}
