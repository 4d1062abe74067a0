package io.mcv.oci.cosign;

/** How a signature is stored. */
public enum SignatureForm {
  /** A payload with annotations, as a layer of {@code sha256-HEX.sig} or of a referrer. */
  SIMPLE_SIGNING("simple signing"),
  /** An envelope with annotations, as a layer of {@code sha256-HEX.att} or of a referrer. */
  ENVELOPE("DSSE envelope"),
  /** A Sigstore bundle, as a layer of a referrer, or a file. */
  BUNDLE("Sigstore bundle");

  private final String words;

  SignatureForm(String words) {
    this.words = words;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }
}
