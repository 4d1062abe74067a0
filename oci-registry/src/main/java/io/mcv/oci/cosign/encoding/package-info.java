/** How keys, certificates and signatures are written down as text. */
@NullMarked
package io.mcv.oci.cosign.encoding;

import org.jspecify.annotations.NullMarked;
