package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.encoding.Bytes;
import java.util.List;

/** Who signed, as the signature itself says. */
public sealed interface VerificationMaterial {

  /**
   * A certificate.
   *
   * @param chain DER, the signer's first; the others help to build a path and are trusted in
   *     nothing
   */
  record Certificates(List<Bytes> chain) implements VerificationMaterial {
    /** With a list of its own. */
    public Certificates {
      chain = List.copyOf(chain);
    }
  }

  /**
   * A key that the verifier must have.
   *
   * @param hint which one; empty where nothing is said
   */
  record KeyHint(String hint) implements VerificationMaterial {}
}
