package io.mcv.oci.cosign.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Public keys in PEM and JWK, and what is no key that may be used. */
class PublicKeyFileTest {
  private static final SigningKey P256 = SigningKey.generate(KeyType.ECDSA_P256);
  private static final SigningKey P521 = SigningKey.generate(KeyType.ECDSA_P521);
  private static final SigningKey ED25519 = SigningKey.generate(KeyType.ED25519);

  @ParameterizedTest
  @EnumSource(names = {"ECDSA_P256", "ECDSA_P384", "ECDSA_P521", "ED25519"})
  void aPublicKeyInPemIsRead(KeyType type) throws IOException {
    SigningKey key = SigningKey.generate(type);

    VerificationKey read = parse("text before\n" + key.publicPem().replace("\n", "\r\n"));

    assertThat(read).isEqualTo(key.publicKey());
    assertThat(read.validity()).isEqualTo(ValidityPeriod.ALWAYS);
    assertThat(read).hasToString(type.words() + " key SHA256:" + read.fingerprint().hex());
  }

  @Test
  void theFormerPemOfRsaIsRead() throws IOException {
    VerificationKey key = VectorKeys.plain("rsa2048").publicKey();
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.spki().toArray());
    Bytes pkcs1 = Bytes.of(info.getPublicKeyData().getOctets());

