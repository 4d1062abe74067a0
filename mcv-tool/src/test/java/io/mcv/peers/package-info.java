/**
 * mcv-tool beside the tools of the field: the same input gives the same bytes as buildah and
 * skopeo, what we write they read, and what they and all older tools wrote we extract.
 */
@NullMarked
package io.mcv.peers;

import org.jspecify.annotations.NullMarked;
