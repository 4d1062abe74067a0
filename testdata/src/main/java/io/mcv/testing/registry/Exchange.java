package io.mcv.testing.registry;

import org.jspecify.annotations.Nullable;

/**
 * What went through a {@link FaultProxy}.
 *
 * @param request as it came
 * @param answer of the registry, before the fault; null where the registry was not asked
 * @param fault what was done to it; null for nothing
 */
public record Exchange(
    ProxiedRequest request, @Nullable ProxiedAnswer answer, @Nullable Fault fault) {}
