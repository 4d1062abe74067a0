/** Logs and authorities with keys of their own, for tests of what is made by real ones. */
@NullMarked
package io.mcv.oci.cosign.testing;

import org.jspecify.annotations.NullMarked;
