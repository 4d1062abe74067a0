/** What {@code docs/benchmarks/run} measures inside one JVM. No test uses it. */
@NullMarked
package io.mcv.testing.benchmark;

import org.jspecify.annotations.NullMarked;
