package io.mcv.oci.registry.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one file says. Null stands for a key that is not there, so that the files before it count.
 *
 * @param searchRegistries key {@code unqualified-search-registries}
 * @param credentialHelpers key {@code credential-helpers}
 * @param shortNameMode key {@code short-name-mode}
 * @param rules tables {@code [[registry]]}
 * @param aliases table {@code [aliases]}
 */
record RegistriesSettings(
    @Nullable List<String> searchRegistries,
    @Nullable List<String> credentialHelpers,
    @Nullable ShortNameMode shortNameMode,
    List<RegistryRule> rules,
    List<ShortNameAlias> aliases) {}
