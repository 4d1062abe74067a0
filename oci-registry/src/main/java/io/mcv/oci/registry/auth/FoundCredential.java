package io.mcv.oci.registry.auth;

/**
 * A credential and where it was found, for messages.
 *
 * @param credential for the registry
 * @param source in words, such as {@code /run/user/1000/containers/auth.json, entry quay.io/team}
 */
public record FoundCredential(Credential credential, String source) {
  static final FoundCredential NONE =
      new FoundCredential(new Credential.Anonymous(), "no credentials");
}
