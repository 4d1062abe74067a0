package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.LayerFault.Kind;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;
import java.util.List;

/** Names that do not lead out of the target, and are not ambiguous. */
final class NameRules {
  private static final Rule NAME_01 =
      FaultCheck.rule(
          "LAYER-NAME-01",
          "The name of an entry MUST NOT be absolute.",
          Kind.ABSOLUTE_NAME,
          "a relative name",
          "name it relative to the root of the image");

  private static final Rule NAME_02 =
      FaultCheck.rule(
          "LAYER-NAME-02",
          "The name of an entry MUST NOT have a component `..`.",
          Kind.PARENT_NAME,
          "a name without ..",
          "name it without ..");

  private static final Rule NAME_03 =
      FaultCheck.rule(
          "LAYER-NAME-03",
          "The name of an entry MUST NOT have empty components or a component `.`, but for `./` before it and a slash after a folder.",
          Kind.ODD_NAME,
          "names with one slash between them",
          "write the name in its shortest form");

  private static final Rule NAME_04 =
      FaultCheck.rule(
          "LAYER-NAME-04",
          "A name and a link target MUST be UTF-8 without NUL, a link target not empty.",
          Kind.NAME_TEXT,
          "text in UTF-8",
          "rename the file");

  private static final Rule NAME_05 =
      clash(
          "LAYER-NAME-05",
          "A name in a cache folder MUST NOT stand for two files in one layer.",
          NameClashes.Kind.TWO_FILES,
          "one file of a name");

  private static final Rule NAME_06 =
      clash(
          "LAYER-NAME-06",
          "A name in a cache folder MUST NOT be a file and a folder in one layer.",
          NameClashes.Kind.FILE_AND_FOLDER,
          "a file or a folder of a name");

  private static final Rule NAME_07 =
      clash(
          "LAYER-NAME-07",
          "A name in a cache folder MUST NOT be a file in one layer and a folder in another.",
          NameClashes.Kind.ACROSS_LAYERS,
          "a file in all layers, or a folder in all");

  private static final Rule NAME_08 =
      new Rule(
          "LAYER-NAME-08",
          RuleGroup.LAYER_SAFETY,
          Level.WARNING,
          "Names in a cache folder SHOULD differ by more than their case and Unicode form.",
          new CaseClashes());

  private static final Rule NAME_09 =
      new Rule(
          "LAYER-NAME-09",
          RuleGroup.LAYER_SAFETY,
          Level.WARNING,
          "A name in a cache folder SHOULD NOT have a backslash or a control character.",
          new EntryCheck(
              entry -> CachePath.isInside(entry.path()) && isOdd(entry.path()),
              "no backslash, no control character",
              EntryView::path,
              "rename it"));

  static final List<Rule> ALL =
      List.of(NAME_01, NAME_02, NAME_03, NAME_04, NAME_05, NAME_06, NAME_07, NAME_08, NAME_09);

  private NameRules() {}

  private static Rule clash(String id, String statement, NameClashes.Kind kind, String expected) {
    return new Rule(
        id,
        RuleGroup.LAYER_SAFETY,
        Level.ERROR,
        statement,
        new NameClashes(kind, expected, "leave out all but one"));
  }

  private static boolean isOdd(String path) {
    return path.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c));
  }
}
