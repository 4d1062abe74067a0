package io.mcv.oci.cosign;

import io.mcv.oci.model.Digest;
import java.util.List;

/** What came of looking for signatures of an image: one that is accepted is enough. */
public sealed interface Verification {

  /** The image. */
  Digest image();

  /** A verdict for each signature that was found. */
  List<SignatureVerdict> signatures();

  /** One at least is accepted. */
  record Verified(Digest image, List<SignatureVerdict> signatures) implements Verification {
    /** With a list of its own. */
    public Verified {
      signatures = List.copyOf(signatures);
    }
  }

  /** There is none of the kind asked for. */
  record Unsigned(Digest image) implements Verification {
    @Override
    public List<SignatureVerdict> signatures() {
      return List.of();
    }
  }

  /** There are some, and none is accepted. */
  record Rejected(Digest image, List<SignatureVerdict> signatures) implements Verification {
    /** With a list of its own. */
    public Rejected {
      signatures = List.copyOf(signatures);
    }
  }
}
