/**
 * Container engines over their sockets: docker's and podman's, which give and take images as a
 * stream that is the tar of {@code docker save}. What is in that stream is nothing to this package.
 *
 * <p>{@link io.mcv.oci.registry.engine.Engine} is the way in. Each exchange has a connection of its
 * own, on which a small and strict client speaks HTTP/1.1. An alarm closes a connection that keeps
 * silent for too long, so that no engine can hold anybody up.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 * @see <a href="https://docs.podman.io/en/latest/_static/api.html">Podman API</a>
 */
@NullMarked
package io.mcv.oci.registry.engine;

import org.jspecify.annotations.NullMarked;
