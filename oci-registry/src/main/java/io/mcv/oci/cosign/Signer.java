package io.mcv.oci.cosign;

import io.mcv.oci.cosign.certificate.IdentityMatcher;
import io.mcv.oci.cosign.key.VerificationKey;
import java.util.List;

/** Whose signatures are accepted. */
public sealed interface Signer {

  /** Whoever has one of these keys. */
  record Keys(List<VerificationKey> keys) implements Signer {
    /** With a list of its own. */
    public Keys {
      keys = List.copyOf(keys);
    }
  }

  /** Whoever got a certificate for one of these identities under a trusted root. */
  record Identities(List<IdentityMatcher> identities) implements Signer {
    /** With a list of its own. */
    public Identities {
      identities = List.copyOf(identities);
    }
  }
}
