package io.mcv.client;

import io.mcv.oci.model.Descriptor;
import org.jspecify.annotations.Nullable;

/** A configuration as a copy leaves it. */
final class PlannedConfig {
  private final Descriptor target;
  private final byte @Nullable [] content;

  private PlannedConfig(Descriptor target, byte @Nullable [] content) {
    this.target = target;
    this.content = content;
  }

  /** One whose bytes are those at the source. */
  static PlannedConfig kept(Descriptor target) {
    return new PlannedConfig(target, null);
  }

  /** One whose bytes are known. */
  static PlannedConfig of(Descriptor target, byte[] content) {
    return new PlannedConfig(target, content);
  }

  Descriptor target() {
    return target;
  }

  /** Its bytes, not copied; null where they are to be read from the source. */
  byte @Nullable [] content() {
    return content;
  }
}
