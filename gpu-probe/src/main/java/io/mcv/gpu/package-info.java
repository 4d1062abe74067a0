/**
 * What GPUs a host has: asks every source, each on its own, and merges what they tell by PCI
 * address.
 */
@NullMarked
package io.mcv.gpu;

import org.jspecify.annotations.NullMarked;
