/**
 * What GPUs this host has. Nothing is here yet; {@code extract} takes a list of GPUs or {@code
 * --no-gpu}.
 */
@NullMarked
package io.mcv.gpu;

import org.jspecify.annotations.NullMarked;
