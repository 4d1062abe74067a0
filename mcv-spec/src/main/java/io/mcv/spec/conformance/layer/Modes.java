package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.EntryView;

/** Modes of entries. */
final class Modes {
  private static final int WRITABLE_BY_ALL = 0002;

  private Modes() {}

  /** Whether everybody may write a cache folder or what is in it, which is a matter of safety. */
  static boolean isOpenToAll(EntryView entry) {
    return (entry.mode() & WRITABLE_BY_ALL) != 0
        && (CachePath.isFolder(entry.path()) || CachePath.isPlain(entry));
  }

  static String shown(EntryView entry) {
    return "%04o".formatted(entry.mode());
  }
}
