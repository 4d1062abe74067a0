/** Tests of the documents of signatures: real ones, wrong ones, damaged ones. */
@NullMarked
package io.mcv.oci.cosign.bundle;

import org.jspecify.annotations.NullMarked;
