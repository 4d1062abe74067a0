package io.mcv.fuzz;

import io.mcv.client.ExtractRequest;
import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;
import io.mcv.client.NotACacheImageException;
import io.mcv.client.ValidateRequest;
import io.mcv.client.ValidateResult;
import io.mcv.oci.layer.LayerException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.OciException;
import io.mcv.spec.conformance.RuleResult;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.RuleGroup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Damaged layouts through {@code validate} and {@code extract}: {@code LayoutFuzz FOLDER COUNT
 * FIRST_SEED}. Prints what came of them, and each layout over which the two disagree or one fails
 * in a way of its own; ends with 1 if there is one.
 */
final class LayoutFuzz {
  /** What {@code extract} knows of; the other groups are about what a cache should be. */
  private static final Set<RuleGroup> SHARED =
      EnumSet.of(RuleGroup.OCI_IMAGE, RuleGroup.OCI_LAYOUT, RuleGroup.LAYER_SAFETY);

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Path folder;
  private final McvClient client;
  private final PrintStream out;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Integer> rules = new TreeMap<>();
  private int findings;

  private LayoutFuzz(Path folder, McvClient client, PrintStream out) {
    this.folder = folder;
    this.client = client;
    this.out = out;
  }

  /** Runs it; see the class. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    long first = Long.parseLong(args[2]);
    try (McvClient client = new McvClient(new HostEnvironment(Map.of(), folder, folder))) {
      LayoutFuzz fuzz = new LayoutFuzz(folder, client, System.out);
      boolean sound = fuzz.run(first, first + Long.parseLong(args[1]));
      System.exit(sound ? 0 : 1);
    }
  }

  private boolean run(long first, long end) {
    LongStream.range(first, end).parallel().forEach(this::judge);
    outcomes.forEach((outcome, count) -> out.println(count + "\t" + outcome));
    rules.forEach((rule, count) -> out.println(count + "\t" + rule));
    out.println(findings + "\tfindings");
    return findings == 0;
  }

  private void judge(long seed) {
    MutatedLayout layout = MutatedLayout.of(seed);
    Path own = folder.resolve(String.valueOf(seed));
    try {
      for (Map.Entry<String, byte[]> file : layout.files().entrySet()) {
        Path path = own.resolve("layout").resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
      Instant start = Instant.now();
      compare(layout.what(), validated(own), extracted(own), own);
      Duration took = Duration.between(start, Instant.now());
      if (took.compareTo(LONGEST) > 0) {
        report(layout.what(), "took " + took);
      }
      delete(own);
    } catch (IOException | RuntimeException e) {
      report(layout.what(), "fails in a way of its own: " + e);
    }
  }

  /** The report; null where the image is not found, as for every command. */
  private @Nullable ValidateResult validated(Path own) throws IOException {
    try {
      return client.validate(ValidateRequest.of("oci:" + own.resolve("layout")));
    } catch (NotFoundException e) {
      return null;
    }
  }

  /** Why it is refused; null where it is not. */
  private @Nullable IOException extracted(Path own) throws IOException {
    try {
      client.extract(
          ExtractRequest.of("oci:" + own.resolve("layout")).withTarget(own.resolve("target")));
      return null;
    } catch (OciException | LayerException | NotACacheImageException e) {
      return e;
    }
  }

  private void compare(
      String what, @Nullable ValidateResult result, @Nullable IOException refusal, Path own) {
    if (refusal != null && Files.exists(own.resolve("target"))) {
      report(what, "refused, and the target is there");
    }
    if (result == null) {
      count(outcomes, "no image is found" + (refusal == null ? ", but extracted" : ""));
      if (refusal == null) {
        report(what, "validate finds no image, extract does");
      }
      return;
    }
    Set<RuleGroup> broken = EnumSet.noneOf(RuleGroup.class);
    for (RuleResult failure : result.report().failures(Level.ERROR)) {
      broken.add(failure.rule().group());
      count(rules, failure.rule().id());
    }
    boolean shared = broken.stream().anyMatch(SHARED::contains);
    boolean ofCache = refusal instanceof NotACacheImageException;
    if (refusal != null && (ofCache ? broken.isEmpty() : !shared)) {
      report(what, "extract refuses, and no rule says why: " + refusal.getMessage());
    }
    count(
        outcomes,
        (refusal == null ? "extracted, " : "refused, ")
            + (broken.isEmpty() ? "valid" : shared ? "invalid" : "invalid as a cache alone"));
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private synchronized void report(String what, String finding) {
    findings++;
    out.println("FINDING\t" + what + "\t" + finding);
  }

  private synchronized void count(Map<String, Integer> counts, String key) {
    counts.merge(key, 1, Integer::sum);
  }
}
