import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Verifies bundles again and again in a warm JVM, and tells verdicts, times and the peak of memory.
 *
 * <p>The cases are a table with tabs: name, bundle, file or hash, trusted root, identity and
 * issuer or {@code *}, whether a timestamp is required.
 */
final class SignatureCases {
  private static final double NANOSECONDS_PER_MICROSECOND = 1e3;

  private SignatureCases() {}

  /** What is measured: from a bundle's bytes to a verdict. The rest is prepared before. */
  interface Verification {
    boolean accepts(byte[] bundle) throws Exception;
  }

  /** A line of the table; {@code file} may be {@code ALGORITHM:HEX}. */
  record Case(
      String name,
      Path bundle,
      String file,
      Path root,
      String identity,
      String issuer,
      boolean timestamp) {}

  /** Makes what verifies a case; null where it cannot be asked. */
  interface Verifier {
    Verification of(Case each) throws Exception;
  }

  /**
   * Prints for each case its name, {@code pass}, {@code fail} or {@code none}, and the median of
   * its times in microseconds; and at the end the peak of the resident memory in kilobytes.
   *
   * @param arguments the table, rounds to warm up, and rounds that count
   */
  static void run(String[] arguments, Verifier verifier, PrintStream out) throws Exception {
    List<Case> cases = Files.readAllLines(Path.of(arguments[0])).stream().map(SignatureCases::parse).toList();
    int warmUp = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    Verification[] verifications = new Verification[cases.size()];
    byte[][] bundles = new byte[cases.size()][];
    for (int i = 0; i < verifications.length; i++) {
      verifications[i] = prepared(cases.get(i), verifier);
      bundles[i] = Files.readAllBytes(cases.get(i).bundle());
    }
    boolean[] accepted = new boolean[verifications.length];
    double[][] times = new double[verifications.length][rounds];
    for (int round = -warmUp; round < rounds; round++) {
      for (int i = 0; i < verifications.length; i++) {
        if (verifications[i] != null) {
          long start = System.nanoTime();
          accepted[i] = verifications[i].accepts(bundles[i]);
          long end = System.nanoTime();
          if (round >= 0) {
            times[i][round] = (end - start) / NANOSECONDS_PER_MICROSECOND;
          }
        }
      }
    }
    for (int i = 0; i < verifications.length; i++) {
      Arrays.sort(times[i]);
      String verdict = verifications[i] == null ? "none" : accepted[i] ? "pass" : "fail";
      out.printf("%s\t%s\t%.1f%n", cases.get(i).name(), verdict, times[i][rounds / 2]);
    }
    out.printf("peak\t%d%n", peak());
  }

  private static Verification prepared(Case each, Verifier verifier) {
    try {
      return verifier.of(each);
    } catch (Exception e) {
      // A trusted root that is refused: nothing is verified by it.
      return bundle -> false;
    }
  }

  private static Case parse(String line) {
    String[] fields = line.split("\t", -1);
    return new Case(
        fields[0],
        Path.of(fields[1]),
        fields[2],
        Path.of(fields[3]),
        fields[4],
        fields[5],
        Boolean.parseBoolean(fields[6]));
  }

  private static long peak() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("no VmHWM in /proc/self/status");
  }
}
