package io.mcv.oci.registry.config;

import java.util.Locale;

/**
 * Key {@code short-name-mode}: what to do with a name without a host that several registries could
 * have.
 */
public enum ShortNameMode {
  /** Ask the user, and fail where nobody can be asked. */
  ENFORCING,
  /** Ask the user, and try all registries where nobody can be asked. What is so by default. */
  PERMISSIVE,
  /** Try all registries. */
  DISABLED;

  /** As it stands in the file. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
