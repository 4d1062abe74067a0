package io.mcv.oci.cosign;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.log.LoggedSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What signatures are over, and the signatures themselves. */
sealed interface SignedThing {

  /** The bytes that are signed. */
  SignedContent content();

  /** One at least; more only in an envelope of the form before bundles, where one is enough. */
  List<Bytes> signatures();

  /** What a timestamp of a signature is about. */
  Bytes stamped(Bytes signature);

  /**
   * What an entry of a log must say.
   *
   * @param verifier DER of the certificate or key
   */
  LoggedSignature logged(Bytes verifier, boolean byCertificate, Bytes signature);

  /** A payload, or a file. */
  record Message(SignedContent content, Bytes signature) implements SignedThing {
    @Override
    public List<Bytes> signatures() {
      return List.of(signature);
    }

    @Override
    public Bytes stamped(Bytes chosen) {
      return chosen;
    }

    @Override
    public LoggedSignature logged(Bytes verifier, boolean byCertificate, Bytes chosen) {
      return new LoggedSignature.OfContent(verifier, byCertificate, content, chosen);
    }
  }

  /**
   * An envelope.
   *
   * @param content its pre-authentication encoding
   * @param blob its JSON where it is a blob of its own, which timestamps are then about; else null
   */
  record Envelope(DsseEnvelope envelope, SignedContent content, @Nullable Bytes blob)
      implements SignedThing {

    static Envelope of(DsseEnvelope envelope, @Nullable Bytes blob) {
      return new Envelope(envelope, SignedContent.of(envelope.preAuthenticationEncoding()), blob);
    }

    @Override
    public List<Bytes> signatures() {
      return envelope.signatures().stream().map(DsseEnvelope.EnvelopeSignature::signature).toList();
    }

    @Override
    public Bytes stamped(Bytes chosen) {
      return blob == null ? chosen : blob;
    }

    @Override
    public LoggedSignature logged(Bytes verifier, boolean byCertificate, Bytes chosen) {
      return new LoggedSignature.OfEnvelope(verifier, byCertificate, envelope, chosen, blob);
    }
  }
}
