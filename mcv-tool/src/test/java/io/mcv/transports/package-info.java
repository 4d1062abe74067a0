/** Images between all places, and into other forms. */
@NullMarked
package io.mcv.transports;

import org.jspecify.annotations.NullMarked;
