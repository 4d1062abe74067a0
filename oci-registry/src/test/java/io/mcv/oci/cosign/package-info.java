/** Tests of what signatures are judged by, on vectors of many makers and on answers that lie. */
@NullMarked
package io.mcv.oci.cosign;

import org.jspecify.annotations.NullMarked;
