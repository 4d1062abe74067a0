/**
 * Images in registries, by the protocol of the distribution specification: the transport {@code
 * docker://}, which meets the rest only through {@link io.mcv.oci.image.ImageSource} and {@link
 * io.mcv.oci.image.ImageSink}.
 *
 * <p>{@link io.mcv.oci.registry.RegistryClient} is the way in. Each thing that a registry can be
 * asked for is an {@code Endpoint}; {@code RegistryCaller} owns authorization, retries and errors
 * for all of them. {@code BlobDownload} and {@code BlobUpload} go on where a transfer broke.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md">distribution-spec</a>
 */
@NullMarked
package io.mcv.oci.registry;

import org.jspecify.annotations.NullMarked;
