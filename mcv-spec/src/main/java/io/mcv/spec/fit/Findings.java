package io.mcv.spec.fit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comparing one requirement with one GPU has found, for it and against it. */
final class Findings {
  private static final int MAX_NAMED = 6;

  private final String needs;
  private final List<Finding> against = new ArrayList<>();
  private final List<Finding> unknown = new ArrayList<>();
  private final List<Finding> notes = new ArrayList<>();

  /** About kernels for such a target, in words. */
  Findings(String needs) {
    this.needs = needs;
  }

  private record Finding(
      FitReason.Dimension dimension, String before, String needs, String after) {}

  /** The kernels are of no use, because. */
  void against(FitReason.Dimension dimension, String why) {
    against.add(new Finding(dimension, "compiled for ", needs, ", " + why));
  }

  /** Whether they run cannot be told, because. */
  void unknown(String why) {
    unknown.add(
        new Finding(
            FitReason.Dimension.KNOWLEDGE,
            "cannot tell whether kernels for ",
            needs,
            " run there: " + why));
  }

  /** Something to know where they run. */
  void note(FitReason.Dimension dimension, String what) {
    notes.add(new Finding(dimension, "compiled for ", needs, "; " + what));
  }

  boolean isAgainst() {
    return !against.isEmpty();
  }

  /** The verdict: one thing against it outweighs what is not known. */
  Fit fit() {
    return best(List.of(this));
  }

  /**
   * The verdict on kernels of which one that fits is enough. Those that say the same of several
   * targets say it once.
   */
  static Fit best(Collection<Findings> all) {
    List<Finding> unknown = new ArrayList<>();
    List<Finding> against = new ArrayList<>();
    Findings fits = null;
    for (Findings one : all) {
      if (one.isAgainst()) {
        against.addAll(one.against);
      } else if (!one.unknown.isEmpty()) {
        unknown.addAll(one.unknown);
      } else if (fits == null || one.notes.size() < fits.notes.size()) {
        fits = one;
      }
    }
    if (fits != null) {
      return new Fit.Fits(reasons(fits.notes));
    }
    return unknown.isEmpty()
        ? new Fit.DoesNotFit(reasons(against))
        : new Fit.Unknown(reasons(unknown));
  }

  private static List<FitReason> reasons(List<Finding> findings) {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    Map<String, Finding> last = new LinkedHashMap<>();
    for (Finding finding : findings) {
      String same = finding.before + finding.after;
      needs.computeIfAbsent(same, key -> new LinkedHashSet<>()).add(finding.needs);
      last.merge(same, finding, Findings::moreSpecific);
    }
    List<FitReason> reasons = new ArrayList<>();
    last.forEach(
        (same, finding) ->
            reasons.add(
                new FitReason(
                    finding.dimension,
                    finding.before + listed(needs.getOrDefault(same, Set.of())) + finding.after)));
    return reasons;
  }

  /** Another architecture of the same backend says more than another backend. */
  private static Finding moreSpecific(Finding one, Finding other) {
    return one.dimension.compareTo(other.dimension) < 0 ? other : one;
  }

  /** {@code a, b or c}; of many, the first ones and how many more. */
  private static String listed(Collection<String> needs) {
    List<String> names = new ArrayList<>(needs);
    String last = names.remove(names.size() - 1);
    if (names.size() >= MAX_NAMED) {
      last = names.size() + 1 - MAX_NAMED + " more";
      names.subList(MAX_NAMED, names.size()).clear();
    }
    return names.isEmpty() ? last : String.join(", ", names) + " or " + last;
  }
}
