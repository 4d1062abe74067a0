package io.mcv.oci.cosign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Digest;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policies say of images that others signed. */
class PolicyDecisionTest {
  /** Signed by a key, without a log. */
  private static final Vector BY_KEY =
      new Vector(
          "image-sig/con-abc-alice",
          "sha256:bfec161fecb0a887df7cb85e4da327c65986ccda7060cf3cd92171c6c90d7533",
          "docker.io/securesystemsengineering/testimage");

  /** Signed by a key, and in the log. */
  private static final Vector IN_LOG =
      new Vector(
          "image-sig/ci-key-rekor-valid",
          "sha256:0489474da8ea22426ece86ace6c1c0026ab2fd3cdfbbd62b7e94650266c37d9a",
          "192.168.64.2:5000/cosign-signed/key-1");

  /** Signed by an identity. */
  private static final Vector KEYLESS =
      new Vector(
          "image-sig/con-keyless",
          "sha256:31dc72a13a0c34b40eb95419d2b2fd67320c856baf3b72da518023ee8d370aee",
          "docker.io/phbelitz/rekor-test");

  /** Signed by a key, as a bundle. */
  private static final Vector BUNDLE =
      new Vector(
          "image-bundle/gen-p384-bun3",
          "sha256:716e5a09183d481be16471ababbea27c5ea51d9e67eba636c301586cfdd4bd05",
          "127.0.0.1:5902/mcv/cache");

  /** Signed by an identity that is a URI. */
  private static final Vector BY_URI =
      new Vector(
          "image-sig/mock-keyless-wrong-identity",
          "sha256:0c9b03710cb4d64e5dbc5b559ec2bdca824f388a8b8cdb5b495caebeb3973dd8",
          "127.0.0.1:5902/mcv/cache");

  private static final String REPOSITORY = ",'signedIdentity':{'type':'matchRepository'}";

  @TempDir Path folder = Path.of("");

  /** An image of the vectors. */
  private record Vector(String name, String digest, String repository) {
    Path folder() {
      return SharedData.require("cosign/cases/" + name);
    }

    Path key() {
      return folder().resolve("key.pub");
    }

    PolicySubject subject() {
      return new PolicySubject(
          "docker", List.of(repository + ":v1", repository), repository, "v1", null);
    }

    PolicyDecision by(SignaturePolicyFile policy, PolicySubject subject) throws IOException {
      Digest image = Digest.parse(digest);
      return policy.decide(
          subject, OciLayout.open(folder().resolve("layout")).source(image), image);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a/b:v1', 'a/b', true, 'docker a/b:v1'",
    "'a/b', 'a/b:v1', false, 'docker a/b:v1'",
    "'a/b', 'a', true, 'docker a/b'",
    "'c', 'a', false, 'docker a'",
    "'', 'c', true, 'docker'",
    "'c', 'd', true, 'default'"
  })
  void theMostSpecificScopeDecides(
      String accepting, String rejecting, boolean accepted, String where) throws IOException {
    SignaturePolicyFile policy =
        parse(
            "{'default':[{'type':'insecureAcceptAnything'}],'transports':{'docker':{'"
                + accepting
                + "':[{'type':'insecureAcceptAnything'}],'"
                + rejecting
                + "':[{'type':'reject'}]},'oci':{'':[{'type':'reject'}]}}}");
    PolicySubject subject =
        new PolicySubject("docker", List.of("a/b:v1", "a/b", "a"), "a/b", "v1", null);

    PolicyDecision decision = BY_KEY.by(policy, subject);

    assertThat(decision.accepted()).isEqualTo(accepted);
    assertThat(decision.explanation())
        .startsWith("policy " + folder.resolve("policy.json") + ", " + where + ": ");
  }

  @Test
  void allRequirementsMustHold() throws IOException {
    String accept = "{'type':'insecureAcceptAnything'}";
    String reject = "{'type':'reject'}";

    assertThat(BY_KEY.by(always(accept + "," + accept), BY_KEY.subject()).accepted()).isTrue();
    assertThat(BY_KEY.by(always(accept + "," + reject), BY_KEY.subject()).accepted()).isFalse();
    assertThat(BY_KEY.by(always(reject + "," + accept), BY_KEY.subject()).accepted()).isFalse();
  }

  @Test
  void whatCannotBeCheckedHoldsNever() throws IOException {
    PolicyDecision gpg =
        BY_KEY.by(
            always("{'type':'signedBy','keyType':'GPGKeys','keyPath':'/k'}"), BY_KEY.subject());
    PolicyDecision pki = BY_KEY.by(always("{'type':'sigstoreSigned','pki':{}}"), BY_KEY.subject());

    assertThat(gpg.accepted()).isFalse();
    assertThat(gpg.explanation()).contains("GPG signatures are not supported");
    assertThat(pki.accepted()).isFalse();
    assertThat(pki.explanation()).contains("pki are not supported");
  }

