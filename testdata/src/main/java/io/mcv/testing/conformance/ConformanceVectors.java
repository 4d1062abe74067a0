package io.mcv.testing.conformance;

import io.mcv.oci.model.Digest;
import io.mcv.testing.Checkout;
import io.mcv.testing.conformance.ConformanceCase.Extract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Writes all vectors: {@code ConformanceVectors OUTPUT_DIR}. What they are, docs/conformance.md
 * says. An image that several cases share is written once.
 */
public final class ConformanceVectors {
  private static final Map<String, Supplier<VectorImage>> BASES = bases();

  private final RuleTable rules;
  private final Map<Digest, String> layouts = new LinkedHashMap<>();
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final Map<String, Extract> extracts = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<VectorCase> cases = new ArrayList<>();

  private ConformanceVectors(RuleTable rules) {
    this.rules = rules;
  }

  /** Writes the vectors into the folder that the only argument names. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: ConformanceVectors OUTPUT_DIR");
      System.exit(3);
    }
    write(Path.of(args[0]));
  }

  /** Writes the vectors into a folder; files that are there are replaced. */
  public static void write(Path folder) throws IOException {
    write(files(ConformanceCases.all(), documented()), folder);
  }

  static void write(SortedMap<String, byte[]> files, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.write(path, file.getValue());
    }
  }

  /** The rules of docs/format.md. */
  static RuleTable documented() throws IOException {
    return RuleTable.read(Checkout.root().resolve("docs/format.md"));
  }

  /** All files of these vectors, by path. */
  static SortedMap<String, byte[]> files(List<ConformanceCase> cases, RuleTable rules) {
    ConformanceVectors vectors = new ConformanceVectors(rules);
    BASES.forEach((name, image) -> vectors.layouts.put(digest(image.get()), name));
    cases.stream()
        .sorted(Comparator.comparing(ConformanceCase::rule).thenComparing(ConformanceCase::name))
        .forEach(vectors::add);
    vectors.files.put(VectorIndex.FILE, new VectorIndex(vectors.cases).bytes());
    return vectors.files;
  }

  private void add(ConformanceCase each) {
    if (!names.add(each.name())) {
      throw new IllegalArgumentException("two cases are named " + each.name());
    }
    VectorImage image = each.image().get();
    SortedMap<String, byte[]> content = image.build();
    Digest digest = LayoutDigest.of(content);
    String layout = layouts.computeIfAbsent(digest, unused -> each.name());
    content.forEach((path, bytes) -> files.put(layout + "/" + path, bytes));
    if (extracts.merge(layout, each.extract(), (one, other) -> one) != each.extract()) {
      throw new IllegalArgumentException(each.name() + " wants another extraction of " + layout);
    }
    RuleTable.Row row = rules.row(each.rule());
    cases.add(
        new VectorCase(
            each.name(),
            each.rule(),
            row.group(),
            row.level(),
            each.expected(),
            each.profile(),
            each.extract(),
            layout,
            digest.toString(),
            each.reason(),
            each.extract() == Extract.ACCEPT ? ExpectedFiles.of(image) : List.of()));
  }

  private static Digest digest(VectorImage image) {
    return LayoutDigest.of(image.build());
  }

  private static Map<String, Supplier<VectorImage>> bases() {
    Map<String, Supplier<VectorImage>> bases = new LinkedHashMap<>();
    bases.put("base-current", BaseImages::current);
    bases.put("base-kserve", BaseImages::kserve);
    bases.put("base-may2025", BaseImages::may2025);
    bases.put("base-cargohold", BaseImages::cargohold);
    bases.put("base-artifact", BaseImages::artifact);
    return bases;
  }
}
