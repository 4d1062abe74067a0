package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.EntryView.Type;
import io.mcv.spec.conformance.rule.Rule;
import java.util.List;

/** Owners, modes and attributes, which differ from host to host. */
final class ModeRules {
  private static final int PERMISSIONS = 0777;
  private static final int PLAIN = 0644;
  private static final int EXECUTABLE = 0755;

  private static final Rule REPRO_06 =
      Reproducibility.ofEntries(
          "REPRO-06",
          "Entries SHOULD belong to user 0 and group 0, without their names.",
          entry -> !isOfRoot(entry),
          "owner 0:0 without names",
          ModeRules::owner,
          "pack with --owner=0 --group=0 --numeric-owner");

  private static final Rule REPRO_07 =
      Reproducibility.ofEntries(
          "REPRO-07",
          "Files SHOULD have mode 0644 or 0755.",
          entry ->
              entry.type() == Type.FILE
                  && !Modes.isOpenToAll(entry)
                  && permissions(entry) != PLAIN
                  && permissions(entry) != EXECUTABLE,
          "0644 or 0755",
          Modes::shown,
          "pack with these modes");

  private static final Rule REPRO_08 =
      Reproducibility.ofEntries(
          "REPRO-08",
          "Folders SHOULD have mode 0755.",
          entry ->
              entry.type() == Type.DIRECTORY
                  && !Modes.isOpenToAll(entry)
                  && permissions(entry) != EXECUTABLE,
          "0755",
          Modes::shown,
          "pack with this mode");

  private static final Rule REPRO_09 =
      Reproducibility.ofEntries(
          "REPRO-09",
          "Entries SHOULD NOT have extended attributes.",
          entry -> !entry.attributes().isEmpty(),
          "no attributes",
          entry -> String.join(", ", entry.attributes().stream().sorted().toList()),
          "pack without --xattrs");

  static final List<Rule> ALL = List.of(REPRO_06, REPRO_07, REPRO_08, REPRO_09);

  private ModeRules() {}

  /** The bits that are judged here; others are a matter of safety. */
  private static int permissions(EntryView entry) {
    return entry.mode() & PERMISSIONS;
  }

  private static boolean isOfRoot(EntryView entry) {
    return entry.userId() == 0
        && entry.groupId() == 0
        && entry.userName().isEmpty()
        && entry.groupName().isEmpty();
  }

  private static String owner(EntryView entry) {
    return "%d:%d (%s:%s)"
        .formatted(entry.userId(), entry.groupId(), entry.userName(), entry.groupName());
  }
}