  @Test
  void aKeyIsNamedInAnyOfFourWays() throws IOException {
    Files.copy(BY_KEY.key(), folder.resolve("beside.pub"));
    String data = Base64.getEncoder().encodeToString(Files.readAllBytes(BY_KEY.key()));
    String wrong = Base64.getEncoder().encodeToString(Files.readAllBytes(IN_LOG.key()));
    for (String key :
        List.of(
            "'keyPath':'" + BY_KEY.key() + "'",
            "'keyPath':'beside.pub'",
            "'keyPaths':['" + IN_LOG.key() + "','" + BY_KEY.key() + "']",
            "'keyData':'" + data + "'",
            "'keyDatas':['" + wrong + "','" + data + "']")) {
      PolicyDecision decision = BY_KEY.by(signedBy(key + REPOSITORY), BY_KEY.subject());

      assertThat(decision.accepted()).as(key).isTrue();
      assertThat(decision.verifications()).hasSize(1);
      assertThat(decision.explanation()).contains("signed by");
    }
    PolicyDecision other =
        BY_KEY.by(signedBy("'keyData':'" + wrong + "'" + REPOSITORY), BY_KEY.subject());
    assertThat(other.accepted()).isFalse();
    assertThat(other.explanation()).contains("sigstoreSigned", "the signature does not fit");
  }

  @Test
  void theNameThatWasSignedMustBeThatOfTheImage() throws IOException {
    String key = "'keyPath':'" + BY_KEY.key() + "'";

    PolicyDecision whole = BY_KEY.by(signedBy(key), BY_KEY.subject());
    assertThat(whole.accepted()).isFalse();
    assertThat(whole.explanation())
        .contains("index.docker.io/securesystemsengineering/testimage, and not for")
        .contains("matchRepoDigestOrExact for " + BY_KEY.repository() + ":v1");

    PolicySubject elsewhere =
        new PolicySubject("docker", List.of(), "quay.io/a/testimage", "v1", null);
    assertThat(BY_KEY.by(signedBy(key + REPOSITORY), elsewhere).accepted()).isFalse();
    String mirror =
        ",'signedIdentity':{'type':'exactRepository','dockerRepository':'"
            + BY_KEY.repository()
            + "'}";
    assertThat(BY_KEY.by(signedBy(key + mirror), elsewhere).accepted()).isTrue();
  }

  @Test
  void anImageWithoutANameNeedsAPolicyThatGivesOne() throws IOException {
    PolicySubject nameless = new PolicySubject("oci", List.of("/a"), null, null, null);
    String key = "'keyPath':'" + BY_KEY.key() + "'";

    PolicyDecision refused = BY_KEY.by(signedBy(key + REPOSITORY), nameless);
    assertThat(refused.accepted()).isFalse();
    assertThat(refused.explanation()).contains("no name of a registry for matchRepository");
    String given =
        ",'signedIdentity':{'type':'exactRepository','dockerRepository':'"
            + BY_KEY.repository()
            + "'}";
    assertThat(BY_KEY.by(signedBy(key + given), nameless).accepted()).isTrue();
  }

  @Test
  void keysOfRekorMakeItsPromiseNeeded() throws IOException {
    String log = ",'rekorPublicKeyData':'" + rekor(root()) + "'" + REPOSITORY;

    assertThat(
            IN_LOG
                .by(signedBy("'keyPath':'" + IN_LOG.key() + "'" + log), IN_LOG.subject())
                .accepted())
        .isTrue();
    PolicyDecision without =
        BY_KEY.by(signedBy("'keyPath':'" + BY_KEY.key() + "'" + log), BY_KEY.subject());
    assertThat(without.accepted()).isFalse();
    assertThat(without.explanation()).contains("log");
    String anotherLog = ",'rekorPublicKeyPath':'" + BY_KEY.key() + "'" + REPOSITORY;
    assertThat(
            IN_LOG
                .by(signedBy("'keyPath':'" + IN_LOG.key() + "'" + anotherLog), IN_LOG.subject())
                .accepted())
        .isFalse();
  }

  @Test
  void anIdentityOfFulcioIsASigner() throws IOException {
    String email = "philipp.belitz@securesystems.de";
    String issuer = "https://github.com/login/oauth";

    assertThat(KEYLESS.by(fulcio(issuer, email), KEYLESS.subject()).accepted()).isTrue();
    PolicyDecision other = KEYLESS.by(fulcio(issuer, "me@example.com"), KEYLESS.subject());
    assertThat(other.accepted()).isFalse();
    assertThat(other.explanation()).contains(email);
    assertThat(KEYLESS.by(fulcio("https://other", email), KEYLESS.subject()).accepted()).isFalse();
  }

