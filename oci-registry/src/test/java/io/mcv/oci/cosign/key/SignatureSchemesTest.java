package io.mcv.oci.cosign.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each type of key with each scheme: what it accepts, and what it never does. */
class SignatureSchemesTest {
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);
  private static final SignedContent CONTENT = SignedContent.of(MESSAGE);
  private static final Map<KeyType, SigningKey> KEYS = new EnumMap<>(KeyType.class);

  @TempDir Path folder;

  @BeforeAll
  static void makeKeys() throws IOException {
    for (KeyType type : KeyType.values()) {
      switch (type) {
        case RSA_2048 -> KEYS.put(type, VectorKeys.plain("rsa2048"));
        case RSA_4096 -> KEYS.put(type, VectorKeys.plain("rsa4096"));
        default -> KEYS.put(type, SigningKey.generate(type));
      }
    }
  }

  private static SigningKey key(KeyType type) {
    SigningKey key = KEYS.get(type);
    if (key == null) {
      throw new IllegalArgumentException(type.words());
    }
    return key;
  }

  @ParameterizedTest
  @EnumSource
  void aSignatureFitsByItsOwnSchemeAlone(KeyType type) throws IOException {
    SigningKey key = key(type);
    for (SignatureScheme scheme : SignatureScheme.values()) {
      if (!key.publicKey().allows(scheme)) {
        assertThatThrownBy(() -> key.sign(MESSAGE, scheme))
            .isInstanceOf(IllegalArgumentException.class);
        continue;
      }
      Bytes signature = key.sign(MESSAGE, scheme);
      for (SignatureScheme tried : SignatureScheme.values()) {
        if (tried == scheme) {
          assertThat(key.publicKey().verify(CONTENT, signature, List.of(tried))).isEqualTo(tried);
        } else {
          assertInvalid(key.publicKey(), CONTENT, signature, List.of(tried));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void byDefaultTheClosedListIsTried(KeyType type) {
    SigningKey key = key(type);
    List<SignatureScheme> expected =
        switch (type) {
          case ECDSA_P256 -> List.of(SignatureScheme.ECDSA_SHA256);
          case ECDSA_P384 -> List.of(SignatureScheme.ECDSA_SHA384, SignatureScheme.ECDSA_SHA256);
          case ECDSA_P521 -> List.of(SignatureScheme.ECDSA_SHA512, SignatureScheme.ECDSA_SHA256);
          case RSA_2048, RSA_3072, RSA_4096 -> List.of(SignatureScheme.RSA_PKCS1_SHA256);
          case ED25519 -> List.of(SignatureScheme.ED25519, SignatureScheme.ED25519_PH);
        };

    assertThat(key.publicKey().schemes()).isEqualTo(expected);
    for (SignatureScheme scheme : SignatureScheme.values()) {
      if (key.publicKey().allows(scheme)) {
        Bytes signature = key.sign(MESSAGE, scheme);
        if (expected.contains(scheme)) {
          assertThatCode(() -> key.publicKey().verify(CONTENT, signature))
              .doesNotThrowAnyException();
        } else {
          assertInvalid(key.publicKey(), CONTENT, signature, expected);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDigestIsEnoughForAllButEd25519Itself(KeyType type) throws IOException {
    SigningKey key = key(type);
    for (SignatureScheme scheme : SignatureScheme.values()) {
      if (key.publicKey().allows(scheme) && scheme != SignatureScheme.ED25519) {
        Bytes digest = Bytes.of(MESSAGE).hash(scheme.hash().newMessageDigest());
        SignedContent known = SignedContent.ofDigest(scheme.hash(), digest);

        assertThat(key.publicKey().verify(known, key.sign(MESSAGE, scheme), List.of(scheme)))
            .isEqualTo(scheme);
      }
    }
  }

  @Test
  void ed25519OverADigestSaysThatItNeedsTheFile() {
    SigningKey key = key(KeyType.ED25519);
    Bytes digest = Bytes.of(MESSAGE).hash(HashAlgorithm.SHA512.newMessageDigest());
    SignedContent known = SignedContent.ofDigest(HashAlgorithm.SHA512, digest);

    assertThatThrownBy(
            () -> key.publicKey().verify(known, key.sign(MESSAGE, SignatureScheme.ED25519)))
        .isInstanceOf(SignatureRejectedException.class)
        .hasMessageContaining("needs the file itself");
  }

  @Test
  void aFileIsHashedOnceAndKeptWhereItIsSmall() throws IOException {
    Path file = Files.write(folder.resolve("file"), MESSAGE);

    SignedContent small = SignedContent.ofFile(file, MESSAGE.length);
    SignedContent large = SignedContent.ofFile(file, MESSAGE.length - 1);

    assertThat(small.bytes()).isEqualTo(Bytes.of(MESSAGE));
    assertThat(large.bytes()).isNull();
    for (HashAlgorithm each : HashAlgorithm.values()) {
      assertThat(small.digest(each)).isEqualTo(CONTENT.digest(each));
      assertThat(large.digest(each)).isEqualTo(CONTENT.digest(each));
    }
    assertThat(SignedContent.ofFile(file).bytes()).isEqualTo(Bytes.of(MESSAGE));
  }

  @Test
  void ofADigestNothingElseIsKnown() {
    SignedContent known = SignedContent.ofDigest(HashAlgorithm.SHA256, Bytes.of(new byte[32]));

    assertThat(known.bytes()).isNull();
    assertThat(known.digest(HashAlgorithm.SHA512)).isNull();
    assertThatThrownBy(() -> SignedContent.ofDigest(HashAlgorithm.SHA512, Bytes.of(new byte[32])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void noChangedBitFits(KeyType type) {
    SigningKey key = key(type);
    for (SignatureScheme scheme : key.publicKey().schemes()) {
      byte[] signature = key.sign(MESSAGE, scheme).toArray();
      int step = Math.max(1, signature.length / 35);
      for (int at = 0; at < signature.length; at += step) {
        byte[] changed = signature.clone();
        changed[at] ^= (byte) (1 << at % 8);
        assertInvalid(key.publicKey(), CONTENT, Bytes.of(changed), key.publicKey().schemes());
      }
      byte[] longer = Arrays.copyOf(signature, signature.length + 1);
      byte[] shorter = Arrays.copyOf(signature, signature.length - 1);
      for (byte[] changed : List.of(longer, shorter, new byte[0], new byte[signature.length])) {
        assertInvalid(key.publicKey(), CONTENT, Bytes.of(changed), key.publicKey().schemes());
      }
    }
  }

  @Test
  void anEcdsaSignatureHasOneForm() throws IOException {
    SigningKey key = key(KeyType.ECDSA_P256);
    BigInteger order = NISTNamedCurves.getByName("P-256").getN();
    ASN1Integer[] numbers = numbers(key.sign(MESSAGE, SignatureScheme.ECDSA_SHA256));
    ASN1Integer r = numbers[0];
    ASN1Integer s = numbers[1];

    assertThatCode(() -> key.publicKey().verify(CONTENT, der(r, s))).doesNotThrowAnyException();
    ASN1Integer zero = new ASN1Integer(0);
    ASN1Integer n = new ASN1Integer(order);
    ASN1Integer large = new ASN1Integer(r.getValue().add(order));
    ASN1Integer negative = new ASN1Integer(s.getValue().negate());
    List<Bytes> others =
        List.of(
            sideBySide(r, s),
            Bytes.of(new BERSequence(sequence(r, s)).getEncoded()),
            der(zero, s),
            der(r, zero),
            der(zero, zero),
            der(n, s),
            der(r, n),
            der(large, s),
            der(r, negative),
            der(r),
            der(r, s, zero),
            padded(der(r, s)));
    for (Bytes other : others) {
      assertInvalid(key.publicKey(), CONTENT, other, key.publicKey().schemes());
    }
  }

  @Test
  void aLongSignatureIsNotLookedAt() {
    Bytes signature = Bytes.of(new byte[SignatureLimits.MAX_SIGNATURE_BYTES + 1]);

    for (KeyType type : KeyType.values()) {
      VerificationKey key = key(type).publicKey();
      assertInvalid(key, CONTENT, signature, key.schemes());
    }
  }

  private static ASN1Integer[] numbers(Bytes signature) throws IOException {
    ASN1Sequence sequence = ASN1Sequence.getInstance(signature.toArray());
    return new ASN1Integer[] {
      ASN1Integer.getInstance(sequence.getObjectAt(0)),
      ASN1Integer.getInstance(sequence.getObjectAt(1))
    };
  }

  private static ASN1EncodableVector sequence(ASN1Integer... numbers) {
    ASN1EncodableVector vector = new ASN1EncodableVector();
    vector.addAll(numbers);
    return vector;
  }

  private static Bytes der(ASN1Integer... numbers) throws IOException {
    return Bytes.of(new DERSequence(sequence(numbers)).getEncoded());
  }

  private static Bytes sideBySide(ASN1Integer r, ASN1Integer s) {
    byte[] both = new byte[64];
    BigIntegers.asUnsignedByteArray(r.getValue(), both, 0, 32);
    BigIntegers.asUnsignedByteArray(s.getValue(), both, 32, 32);
    return Bytes.of(both);
  }

  /** The first number with a zero in front, as some encoders have written it. */
  private static Bytes padded(Bytes der) {
    byte[] bytes = der.toArray();
    byte[] more = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, more, 0, 4);
    System.arraycopy(bytes, 4, more, 5, bytes.length - 4);
    more[1]++;
    more[3]++;
    return Bytes.of(more);
  }

  private static void assertInvalid(
      VerificationKey key, SignedContent content, Bytes signature, List<SignatureScheme> tried) {
    assertThatThrownBy(() -> key.verify(content, signature, tried))
        .isInstanceOfSatisfying(
            SignatureRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.SIGNATURE_INVALID));
  }
}
