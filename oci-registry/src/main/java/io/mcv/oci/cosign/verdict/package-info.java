/** The words of a verdict on a signature: what is checked, how it went, and why it was refused. */
@NullMarked
package io.mcv.oci.cosign.verdict;

import org.jspecify.annotations.NullMarked;
