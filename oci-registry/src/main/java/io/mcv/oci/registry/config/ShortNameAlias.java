package io.mcv.oci.registry.config;

import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.RepositoryName;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the table {@code [aliases]}.
 *
 * @param name a name without a host
 * @param target host and repository; null where an alias of a file before this one is taken away
 */
record ShortNameAlias(RepositoryName name, @Nullable ImageName target) {}
