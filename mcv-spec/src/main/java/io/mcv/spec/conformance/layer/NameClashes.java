package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for names in cache folders that stand for more than one thing. All entries are sorted by
 * their paths, so that those of one name, and those below it, stand together.
 *
 * @param wanted the kind that is looked for
 */
record NameClashes(Kind wanted, String expected, String remedy) implements Check {

  /** What one name can be. */
  enum Kind {
    /** Two files of one layer. */
    TWO_FILES,
    /** A file and a folder of one layer. */
    FILE_AND_FOLDER,
    /** A file of one layer and a folder of another. */
    ACROSS_LAYERS
  }

  private record Node(LayerView layer, EntryView entry) {
    String path() {
      return entry.path();
    }

    boolean isFile() {
      return entry.type() == EntryView.Type.FILE;
    }
  }

  /** A name that is a file, and the layers in which it is. */
  private record FileName(String path, Set<Integer> layers) {}

  @Override
  public Outcome check(ImageView image) {
    List<Node> nodes = new ArrayList<>();
    for (LayerView layer : JudgedLayers.of(image)) {
      for (EntryView entry : layer.entries()) {
        if (CachePath.isPlain(entry)) {
          nodes.add(new Node(layer, entry));
        }
      }
    }
    nodes.sort(Comparator.comparing(Node::path, PathOrder.INSTANCE));
    Violations violations = new Violations("entries");
    Deque<FileName> above = new ArrayDeque<>();
    int end;
    for (int start = 0; start < nodes.size(); start = end) {
      end = start + 1;
      while (end < nodes.size() && nodes.get(end).path().equals(nodes.get(start).path())) {
        end++;
      }
      List<Node> sameName = nodes.subList(start, end);
      checkBelowFile(sameName, above, violations);
      checkSameName(sameName, violations);
    }
    return JudgedLayers.outcome(image, violations);
  }

  private void checkBelowFile(List<Node> sameName, Deque<FileName> above, Violations violations) {
    String path = sameName.get(0).path();
    while (!above.isEmpty() && !PathOrder.isBelow(path, above.peek().path())) {
      above.pop();
    }
    FileName file = above.peek();
    Set<Integer> layersAsFile = new HashSet<>();
    for (Node node : sameName) {
      if (file != null) {
        boolean sameLayer = file.layers().contains(node.layer().position());
        add(
            violations,
            sameLayer ? Kind.FILE_AND_FOLDER : Kind.ACROSS_LAYERS,
            node,
            "an entry below " + file.path() + ", which is a file");
      }
      if (node.isFile()) {
        layersAsFile.add(node.layer().position());
      }
    }
    if (!layersAsFile.isEmpty()) {
      above.push(new FileName(path, layersAsFile));
    }
  }

  private void checkSameName(List<Node> sameName, Violations violations) {
    Node first = sameName.get(0);
    Node firstOfLayer = first;
    for (Node node : sameName.subList(1, sameName.size())) {
      if (node.layer() != firstOfLayer.layer()) {
        firstOfLayer = node;
        if (node.isFile() != first.isFile()) {
          add(violations, Kind.ACROSS_LAYERS, node, clash(node, first));
        }
      } else if (node.isFile() != firstOfLayer.isFile()) {
        add(violations, Kind.FILE_AND_FOLDER, node, clash(node, firstOfLayer));
      } else if (node.isFile()) {
        add(violations, Kind.TWO_FILES, node, clash(node, firstOfLayer));
      }
    }
  }

  private static String clash(Node node, Node earlier) {
    return what(node) + " after " + what(earlier) + " in layer " + (earlier.layer().position() + 1);
  }

  private static String what(Node node) {
    return node.isFile() ? "a file" : "a folder";
  }

  private void add(Violations violations, Kind kind, Node node, String found) {
    if (kind == wanted) {
      violations.add(
          () -> new Violation(Place.of(node.layer(), node.entry()), expected, found, remedy));
    }
  }
}
