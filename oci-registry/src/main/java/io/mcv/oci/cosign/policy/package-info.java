/**
 * The signature policy of container tools, {@code policy.json}: which images may be used, by
 * transport and scope.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.36.0/docs/containers-policy.json.5.md">containers-policy.json(5)</a>
 */
@NullMarked
package io.mcv.oci.cosign.policy;

import org.jspecify.annotations.NullMarked;