    assertThat(parse(new Pem("RSA PUBLIC KEY", pkcs1).text())).isEqualTo(key);
  }

  @Test
  void aJwkOfEachKindIsRead() throws IOException, GeneralSecurityException {
    VerificationKey rsa = VectorKeys.plain("rsa2048").publicKey();

    assertThat(parse(jwk(P256, Curve.P_256).build().toJSONString())).isEqualTo(P256.publicKey());
    assertThat(parse(jwk(P521, Curve.P_521).build().toJSONString())).isEqualTo(P521.publicKey());
    assertThat(parse(jwk(rsa).build().toJSONString())).isEqualTo(rsa);
    assertThat(parse(edwards().build().toJSONString())).isEqualTo(ED25519.publicKey());
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, RSA_PKCS1_SHA256",
    "PS256, RSA_PSS_SHA256",
    "PS384, RSA_PSS_SHA384",
    "PS512, RSA_PSS_SHA512"
  })
  void theAlgorithmOfAJwkIsTheOnlySchemeThen(String algorithm, SignatureScheme scheme)
      throws IOException, GeneralSecurityException {
    SigningKey key = VectorKeys.plain("rsa2048");
    byte[] message = utf8("message");
    VerificationKey read =
        parse(jwk(key.publicKey()).algorithm(new Algorithm(algorithm)).build().toJSONString());

    assertThat(read.schemes()).containsExactly(scheme);
    SignedContent content = SignedContent.of(message);
    assertThat(read.verify(content, key.sign(message, scheme))).isEqualTo(scheme);
    for (SignatureScheme other : SignatureScheme.values()) {
      if (other != scheme && read.allows(other)) {
        assertThatThrownBy(() -> read.verify(content, key.sign(message, other)))
            .isInstanceOf(SignatureRejectedException.class);
      }
    }
  }

  @Test
  void theTimesOfAJwkAreItsValidity() throws IOException, GeneralSecurityException {
    String json = jwk(P256, Curve.P_256).build().toJSONString();
    String dated = json.replace("{", "{\"nbf\":1000,\"exp\":2000,");

    assertThat(parse(dated).validity())
        .isEqualTo(new ValidityPeriod(Instant.ofEpochSecond(1000), Instant.ofEpochSecond(2000)));
    for (String wrong :
        List.of(
            "\"nbf\":3,\"exp\":2", "\"exp\":1.5", "\"exp\":-1", "\"exp\":9223372036854775807")) {
      assertThatThrownBy(() -> parse(json.replace("{", "{" + wrong + ",")))
          .as(wrong)
          .isInstanceOf(KeyFileException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"alg\":\"ES384\" | alg that is not for its key",
        "\"alg\":\"RS256\" | alg that is not for its key",
        "\"alg\":\"HS256\" | alg that is not used",
        "\"alg\":\"none\" | alg that is not used",
        "\"use\":\"enc\" | for something else than signatures",
        "\"key_ops\":[\"sign\"] | for something else than signatures",
        "\"keys\":[] | is a set of keys",
        "\"kty\":\"EC\" | is no JWK",
        "\"alg\":5 | is not a valid JWK"
      })
  void whatAJwkSaysCounts(String more, String message) throws GeneralSecurityException {
    String json = jwk(P256, Curve.P_256).build().toJSONString().replace("{", "{" + more + ",");

    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(KeyFileException.class)
        .hasMessageStartingWith("the key ")
        .hasMessageContaining(message);
  }

  @Test
  void aPrivateJwkIsRefusedAndNotShown() throws GeneralSecurityException {
    String json = jwk(P256, Curve.P_256).build().toJSONString();

    assertThatThrownBy(() -> parse(json.replace("{", "{\"d\":\"c2VjcmV0\",")))
        .isInstanceOf(KeyFileException.class)
        .hasMessage("the key holds a private key: give the public one");
    assertThatThrownBy(() -> parse("{\"d\":c2VjcmV0}"))
        .hasNoCause()
        .hasMessage("the key is no JWK: it is not a valid JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kty\":\"oct\"}",
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAA\"}",
        "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AAAA\",\"y\":\"AAAA\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"AAAA\"}",
        "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
        "{}",
        "{",
        "[]",
        "",
        "some text"
      })
  void whatIsNoKeyIsRefused(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(KeyFileException.class)
        .hasMessageStartingWith("the key ");
  }

  @Test
  void thereMustBeExactlyOneKey() {
    assertThatThrownBy(() -> parse(P256.publicPem() + ED25519.publicPem()))
        .hasMessage("the key must hold one public key, in PEM or as a JWK, and has 2");
  }

  @Test
  void otherBlocksAreNamedForWhatTheyAre() {
    Bytes bytes = Bytes.of(new byte[] {1});

    assertThatThrownBy(() -> parse(new Pem("EC PRIVATE KEY", bytes).text()))
        .hasMessageContaining("is a private key: give the public one");
    assertThatThrownBy(() -> parse(new Pem("CERTIFICATE", bytes).text()))
        .hasMessageContaining("is a certificate: give its key");
    assertThatThrownBy(() -> parse(new Pem("PGP PUBLIC KEY BLOCK", bytes).text()))
        .hasMessageContaining("is no public key");
  }

  @Test
  void aLargeFileIsRefused() {
    String text = " ".repeat(SignatureLimits.MAX_KEY_BYTES) + P256.publicPem();

    assertThatThrownBy(() -> parse(text)).hasMessageContaining("is too large for a key");
  }

  @ParameterizedTest
  @CsvSource({"2047, 65537", "8193, 65537", "2048, 1", "2048, 65536", "2048, 4294967297"})
  void anRsaKeyThatIsNotSafeIsRefused(int bits, String exponent) throws IOException {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);

    assertUnusable(rsa(modulus, new BigInteger(exponent)), Reason.KEY_UNSUPPORTED);
  }

  @Test
  void anRsaKeyWithAnEvenModulusIsRefused() throws IOException {
    BigInteger modulus = BigInteger.ONE.shiftLeft(2047);

    assertUnusable(rsa(modulus, BigInteger.valueOf(65537)), Reason.KEY_UNSUPPORTED);
  }

  @Test
  void theLargestRsaKeyIsRead() throws IOException {
    BigInteger modulus = BigInteger.ONE.shiftLeft(8191).add(BigInteger.ONE);

    assertThat(VerificationKey.ofSpki(rsa(modulus, BigInteger.valueOf(3)), "it").kind())
        .isEqualTo("RSA-8192");
  }

  @Test
  void aPointBesideItsCurveIsNoKey() {
    byte[] spki = P256.publicKey().spki().toArray();
    spki[spki.length - 1] ^= 1;

    assertUnusable(Bytes.of(spki), Reason.MALFORMED);
  }

  @Test
  void anEd25519PointOfSmallOrderIsNoKey() throws IOException {
    byte[] identity = new byte[32];
    identity[0] = 1;
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);

    assertUnusable(
        Bytes.of(new SubjectPublicKeyInfo(algorithm, identity).getEncoded()), Reason.MALFORMED);
  }

  @Test
  void whatFollowsTheDerIsNotPartOfAKey() {
    byte[] spki = P256.publicKey().spki().toArray();
    byte[] longer = Arrays.copyOf(spki, spki.length + 1);

    assertUnusable(Bytes.of(longer), Reason.MALFORMED);
    assertUnusable(Bytes.of(new byte[SubjectPublicKey.MAX_BYTES + 1]), Reason.LIMIT_EXCEEDED);
  }

  private static void assertUnusable(Bytes spki, Reason reason) {
    assertThatThrownBy(() -> VerificationKey.ofSpki(spki, "the key"))
        .isInstanceOfSatisfying(
            SignatureRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static Bytes rsa(BigInteger modulus, BigInteger exponent) throws IOException {
    AlgorithmIdentifier rsa =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    return Bytes.of(
        new SubjectPublicKeyInfo(
                rsa, new org.bouncycastle.asn1.pkcs.RSAPublicKey(modulus, exponent))
            .getEncoded());
  }

  private static ECKey.Builder jwk(SigningKey key, Curve curve) throws GeneralSecurityException {
    return new ECKey.Builder(curve, (ECPublicKey) jdk("EC", key.publicKey()));
  }

  private static RSAKey.Builder jwk(VerificationKey key) throws GeneralSecurityException {
    return new RSAKey.Builder((RSAPublicKey) jdk("RSA", key));
  }

  private static OctetKeyPair.Builder edwards() {
    SubjectPublicKeyInfo info =
        SubjectPublicKeyInfo.getInstance(ED25519.publicKey().spki().toArray());
    return new OctetKeyPair.Builder(
        Curve.Ed25519, Base64URL.encode(info.getPublicKeyData().getOctets()));
  }

  private static PublicKey jdk(String algorithm, VerificationKey key)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(key.spki().toArray()));
  }

  private static VerificationKey parse(String text) throws KeyFileException {
    return VerificationKey.parse(utf8(text), "the key");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
