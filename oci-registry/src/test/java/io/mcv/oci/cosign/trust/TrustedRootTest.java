package io.mcv.oci.cosign.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.testing.SharedData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads trusted roots. */
class TrustedRootTest {
  private static final String VERSION_1 =
      "application/vnd.dev.sigstore.trustedroot+json;version=0.1";

  private final SigningKey key = SigningKey.generate(KeyType.ECDSA_P256);
  private final String spki = key.publicKey().spki().base64();
  private final TestCertificate certificate = TestCertificate.authority("root").selfSigned();

  private static TrustedRoot parse(String json) throws TrustedRootException {
    return TrustedRoot.parse(json.getBytes(StandardCharsets.UTF_8), "root.json");
  }

  private static String root(String fields) {
    return root(VERSION_1, fields);
  }

  private static String root(String mediaType, String fields) {
    return "{\"mediaType\":\"" + mediaType + "\"" + fields + "}";
  }

  private static String log(String key, String details, String validFor) {
    return """
        {"baseUrl":"https://log.example/2024/","hashAlgorithm":"SHA2_256",\
        "publicKey":{"rawBytes":"%s","keyDetails":"%s"%s},\
        "logId":{"keyId":"bm90IGxvb2tlZCBhdA=="}}"""
        .formatted(key, details, validFor);
  }

  private String logs(String validFor) {
    return ",\"tlogs\":[" + log(spki, "PKIX_ECDSA_P256_SHA_256", validFor) + "]";
  }

  private static String from(String time) {
    return ",\"validFor\":{\"start\":\"" + time + "\"}";
  }

  private static String authorities(String field, String certificates, String validFor) {
    return """
        ,"%s":[{"subject":{"organization":"example","commonName":"ca"},\
        "uri":"https://ca.example","certChain":{"certificates":[%s]}%s}]"""
        .formatted(field, certificates, validFor);
  }

  private String certificate() {
    return "{\"rawBytes\":\"" + certificate.der().base64() + "\"}";
  }

