/**
 * HTTP for registries, on okhttp, which nobody outside of this package sees: one exchange at a time
 * with deadlines, TLS and proxies as configured, redirects by our own rule, retries.
 */
@NullMarked
package io.mcv.oci.registry.http;

import org.jspecify.annotations.NullMarked;
