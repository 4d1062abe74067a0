package io.mcv.oci.registry.config;

/**
 * A table {@code [[registry.mirror]]}.
 *
 * @param location what replaces the prefix of the registry
 * @param insecure whether plain HTTP and any certificate are allowed
 * @param use for which images it is asked
 */
record RegistryMirror(String location, boolean insecure, MirrorUse use) {}
