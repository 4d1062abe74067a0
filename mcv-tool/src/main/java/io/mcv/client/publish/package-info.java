/**
 * Puts a staged folder tree into a target folder so that the target is complete or untouched.
 *
 * <p>A target that does not exist or is empty appears by one rename. Where a target holds other
 * files, the tree is placed unit by unit ({@link io.mcv.client.publish.PublishUnits}): every unit
 * is staged first, then renamed into place; a unit that exists is exchanged for a merged one in one
 * step. Files that the tree does not have are never touched, and an error puts everything back.
 *
 * <p>Nothing here knows of images or caches.
 */
@NullMarked
package io.mcv.client.publish;

import org.jspecify.annotations.NullMarked;
