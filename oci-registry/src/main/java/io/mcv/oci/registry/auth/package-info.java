/**
 * Who the user is to a registry: credentials in the files of skopeo, podman and docker and in their
 * helpers, challenges, scopes and tokens.
 *
 * <p>Nothing here uses the network. A secret appears in no message and in no {@code toString}.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md">containers-auth.json(5)</a>
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token
 *     authentication</a>
 */
@NullMarked
package io.mcv.oci.registry.auth;

import org.jspecify.annotations.NullMarked;
