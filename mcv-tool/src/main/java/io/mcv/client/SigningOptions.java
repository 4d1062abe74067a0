package io.mcv.client;

import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.sign.SignatureFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is signed with which key, and how that is stored.
 *
 * @param image reference of the image: in a registry, an OCI layout or the vault
 * @param from the only place where a bare name is looked for; null for vault, then registries
 * @param key that signs
 * @param format in which form it is stored
 * @param identity name of the image that is signed; null for its repository, which images of a
 *     layout do not have
 * @param recursive whether the images of an index are signed too, each by itself
 * @param created written beside the signature, not signed; null to leave it out
 */
public record SigningOptions(
    String image,
    @Nullable NamePlace from,
    SigningKey key,
    SignatureFormat format,
    @Nullable String identity,
    boolean recursive,
    @Nullable Instant created) {

  /** What a reference addresses, under its own name. */
  public static SigningOptions of(String image, SigningKey key) {
    return new SigningOptions(image, null, key, SignatureFormat.BOTH, null, false, null);
  }

  /** The same from this place alone. */
  public SigningOptions withFrom(@Nullable NamePlace newFrom) {
    return new SigningOptions(image, newFrom, key, format, identity, recursive, created);
  }

  /** The same in this form. */
  public SigningOptions withFormat(SignatureFormat newFormat) {
    return new SigningOptions(image, from, key, newFormat, identity, recursive, created);
  }

  /** The same under this name. */
  public SigningOptions withIdentity(@Nullable String newIdentity) {
    return new SigningOptions(image, from, key, format, newIdentity, recursive, created);
  }

  /** The same with the images of an index, or without. */
  public SigningOptions withRecursive(boolean newRecursive) {
    return new SigningOptions(image, from, key, format, identity, newRecursive, created);
  }

  /** The same as of this time. */
  public SigningOptions withCreated(@Nullable Instant newCreated) {
    return new SigningOptions(image, from, key, format, identity, recursive, newCreated);
  }
}
