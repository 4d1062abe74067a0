/**
 * What operators have configured about registries, in the files that skopeo, podman and docker read
 * too: {@code registries.conf} with mirrors and short names, certificates, proxies.
 *
 * <p>Files and variables are read here; nothing here uses the network.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md">containers-registries.conf(5)</a>
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-certs.d.5.md">containers-certs.d(5)</a>
 */
@NullMarked
package io.mcv.oci.registry.config;

import org.jspecify.annotations.NullMarked;
