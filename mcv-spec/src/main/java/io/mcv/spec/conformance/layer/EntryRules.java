package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.EntryView.Type;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;
import java.util.List;
import java.util.function.Predicate;

/** What an entry may be, so that a cache can be unpacked. */
final class EntryRules {
  private static final int SPECIAL_BITS = 07000;
  private static final String ONLY_FILES = "only files and folders";
  private static final String NO_WHITEOUT = "a cache image only adds files; leave it out";

  private static final Rule ENTRY_01 =
      rule(
          "LAYER-ENTRY-01",
          Level.ERROR,
          "A cache folder MUST be a folder.",
          entry -> CachePath.isFolder(entry.path()) && entry.type() != Type.DIRECTORY,
          "a folder",
          "make it a folder");

  private static final Rule ENTRY_02 =
      inside(
          "LAYER-ENTRY-02",
          "A cache folder MUST NOT hold symbolic links.",
          Type.SYMLINK,
          "pack what the link leads to");

  private static final Rule ENTRY_03 =
      inside(
          "LAYER-ENTRY-03",
          "A cache folder MUST NOT hold hard links.",
          Type.HARD_LINK,
          "pack a file for each name");

  private static final Rule ENTRY_04 =
      rule(
          "LAYER-ENTRY-04",
          Level.ERROR,
          "A cache folder MUST NOT hold devices or FIFOs.",
          entry ->
              (entry.type() == Type.DEVICE || entry.type() == Type.FIFO)
                  && CachePath.isInside(entry.path()),
          ONLY_FILES,
          "leave it out");

  private static final Rule ENTRY_05 =
      rule(
          "LAYER-ENTRY-05",
          Level.ERROR,
          "A cache folder MUST NOT hold whiteouts.",
          entry ->
              CachePath.isPlain(entry)
                  && Whiteout.is(entry.path())
                  && !Whiteout.isOfNothing(entry.path()),
          "no name that starts with .wh.",
          NO_WHITEOUT);

  private static final Rule ENTRY_06 =
      rule(
          "LAYER-ENTRY-06",
          Level.ERROR,
          "A whiteout MUST name something to remove.",
          entry -> Whiteout.isOfNothing(entry.path()),
          "a name after .wh. that is neither . nor ..",
          NO_WHITEOUT);

  private static final Rule ENTRY_07 =
      rule(
          "LAYER-ENTRY-07",
          Level.ERROR,
          "A whiteout MUST NOT remove a cache folder.",
          entry -> Whiteout.isOfCache(entry.path()),
          "no whiteout of a cache folder, or of everything",
          NO_WHITEOUT);

  private static final Rule ENTRY_08 =
      rule(
          "LAYER-ENTRY-08",
          Level.WARNING,
          "Entries in a cache folder SHOULD NOT have set-id or sticky bits.",
          entry -> (entry.mode() & SPECIAL_BITS) != 0 && CachePath.isPlain(entry),
          "permission bits alone",
          "chmod u-s,g-s,-t");

  private static final Rule ENTRY_09 =
      rule(
          "LAYER-ENTRY-09",
          Level.WARNING,
          "A cache folder and what is in it SHOULD NOT be writable by everybody.",
          Modes::isOpenToAll,
          "not writable by others",
          "chmod o-w");

  static final List<Rule> ALL =
      List.of(
          ENTRY_01, ENTRY_02, ENTRY_03, ENTRY_04, ENTRY_05, ENTRY_06, ENTRY_07, ENTRY_08, ENTRY_09);

  private EntryRules() {}

  private static Rule inside(String id, String statement, Type type, String remedy) {
    return rule(
        id,
        Level.ERROR,
        statement,
        entry -> entry.type() == type && CachePath.isInside(entry.path()),
        ONLY_FILES,
        remedy);
  }

  private static Rule rule(
      String id,
      Level level,
      String statement,
      Predicate<EntryView> faulty,
      String expected,
      String remedy) {
    return new Rule(
        id,
        RuleGroup.LAYER_SAFETY,
        level,
        statement,
        new EntryCheck(faulty, expected, EntryRules::described, remedy));
  }

  private static String described(EntryView entry) {
    String mode = " of mode " + Modes.shown(entry);
    return switch (entry.type()) {
      case FILE -> "a file" + mode;
      case DIRECTORY -> "a folder" + mode;
      case SYMLINK -> "a symbolic link to " + entry.linkTarget();
      case HARD_LINK -> "a hard link to " + entry.linkTarget();
      case DEVICE -> "a device";
      case FIFO -> "a FIFO";
    };
  }
}
