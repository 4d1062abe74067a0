package io.mcv.oci.cosign.log;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Who signed, as an entry says. Compared by its DER: the same key has many texts.
 *
 * @param isCertificate or else a key
 */
record LoggedVerifier(boolean isCertificate, Bytes der) {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PUBLIC_KEY = "PUBLIC KEY";

  /** Of base64 of PEM, as Rekor 1 has it. */
  static LoggedVerifier ofPem(String base64) throws SignatureRejectedException {
    Bytes text = StrictBase64.decode(base64, "the verifier in the log entry");
    List<Pem> blocks =
        Pem.parse(
            new String(text.toArray(), StandardCharsets.ISO_8859_1),
            "the verifier in the log entry");
    if (blocks.size() == 1) {
      Pem block = blocks.get(0);
      if (block.label().equals(CERTIFICATE) || block.label().equals(PUBLIC_KEY)) {
        return new LoggedVerifier(block.label().equals(CERTIFICATE), block.content());
      }
    }
    throw new SignatureRejectedException(
        Reason.MALFORMED, "the verifier in the log entry is not one certificate or public key");
  }

  boolean isOf(LoggedSignature signature) {
    return isCertificate == signature.byCertificate() && der.equals(signature.verifier());
  }
}
