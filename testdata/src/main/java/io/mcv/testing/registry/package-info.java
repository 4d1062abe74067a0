/**
 * Registries for tests, all on free ports of loopback: real ones as processes, with passwords, TLS,
 * tokens or as mirrors, and proxies that break what passes through them.
 */
@NullMarked
package io.mcv.testing.registry;

import org.jspecify.annotations.NullMarked;
