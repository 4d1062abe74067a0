/** The real cosign, in two major releases, and stand-ins on loopback for the services it uses. */
@NullMarked
package io.mcv.testing.cosign;

import org.jspecify.annotations.NullMarked;
