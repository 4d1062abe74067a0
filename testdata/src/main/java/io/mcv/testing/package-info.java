/**
 * Fixtures for the tests of the modules above oci-model and oci-layout: where test data and real
 * peers are found, random folder trees, and a second opinion on images.
 *
 * <p>What a host lacks is no failure on a developer's machine, where the test is skipped with a
 * reason; with {@code MCV_REQUIRE_PEERS=1} in the environment, as in CI, it is one.
 */
@NullMarked
package io.mcv.testing;

import org.jspecify.annotations.NullMarked;