  @Test
  void onlyAnAddressIsAnAddress() throws IOException {
    TrustedRoot root = root(BY_URI.folder().resolve("trusted_root.json"));
    SignaturePolicyFile policy = fulcio(root, "https://token.actions.githubusercontent.com", "foo");

    PolicyDecision decision = BY_URI.by(policy, BY_URI.subject());

    assertThat(decision.accepted()).isFalse();
    assertThat(decision.explanation())
        .contains("the certificate is of 'foo', and the e-mail address 'foo' is asked for");
  }

  @Test
  void aBundleNamesNoRepositoryAndDoesNotCount() throws IOException {
    PolicyDecision decision =
        BUNDLE.by(signedBy("'keyPath':'" + BUNDLE.key() + "'" + REPOSITORY), BUNDLE.subject());

    assertThat(decision.accepted()).isFalse();
    assertThat(decision.explanation()).contains("a bundle does not say for which repository");
  }

  @Test
  void aPolicyThatNamesWhatCannotBeReadIsAnError() throws IOException {
    Path garbage = Files.writeString(folder.resolve("garbage.pub"), "no key");
    for (String key : List.of("/nowhere/cosign.pub", garbage.toString(), folder.toString())) {
      SignaturePolicyFile policy = signedBy("'keyPath':'" + key + "'" + REPOSITORY);

      assertThatThrownBy(() -> BY_KEY.by(policy, BY_KEY.subject()))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("names what cannot be used: ")
          .hasMessageContaining(key);
    }
    assertThatThrownBy(() -> KEYLESS.by(authorities(garbage), KEYLESS.subject()))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("must hold 1 to 16 certificates");
  }

  @Test
  void authoritiesAreCertificates() throws IOException {
    Path key =
        Files.writeString(folder.resolve("key.pem"), new Pem("PUBLIC KEY", anchor(root())).text());
    Path damaged =
        Files.writeString(
            folder.resolve("damaged.pem"),
            new Pem("CERTIFICATE", Bytes.of(new byte[] {0x30, 0})).text());

    assertThatThrownBy(() -> KEYLESS.by(authorities(key), KEYLESS.subject()))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(
            key + " must hold certificates in PEM, and has a block of PUBLIC KEY");
    assertThatThrownBy(() -> KEYLESS.by(authorities(damaged), KEYLESS.subject()))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(damaged + " is not the DER of a certificate");
  }

  private SignaturePolicyFile authorities(Path file) throws IOException {
    return always(
        "{'type':'sigstoreSigned','rekorPublicKeyData':'"
            + rekor(root())
            + "','fulcio':{'caPath':'"
            + file
            + "','oidcIssuer':'i','subjectEmail':'e'}"
            + REPOSITORY
            + "}");
  }

  private static Bytes anchor(TrustedRoot root) {
    List<Bytes> chain = root.certificateAuthorities().get(0).chain();
    return chain.get(chain.size() - 1);
  }

  private SignaturePolicyFile fulcio(String issuer, String email) throws IOException {
    return fulcio(root(), issuer, email);
  }

  private SignaturePolicyFile fulcio(TrustedRoot root, String issuer, String email)
      throws IOException {
    StringBuilder authorities = new StringBuilder();
    for (CertificateAuthority each : root.certificateAuthorities()) {
      Bytes anchor = each.chain().get(each.chain().size() - 1);
      authorities.append(new Pem("CERTIFICATE", anchor).text());
    }
    return always(
        "{'type':'sigstoreSigned','rekorPublicKeyData':'"
            + rekor(root)
            + "','fulcio':{'caData':'"
            + base64(authorities.toString())
            + "','oidcIssuer':'"
            + issuer
            + "','subjectEmail':'"
            + email
            + "'}"
            + REPOSITORY
            + "}");
  }

  private static String rekor(TrustedRoot root) {
    return base64(new Pem("PUBLIC KEY", root.logs().get(0).key().spki()).text());
  }

  private static TrustedRoot root() throws IOException {
    return root(SharedData.require("cosign/shared/trusted_root_prod.json"));
  }

  private static TrustedRoot root(Path file) throws IOException {
    return TrustedRoot.parse(Files.readAllBytes(file), "the root");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private SignaturePolicyFile signedBy(String fields) throws IOException {
    return always("{'type':'sigstoreSigned'," + fields + "}");
  }

  private SignaturePolicyFile always(String requirements) throws IOException {
    return parse("{'default':[" + requirements + "]}");
  }

  private SignaturePolicyFile parse(String json) throws PolicyException {
    return SignaturePolicyFile.parse(
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), folder.resolve("policy.json"));
  }
}
