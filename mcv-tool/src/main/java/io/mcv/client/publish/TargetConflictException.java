package io.mcv.client.publish;

import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.util.List;

/** The target holds files that stand in the way. It was not changed. */
public final class TargetConflictException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> conflicts;

  TargetConflictException(String target, List<String> conflicts, Overwrite overwrite) {
    super(
        target
            + " was left as it is: "
            + Printable.of(conflicts.get(0))
            + (conflicts.size() == 1 ? "" : " and " + (conflicts.size() - 1) + " more")
            + switch (overwrite) {
              case NEVER -> " (--overwrite never; same keeps equal files, always replaces them)";
              case SAME -> " (--overwrite always replaces different files; or give another folder)";
              case ALWAYS -> "; remove it or give another folder";
            });
    this.conflicts = List.copyOf(conflicts);
  }

  /** One line for each file in the way: its path and why. */
  public List<String> conflicts() {
    return conflicts;
  }
}
