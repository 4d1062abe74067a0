/**
 * Container engines for tests: a real podman that serves its API, and one whose answers are written
 * down, for faults and for docker's engine.
 */
@NullMarked
package io.mcv.testing.engine;

import org.jspecify.annotations.NullMarked;
