/** Tests of the client. */
@NullMarked
package io.mcv.client;

import org.jspecify.annotations.NullMarked;