  private static void assertRefused(String json, String... words) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(TrustedRootException.class)
        .message()
        .startsWith("root.json")
        .doesNotContain("\n")
        .contains(words);
  }

  @Test
  void logIsReadAndNamedByItsKey() throws Exception {
    TransparencyLog log = parse(root(logs(from("2024-01-01T00:00:00Z")))).logs().get(0);

    assertThat(log)
        .isEqualTo(
            new TransparencyLog(
                "log.example/2024",
                key.publicKey(),
                SignatureScheme.ECDSA_SHA256,
                new ValidityPeriod(Instant.parse("2024-01-01T00:00:00Z"), null)));
    assertThat(log.id()).isEqualTo(key.publicKey().fingerprint());
  }

  @Test
  void authoritiesAreReadEachForItsUse() throws Exception {
    String validFor =
        ",\"validFor\":{\"start\":\"2024-01-01T02:00:00+02:00\",\"end\":\"2024-12-31T23:59:59.5Z\"}";
    TrustedRoot root =
        parse(
            root(
                authorities("certificateAuthorities", certificate(), validFor)
                    + authorities(
                        "timestampAuthorities", certificate() + "," + certificate(), "")));

    assertThat(root.certificateAuthorities())
        .containsExactly(
            new CertificateAuthority(
                "ca of example (https://ca.example)",
                List.of(certificate.der()),
                new ValidityPeriod(
                    Instant.parse("2024-01-01T00:00:00Z"),
                    Instant.parse("2024-12-31T23:59:59.5Z"))));
    assertThat(root.timestampAuthorities().get(0).chain())
        .containsExactly(certificate.der(), certificate.der());
    assertThat(root.timestampAuthorities().get(0).validity()).isEqualTo(ValidityPeriod.ALWAYS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        VERSION_1,
        "application/vnd.dev.sigstore.trustedroot+json;version=0.2",
        "application/vnd.dev.sigstore.trustedroot.v0.1+json",
        "application/vnd.dev.sigstore.trustedroot.v0.2+json"
      })
  void bothVersionsInBothSpellingsAreKnown(String mediaType) throws Exception {
    assertThat(parse(root(mediaType, ",\"later\":[1]"))).isEqualTo(TrustedRoot.NONE);
  }

  @Test
  void otherDocumentsAreRefused() {
    assertRefused(
        root("application/vnd.dev.sigstore.trustedroot.v0.3+json", ""),
        "has the media type application/vnd.dev.sigstore.trustedroot.v0.3+json",
        "0.1 and 0.2 are known");
    assertRefused("{}", "root.json is no trusted root: mediaType is missing");
    assertRefused("[]", "not a JSON object");
    assertRefused("", "there is no JSON");
    assertRefused(root("") + "{}", "more text after the end");
    assertRefused("{\"mediaType\":\"a\",\"mediaType\":\"a\"}", "is no trusted root");
  }

  /** As the conformance suite of Sigstore has it for logs of signatures. */
  @Test
  void logWithoutAStartIsRefused() {
    String words = "tlogs[0].publicKey.validFor.start is missing";

    assertRefused(root(logs("")), words);
    assertRefused(root(logs(",\"validFor\":{}")), words);
    assertRefused(root(logs(",\"validFor\":{\"end\":\"2024-01-01T00:00:00Z\"}")), words);
    assertRefused(root(logs("").replace("tlogs", "ctlogs")), "c" + words);
  }

  @Test
  void timesMustBeTimes() {
    assertRefused(root(logs(from("yesterday"))), "validFor.start is no time");
    assertRefused(root(logs(from("2024-02-30T00:00:00Z"))), "no such time exists");
    assertRefused(
        root(
            logs(
                ",\"validFor\":{\"start\":\"2024-01-01T00:00:00Z\",\"end\":\"2023-01-01T00:00:00Z\"}")),
        "validFor ends before it starts");
  }

  @Test
  void logWithAnUnknownAlgorithmIsLeftOut() throws Exception {
    String start = from("2024-01-01T00:00:00Z");
    String known = log(spki, "PKIX_ECDSA_P256_SHA_256", start);
    String later = log("AAAA", "PKIX_ML_DSA_65", start);
    String otherTree = known.replace("SHA2_256\",\"publicKey", "SHA3_256\",\"publicKey");

    TrustedRoot root =
        parse(root(",\"tlogs\":[" + String.join(",", later, known, otherTree) + "]"));

    assertThat(root.logs()).hasSize(1);
    assertThat(root.logs().get(0).key()).isEqualTo(key.publicKey());
  }

  @Test
  void keyMustBeWhatItsAlgorithmSays() {
    String start = from("2024-01-01T00:00:00Z");

    assertRefused(
        root(",\"tlogs\":[" + log(spki, "PKIX_ED25519", start) + "]"),
        "tlogs[0].publicKey.keyDetails is PKIX_ED25519, and its key is a P-256 key");
    assertRefused(
        root(",\"tlogs\":[" + log("AAAA", "PKIX_ED25519", start) + "]"),
        "tlogs[0].publicKey.rawBytes is not the DER of a public key");
    assertRefused(
        root(",\"ctlogs\":[" + log("?", "PKIX_ED25519", start) + "]"), "is not valid base64");
  }

  @Test
  void everyAlgorithmHasItsScheme() throws Exception {
    String start = from("2024-01-01T00:00:00Z");
    SigningKey edwards = SigningKey.generate(KeyType.ED25519);
    SigningKey rsa = SigningKey.generate(KeyType.RSA_2048);
    Bytes pkcs1 = Bytes.of(tail(rsa.publicKey().spki().toArray(), 24));

    assertThat(scheme(edwards, "PKIX_ED25519")).isEqualTo(SignatureScheme.ED25519);
    assertThat(scheme(edwards, "PKIX_ED25519_PH")).isEqualTo(SignatureScheme.ED25519_PH);
    assertThat(scheme(rsa, "PKIX_RSA_PKCS1V15_2048_SHA256"))
        .isEqualTo(SignatureScheme.RSA_PKCS1_SHA256);
    assertThat(scheme(rsa, "PKIX_RSA_PSS_2048_SHA256")).isEqualTo(SignatureScheme.RSA_PSS_SHA256);
    assertThat(scheme(SigningKey.generate(KeyType.ECDSA_P384), "PKIX_ECDSA_P384_SHA_384"))
        .isEqualTo(SignatureScheme.ECDSA_SHA384);
    assertThat(scheme(SigningKey.generate(KeyType.ECDSA_P521), "PKIX_ECDSA_P521_SHA_512"))
        .isEqualTo(SignatureScheme.ECDSA_SHA512);
    String old = ",\"ctlogs\":[" + log(pkcs1.base64(), "PKCS1_RSA_PKCS1V5", start) + "]";
    assertThat(parse(root(old)).certificateLogs().get(0).key().spki())
        .isEqualTo(rsa.publicKey().spki());
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static SignatureScheme scheme(SigningKey key, String details) throws Exception {
    String log = log(key.publicKey().spki().base64(), details, from("2024-01-01T00:00:00Z"));
    return parse(root(",\"tlogs\":[" + log + "]")).logs().get(0).scheme();
  }

  @Test
  void authorityNeedsAChainOfCertificates() {
    String place = "certificateAuthorities[0].certChain.certificates";

    assertRefused(
        root(authorities("certificateAuthorities", "", "")), place + " has 0 certificates");
    assertRefused(
        root(
            authorities(
                "certificateAuthorities",
                String.join(",", Collections.nCopies(17, certificate())),
                "")),
        place + " has 17 certificates: 1 to 16");
    assertRefused(
        root(authorities("certificateAuthorities", "{\"rawBytes\":\"AAAA\"}", "")),
        place + "[0].rawBytes is not the DER of a certificate");
    assertRefused(
        root(authorities("certificateAuthorities", certificate(), "").replace("certChain", "x")),
        "certChain is missing");
    String pem = new Pem("CERTIFICATE", certificate.der()).text();
    assertRefused(
        root(
            authorities(
                "certificateAuthorities", "{\"rawBytes\":\"" + bytes(pem).base64() + "\"}", "")),
        "is not the DER of a certificate");
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void severalRootsMayStandOnLinesOfTheirOwn() throws Exception {
    String first = root(logs(from("2024-01-01T00:00:00Z")));
    String second = root(authorities("certificateAuthorities", certificate(), ""));

    TrustedRoot both = parse(first + "\r\n\n" + second + "\n" + first + "\n");

    assertThat(both).isEqualTo(parse(first).and(parse(second)));
    assertThat(both.logs()).hasSize(1);
    assertRefused(first + "\n{}\n", "root.json, root 2 is no trusted root: mediaType is missing");
    assertRefused(
        (root("") + "\n").repeat(SignatureLimits.MAX_TRUSTED_ROOTS + 1),
        "has more than 64 trusted roots");
  }

  @Test
  void largeFilesAreRefused() {
    assertRefused(
        root("") + " ".repeat(SignatureLimits.MAX_TRUST_BYTES), "is too large for a trusted root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trusted_root_prod.json", "trusted_root_staging.json"})
  void rootOfThePublicInstanceIsRead(String name) throws Exception {
    byte[] json = Files.readAllBytes(SharedData.require("cosign").resolve("shared").resolve(name));

    TrustedRoot root = TrustedRoot.parse(json, name);

    assertThat(root.logs().get(0).origin()).startsWith("rekor.sig");
    assertThat(root.certificateLogs()).hasSizeGreaterThan(1);
    assertThat(root.certificateAuthorities()).isNotEmpty();
    assertThat(root.timestampAuthorities()).isNotEmpty();
    assertThat(root.and(root)).isEqualTo(root);
  }
}
