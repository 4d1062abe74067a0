package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Looks for names in cache folders that some file systems take for one. */
final class CaseClashes implements Check {
  private static final String EXPECTED = "names that differ in more than case";
  private static final String REMEDY = "rename one of the two";

  private record Node(String folded, LayerView layer, EntryView entry) {}

  @Override
  public Outcome check(ImageView image) {
    List<Node> nodes = new ArrayList<>();
    for (LayerView layer : JudgedLayers.of(image)) {
      for (EntryView entry : layer.entries()) {
        if (CachePath.isPlain(entry)) {
          nodes.add(new Node(fold(entry.path()), layer, entry));
        }
      }
    }
    nodes.sort(Comparator.comparing(Node::folded, PathOrder.INSTANCE));
    Violations violations = new Violations("entries");
    for (int i = 1; i < nodes.size(); i++) {
      EntryView before = nodes.get(i - 1).entry();
      Node node = nodes.get(i);
      if (clash(before.path(), nodes.get(i - 1).folded(), node.entry().path(), node.folded())) {
        violations.add(
            () ->
                new Violation(
                    Place.of(node.layer(), node.entry()),
                    EXPECTED,
                    "a name beside " + before.path(),
                    REMEDY));
      }
    }
    return JudgedLayers.outcome(image, violations);
  }

  /** Whether a component of two paths is the same only once it is folded, all before it too. */
  private static boolean clash(String a, String foldedA, String b, String foldedB) {
    if (a.equals(b)) {
      return false;
    }
    String[] componentsA = a.split("/");
    String[] componentsB = b.split("/");
    String[] namesA = foldedA.split("/");
    String[] namesB = foldedB.split("/");
    for (int i = 0; i < Math.min(namesA.length, namesB.length); i++) {
      if (!namesA[i].equals(namesB[i])) {
        return false;
      }
      if (!componentsA[i].equals(componentsB[i])) {
        return true;
      }
    }
    return false;
  }

  private static String fold(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }
}
