package io.mcv.oci.cosign.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that a bundle must keep. */
class SigstoreBundleTest {
  private static final String BODY =
      Base64.getEncoder()
          .encodeToString(
              "{\"kind\":\"dsse\",\"apiVersion\":\"0.0.1\"}".getBytes(StandardCharsets.UTF_8));
  private static final String PROMISE =
      "'inclusionPromise':{'signedEntryTimestamp':'AQ=='},".replace('\'', '"');
  private static final String PROOF =
      ("'inclusionProof':{'logIndex':'1','rootHash':'AQ==','treeSize':'2','hashes':['AQ=='],"
              + "'checkpoint':{'envelope':'note'}},")
          .replace('\'', '"');
  private static final String ENTRY =
      ("{'logIndex':'7','logId':{'keyId':'AQ=='},'kindVersion':{'kind':'dsse','version':'0.0.1'},"
                  + "'integratedTime':'9',")
              .replace('\'', '"')
          + PROMISE
          + PROOF
          + "\"canonicalizedBody\":\""
          + BODY
          + "\"}";
  private static final String SIGNATURE = "{\"sig\":\"AQ==\"}";
  private static final String STAMP = "{\"signedTimestamp\":\"AQ==\"}";
  private static final String CHAIN =
      "\"x509CertificateChain\":{\"certificates\":[{\"rawBytes\":\"AQ==\"}]}";
  private static final String KEY = "\"publicKey\":{\"hint\":\"h\"}";
  private static final String VERSION_3 = ".v0.3+json";
  private static final String BUNDLE =
      "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":{"
          + KEY
          + ",\"tlogEntries\":["
          + ENTRY
          + "],\"timestampVerificationData\":{\"rfc3161Timestamps\":["
          + STAMP
          + "]}},\"dsseEnvelope\":{\"payload\":\"AQ==\",\"payloadType\":\"t\",\"signatures\":["
          + SIGNATURE
          + "]}}";
  private static final String MESSAGE_BUNDLE =
      BUNDLE.substring(0, BUNDLE.indexOf("\"dsseEnvelope\""))
          + ("'messageSignature':{'messageDigest':{'algorithm':'SHA2_256','digest':'"
                  + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='},'signature':'AQ=='}}")
              .replace('\'', '"');

  @Test
  void allOfABundleIsRead() throws Exception {
    SigstoreBundle bundle = parse(BUNDLE);

    assertThat(bundle.minorVersion()).isEqualTo(3);
    assertThat(bundle.material()).isEqualTo(new VerificationMaterial.KeyHint("h"));
    assertThat(bundle.timestamps()).hasSize(1);
    assertThat(((DsseEnvelope) bundle.content()).payloadType()).isEqualTo("t");
    LogEntry entry = bundle.logEntries().get(0);
    assertThat(entry.logIndex()).isEqualTo(7);
    assertThat(entry.integratedTime()).isEqualTo(9);
    assertThat(entry.proof()).extracting(InclusionProof::treeSize).isEqualTo(2L);
    assertThat(parse(MESSAGE_BUNDLE).content()).isInstanceOf(MessageSignature.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+json;version=0.1",
        "+json;version=0.2",
        "+json;version=0.3",
        ".v0.1+json",
        ".v0.2+json"
      })
  void versionsHaveTwoNames(String version) throws Exception {
    assertThat(parse(BUNDLE.replace(VERSION_3, version)).minorVersion())
        .isEqualTo(Character.digit(version.charAt(version.indexOf("0.") + 2), 10));
  }

  @Test
  void aChainHasNoRootSinceVersion2() throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate signer = TestCertificate.signer("https://signer.example").issuedBy(root);
    String chain = BUNDLE.replace(KEY, CHAIN).replace("{\"rawBytes\":\"AQ==\"}", item(signer));
    String withRoot = chain.replace(item(signer), item(signer) + "," + item(root));

    assertThat(parse(chain.replace(VERSION_3, ".v0.2+json")).material())
        .isInstanceOf(VerificationMaterial.Certificates.class);
    assertThat(parse(withRoot.replace(VERSION_3, ".v0.1+json")).material())
        .isInstanceOf(VerificationMaterial.Certificates.class);
    assertThatThrownBy(() -> parse(withRoot.replace(VERSION_3, ".v0.2+json")))
        .hasMessageContaining("the certificate of a root in its chain")
        .isInstanceOfSatisfying(
            SignatureRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  private static String item(TestCertificate certificate) {
    return "{\"rawBytes\":\"" + certificate.der().base64() + "\"}";
  }

  @Test
  void numbersMayBeNumbersAndZeroMayBeLeftOut() throws Exception {
    String bundle =
        BUNDLE.replace("\"logIndex\":\"7\",", "").replace("\"treeSize\":\"2\"", "\"treeSize\":2");

    LogEntry entry =
        parse(bundle.replace("\"integratedTime\":\"9\"", "\"integratedTime\":\"0\""))
            .logEntries()
            .get(0);

    assertThat(entry.logIndex()).isZero();
    assertThat(entry.integratedTime()).isNull();
    assertThat(entry.proof()).extracting(InclusionProof::treeSize).isEqualTo(2L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ".v0.3+json|.v0.4+json|UNSUPPORTED_VERSION",
        ".v0.3+json|+json;version=0.30|UNSUPPORTED_VERSION",
        "\"mediaType\"|\"media_type\"|MALFORMED",
        "\"tlogEntries\"|\"tlog_entries\"|MALFORMED",
        "\"hint\"|\"other\"|MALFORMED",
        "\"sig\":|\"extra\":1,\"sig\":|MALFORMED",
        "\"publicKey\":{\"hint\":\"h\"}|\"publicKey\":null|VERIFIER_MISSING",
        "{\"hint\":\"h\"}|{\"hint\":\"h\"},\"certificate\":{\"rawBytes\":\"AQ==\"}|MALFORMED",
        "\"dsseEnvelope\"|\"messageSignature\":{},\"dsseEnvelope\"|MALFORMED",
        "[{\"sig\":\"AQ==\"}]|[{\"sig\":\"AQ==\"},{\"sig\":\"AQ==\"}]|SIGNATURE_COUNT",
        "[{\"sig\":\"AQ==\"}]|[]|SIGNATURE_MISSING",
        "\"sig\":\"AQ==\"|\"sig\":\"AR==\"|MALFORMED",
        "\"sig\":\"AQ==\"|\"sig\":\"AQ\"|MALFORMED",
        "\"logIndex\":\"7\"|\"logIndex\":\"-7\"|MALFORMED",
        "\"logIndex\":\"7\"|\"logIndex\":-7|MALFORMED",
        "\"logIndex\":\"7\"|\"logIndex\":\"+7\"|MALFORMED",
        "\"logIndex\":\"7\"|\"logIndex\":\"\"|MALFORMED",
        "\"logIndex\":\"7\"|\"logIndex\":7.0|MALFORMED",
        "\"logIndex\":\"7\"|\"logIndex\":\"9223372036854775808\"|MALFORMED",
        "\"logIndex\":\"7\"|\"logIndex\":true|MALFORMED",
        "\"kind\":\"dsse\"|\"kind\":\"intoto\"|MALFORMED",
        "\"version\":\"0.0.1\"|\"version\":\"0.0.2\"|MALFORMED",
        "\"envelope\":\"note\"|\"envelope\":\"\"|LOG_PROOF_MISSING",
        "\"envelope\":\"note\"|\"envelope\":7|MALFORMED",
        "\"logId\"|\"logId\":{\"keyId\":\"AQ==\"},\"logId\"|MALFORMED",
        "\"payload\":\"AQ==\"|\"payload\":null|MALFORMED",
      })
  void whatBreaksARuleIsRefused(String what, String by, Reason reason) {
    assertRefused(BUNDLE, what, by, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SHA2_256|SHA2_512|MALFORMED",
        "SHA2_256|SHA1|MALFORMED",
        "\"algorithm\":\"SHA2_256\",||MALFORMED",
        "\"signature\"|\"other\"|MALFORMED",
        "\"messageSignature\"|\"dsseEnvelope\":null,\"messageSignature\":null,\"x\"|MALFORMED",
      })
  void soIsAMessage(String what, String by, Reason reason) {
    assertRefused(MESSAGE_BUNDLE, what, by == null ? "" : by, reason);
  }

  @Test
  void aBundleOfVersion1NeedsPromisesAndALaterOneProofs() throws Exception {
    String first = BUNDLE.replace(VERSION_3, ".v0.1+json");

    assertThat(parse(first.replace(PROOF, "")).logEntries()).hasSize(1);
    assertThat(parse(BUNDLE.replace(PROMISE, "")).logEntries()).hasSize(1);
    assertRefused(first, PROMISE, "", Reason.LOG_PROMISE_MISSING);
    assertRefused(BUNDLE, PROOF, "", Reason.LOG_PROOF_MISSING);
  }

  @Test
  void aChainIsOfVersionsBeforeTheThirdAndACertificateOfThat() throws Exception {
    String certificate = "\"certificate\":{\"rawBytes\":\"AQ==\"}";
    String second = BUNDLE.replace(VERSION_3, ".v0.2+json");

    assertThat(parse(second.replace(KEY, CHAIN)).material())
        .isEqualTo(parse(BUNDLE.replace(KEY, certificate)).material());
    assertRefused(BUNDLE, KEY, CHAIN, Reason.MALFORMED);
    assertRefused(second, KEY, certificate, Reason.MALFORMED);
    assertRefused(
        second, KEY, "\"x509CertificateChain\":{\"certificates\":[]}", Reason.VERIFIER_MISSING);
  }

  @Test
  void anEntryIsThereOnce() throws Exception {
    String another = ENTRY.replace("\"logIndex\":\"7\"", "\"logIndex\":\"8\"");

    assertThat(parse(BUNDLE.replace(ENTRY, ENTRY + "," + another)).logEntries()).hasSize(2);
    assertRefused(BUNDLE, ENTRY, ENTRY + "," + ENTRY, Reason.LOG_ENTRY_REPEATED);
  }

  @Test
  void nothingIsThereWithoutEnd() {
    String second = BUNDLE.replace(VERSION_3, ".v0.2+json").replace(KEY, CHAIN);

    assertRefused(BUNDLE, ENTRY, times(33, ENTRY), Reason.LIMIT_EXCEEDED);
    assertRefused(BUNDLE, STAMP, times(33, STAMP), Reason.LIMIT_EXCEEDED);
    assertRefused(BUNDLE, SIGNATURE, times(33, SIGNATURE), Reason.LIMIT_EXCEEDED);
    assertRefused(BUNDLE, "[\"AQ==\"]", "[" + times(65, "\"AQ==\"") + "]", Reason.LIMIT_EXCEEDED);
    assertRefused(
        second,
        "{\"rawBytes\":\"AQ==\"}",
        times(17, "{\"rawBytes\":\"AQ==\"}"),
        Reason.LIMIT_EXCEEDED);
    assertRefused(BUNDLE, "note", "n".repeat(8 << 20), Reason.LIMIT_EXCEEDED);
  }

  @Test
  void anErrorIsOneLineThatIsSafeToPrint() {
    assertThatThrownBy(() -> parse("{\"mediaType\":\"\\u001b[31m\\n\"}"))
        .hasMessage(
            "the bundle is of media type \\u001b[31m\\u000a, and versions 0.1 to 0.3 are known");
    assertThatThrownBy(() -> parse(BUNDLE.replace("\"hint\"", "\"\\u001b\"")))
        .hasMessage("the bundle: verificationMaterial.publicKey.\\u001b is not a known field");
    assertThatThrownBy(() -> parse("{\"\\u001b\":1,\"\\u001b\":2}"))
        .message()
        .doesNotContain("\u001b");
  }

  private static String times(int count, String item) {
    return (item + ",").repeat(count - 1) + item;
  }

  private static void assertRefused(String bundle, String what, String by, Reason reason) {
    assertThat(bundle).contains(what);
    assertThatThrownBy(() -> parse(bundle.replace(what, by)))
        .isInstanceOfSatisfying(
            SignatureRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static SigstoreBundle parse(String bundle) throws SignatureRejectedException {
    return SigstoreBundle.parse(bundle.getBytes(StandardCharsets.UTF_8));
  }
}
