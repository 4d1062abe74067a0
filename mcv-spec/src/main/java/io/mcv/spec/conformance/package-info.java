/** Whether an image conforms to the OCI specifications and the format of cache images. */
@NullMarked
package io.mcv.spec.conformance;

import org.jspecify.annotations.NullMarked;
