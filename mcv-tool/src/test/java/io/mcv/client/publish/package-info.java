/** Tests of publishing. */
@NullMarked
package io.mcv.client.publish;

import org.jspecify.annotations.NullMarked;
