/**
 * JSON read within bounds, and written with exactly the bytes of Go's {@code encoding/json}.
 *
 * <p>Values that are read are JDK types: {@code Map<String, Object>} with its own order, {@code
 * List<Object>}, {@code String}, {@code Long} or {@code java.math.BigDecimal}, {@code Boolean} and
 * {@code null}. Written are these, and what Go has beyond them: structs, times, nil with a type.
 */
@NullMarked
package io.mcv.oci.json;

import org.jspecify.annotations.NullMarked;
