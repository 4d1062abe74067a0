package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.model.Printable;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * The name of a subject or issuer. Two are the same if their bytes are, as in Go.
 *
 * @param der its bytes
 * @param text for people
 */
record DistinguishedName(Bytes der, String text) {

  /** Throws what BouncyCastle throws where a part is not what it should be. */
  static DistinguishedName of(X500Name name) throws IOException {
    return new DistinguishedName(
        Bytes.of(name.getEncoded(ASN1Encoding.DER)), Printable.of(name.toString()));
  }

  @Override
  public String toString() {
    return "'" + text + "'";
  }
}
