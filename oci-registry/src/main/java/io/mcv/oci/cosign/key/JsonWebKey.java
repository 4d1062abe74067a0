package io.mcv.oci.cosign.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Web Key (RFC 7517) with a public key: {@code EC}, {@code RSA} or {@code OKP} with
 * {@code Ed25519}.
 *
 * <p>{@code alg} leaves the key with that scheme alone, {@code use} and {@code key_ops} must allow
 * it to verify, and {@code nbf} and {@code exp}, in whole seconds, are its validity. One that holds
 * a secret is refused before anything else is made of it.
 */
final class JsonWebKey {
  private static final Set<String> SECRETS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final JsonObject fields;
  private final String what;

  private JsonWebKey(JsonObject fields, String what) {
    this.fields = fields;
    this.what = what;
  }

  static VerificationKey read(byte[] json, String what)
      throws KeyFileException, SignatureRejectedException {
    JsonWebKey key = new JsonWebKey(object(json, what), what);
    try {
      return key.key(new String(json, StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new KeyFileException(what + " is no JWK: " + e.getMessage(), e);
    }
  }

  /** An error of the parser may repeat what stands there, which may be a secret. */
  private static JsonObject object(byte[] json, String what) throws KeyFileException {
    try {
      return Json.parseObject(json);
    } catch (JsonException e) {
      throw new KeyFileException(what + " is no JWK: it is not a valid JSON object");
    }
  }

  private VerificationKey key(String json)
      throws KeyFileException, SignatureRejectedException, JsonException {
    refuseOthers();
    VerificationKey key = VerificationKey.ofSpki(spki(json), what);
    String algorithm = fields.optionalString("alg");
    if (algorithm != null) {
      key = key.withScheme(scheme(key, algorithm));
    }
    return key.withValidity(validity());
  }

  private void refuseOthers() throws KeyFileException, JsonException {
    for (String secret : SECRETS) {
      if (fields.has(secret)) {
        throw new KeyFileException(what + " holds a private key: give the public one");
      }
    }
    if (fields.has("keys")) {
      throw new KeyFileException(what + " is a set of keys: give the one that is meant");
    }
    String use = fields.optionalString("use");
    List<String> operations = fields.optionalStrings("key_ops");
    if (use != null && !use.equals("sig") || operations != null && !operations.contains("verify")) {
      throw new KeyFileException(what + " is a key for something else than signatures");
    }
  }

  private Bytes spki(String json) throws KeyFileException {
    try {
      JWK key = JWK.parse(json);
      if (key instanceof ECKey curve) {
        return Bytes.of(curve.toECPublicKey().getEncoded());
      }
      if (key instanceof RSAKey rsa) {
        return Bytes.of(rsa.toRSAPublicKey().getEncoded());
      }
      if (key instanceof OctetKeyPair pair && pair.getCurve().getName().equals("Ed25519")) {
        return Bytes.of(
            new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), pair.getDecodedX())
                .getEncoded());
      }
    } catch (ParseException
        | JOSEException
        | IOException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw new KeyFileException(what + " is not a valid JWK", e);
    }
    throw new KeyFileException(what + " is a JWK of a kind that is not used: EC, RSA, Ed25519 are");
  }

  private SignatureScheme scheme(VerificationKey key, String algorithm) throws KeyFileException {
    SignatureScheme scheme =
        switch (algorithm) {
          case "ES256" -> SignatureScheme.ECDSA_SHA256;
          case "ES384" -> SignatureScheme.ECDSA_SHA384;
          case "ES512" -> SignatureScheme.ECDSA_SHA512;
          case "RS256" -> SignatureScheme.RSA_PKCS1_SHA256;
          case "PS256" -> SignatureScheme.RSA_PSS_SHA256;
          case "PS384" -> SignatureScheme.RSA_PSS_SHA384;
          case "PS512" -> SignatureScheme.RSA_PSS_SHA512;
          case "EdDSA", "Ed25519" -> SignatureScheme.ED25519;
          default -> throw new KeyFileException(what + " has an alg that is not used");
        };
    boolean fits = algorithm.startsWith("PS") ? key.allows(scheme) : key.schemes().get(0) == scheme;
    if (!fits) {
      throw new KeyFileException(what + " has an alg that is not for its key");
    }
    return scheme;
  }

  private ValidityPeriod validity() throws KeyFileException, JsonException {
    Instant start = time("nbf");
    Instant end = time("exp");
    if (start != null && end != null && end.isBefore(start)) {
      throw new KeyFileException(what + " ends to be valid (exp) before it begins (nbf)");
    }
    return start == null && end == null ? ValidityPeriod.ALWAYS : new ValidityPeriod(start, end);
  }

  private @Nullable Instant time(String name) throws KeyFileException, JsonException {
    Long seconds = fields.optionalInteger(name);
    if (seconds == null) {
      return null;
    }
    if (seconds < 0 || seconds > LAST_SECOND) {
      throw new KeyFileException(what + " has a time that is none: " + name);
    }
    return Instant.ofEpochSecond(seconds);
  }
}
