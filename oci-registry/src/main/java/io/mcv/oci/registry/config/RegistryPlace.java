package io.mcv.oci.registry.config;

import io.mcv.oci.reference.ImageName;

/**
 * A place to which requests for an image go.
 *
 * @param name the image as this place knows it; its domain is the host to connect to
 * @param insecure whether plain HTTP and certificates that nobody vouches for are allowed
 * @param mirror whether it stands in for another place, which is tried after it
 */
public record RegistryPlace(ImageName name, boolean insecure, boolean mirror) {}
