/** Images signed by the commands, and by cosign. */
@NullMarked
package io.mcv.signing;

import org.jspecify.annotations.NullMarked;
