package io.mcv.oci.cosign.log;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.trust.KeyDetails;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.util.function.Function;

/**
 * A signature over bytes of which the log knows the hash.
 *
 * <pre>
 * 0.0.1  {"data":{"hash":{"algorithm":"sha256","value":HEX}},
 *         "signature":{"content":BASE64,"publicKey":{"content":BASE64 of PEM}}}
 * 0.0.2  {"data":{"algorithm":"SHA2_256","digest":BASE64},
 *         "signature":{"content":BASE64,"verifier":{"keyDetails":"PKIX_ECDSA_P256_SHA_256",
 *           "x509Certificate":{"rawBytes":BASE64} or "publicKey":{"rawBytes":BASE64}}}}
 * </pre>
 *
 * @param coversEnvelopes whether the bytes may be what the signature of an envelope is over
 */
record HashedRekord(
    HashAlgorithm algorithm,
    Bytes digest,
    Bytes signature,
    LoggedVerifier verifier,
    boolean coversEnvelopes)
    implements EntryBody {

  static HashedRekord parse(JsonObject spec) throws JsonException, SignatureRejectedException {
    JsonObject hash = spec.object("data").object("hash");
    HashAlgorithm algorithm = algorithm(hash.string("algorithm"), HashAlgorithm::shortName);
    JsonObject signature = spec.object("signature");
    return new HashedRekord(
        algorithm,
        EntryBody.hash(hash, algorithm),
        EntryBody.base64(signature, "content"),
        LoggedVerifier.ofPem(signature.object("publicKey").string("content")),
        false);
  }

  static HashedRekord parseVersion2(JsonObject spec)
      throws JsonException, SignatureRejectedException {
    JsonObject data = spec.object("data");
    HashAlgorithm algorithm = algorithm(data.string("algorithm"), HashAlgorithm::bundleName);
    JsonObject signature = spec.object("signature");
    return new HashedRekord(
        algorithm,
        EntryBody.base64(data, "digest"),
        EntryBody.base64(signature, "content"),
        verifier(signature.object("verifier"), algorithm),
        true);
  }

  private static LoggedVerifier verifier(JsonObject verifier, HashAlgorithm algorithm)
      throws JsonException, SignatureRejectedException {
    KeyDetails details = KeyDetails.of(verifier.string("keyDetails"));
    if (details == null || details.scheme().hash() != algorithm) {
      throw EntryBody.mismatch("names a kind of key that is not known, or signs another hash");
    }
    JsonObject certificate = verifier.optionalObject("x509Certificate");
    JsonObject key = verifier.optionalObject("publicKey");
    if (certificate != null && key == null) {
      return new LoggedVerifier(true, EntryBody.base64(certificate, "rawBytes"));
    }
    if (key != null && certificate == null) {
      Bytes der = EntryBody.base64(key, "rawBytes");
      if (!VerificationKey.ofSpki(der, "the key in the log entry").allows(details.scheme())) {
        throw EntryBody.mismatch("names another kind of key than it holds");
      }
      return new LoggedVerifier(false, der);
    }
    throw new SignatureRejectedException(
        Reason.MALFORMED, "the body of the log entry has not one certificate or key");
  }

  private static HashAlgorithm algorithm(String name, Function<HashAlgorithm, String> naming)
      throws SignatureRejectedException {
    for (HashAlgorithm each : HashAlgorithm.values()) {
      if (naming.apply(each).equals(name)) {
        return each;
      }
    }
    throw EntryBody.mismatch("has a hash that signatures do not have: SHA-256, -384 and -512 are");
  }

  @Override
  public void check(LoggedSignature logged) throws SignatureRejectedException {
    if (logged instanceof LoggedSignature.OfContent content) {
      check(content.content(), content.signature(), logged);
    } else if (logged instanceof LoggedSignature.OfEnvelope envelope && coversEnvelopes) {
      byte[] signed = envelope.envelope().preAuthenticationEncoding();
      check(SignedContent.of(signed), envelope.signature(), logged);
    } else {
      throw EntryBody.mismatch("is about the signature of a file, not of an envelope");
    }
  }

  private void check(SignedContent content, Bytes made, LoggedSignature logged)
      throws SignatureRejectedException {
    Bytes hash = content.digest(algorithm);
    if (hash == null) {
      throw EntryBody.mismatch(
          "has the " + algorithm.shortName() + " of the content, of which only another is known");
    }
    if (!hash.equals(digest)) {
      throw EntryBody.mismatch("is about other content");
    }
    if (!made.equals(signature)) {
      throw EntryBody.mismatch("has another signature");
    }
    if (!verifier.isOf(logged)) {
      throw EntryBody.mismatch("is of another signer");
    }
  }
}
