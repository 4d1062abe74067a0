package io.mcv.oci.cosign.sign;

/** In which form a signature is stored. */
public enum SignatureFormat {
  /** Under the tag {@code sha256-HEX.sig} or {@code .att}, as cosign before version 3 does. */
  LEGACY,
  /** As a Sigstore bundle in a referrer, as cosign 3 does. */
  BUNDLE,
  /** In both, so that every tool finds one. */
  BOTH
}
