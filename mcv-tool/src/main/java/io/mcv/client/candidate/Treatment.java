package io.mcv.client.candidate;

import java.util.Locale;
import java.util.Optional;

/** What an extractor must do with an image. */
public enum Treatment {
  /** Succeed, with the files of the cache in the target. */
  ACCEPT,
  /** Fail, and leave no file in the target. */
  REFUSE,
  /** Either, as long as nothing outside of the target changes and no link or device is made. */
  CONTAIN;

  /** The name in {@code index.json}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Treatment> of(String id) {
    for (Treatment each : values()) {
      if (each.id().equals(id)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
