/** Tests of logs: real entries, wrong ones, damaged ones. */
@NullMarked
package io.mcv.oci.cosign.log;

import org.jspecify.annotations.NullMarked;
