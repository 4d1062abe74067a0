/**
 * The GPUs of a host for the client: where they are looked for, as JSON, and as the rules of fit
 * need them.
 */
@NullMarked
package io.mcv.client.gpu;

import org.jspecify.annotations.NullMarked;
