package io.mcv.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.ImageVerifier;
import io.mcv.oci.cosign.SignatureVerdict;
import io.mcv.oci.cosign.Signer;
import io.mcv.oci.cosign.Verification;
import io.mcv.oci.cosign.VerificationPolicy;
import io.mcv.oci.cosign.Wanted;
import io.mcv.oci.cosign.certificate.IdentityMatcher;
import io.mcv.oci.cosign.certificate.TextMatcher;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.cosign.verdict.Outcome;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Digest;
import io.mcv.testing.Peer;
import io.mcv.testing.cosign.CosignPeer;
import io.mcv.testing.cosign.Identity;
import io.mcv.testing.cosign.SigstoreMock;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images in a real registry that the real cosign signed with certificates of stand-ins for Fulcio,
 * its certificate log, Rekor and a timestamp authority.
 */
class KeylessImagesTest {
  private static final Identity SIGNER =
      new Identity("https://issuer.example", "https://example.com/build@refs/heads/main");
  private static final String TYPE = "https://cosign.sigstore.dev/attestation/v1";

  @TempDir static Path temp;
  private static LoopbackRegistry registry;
  private static SigstoreMock services;
  private static CosignPeer cosign;
  private static Digest image;

  @BeforeAll
  static void signAndAttest() throws Exception {
    registry = LoopbackRegistry.in(temp.resolve("registry"));
    services = SigstoreMock.in(temp.resolve("services"));
    cosign = CosignPeer.of(CosignPeer.Release.V2, temp.resolve("home"));
    image = push("a/b");
    Path predicate = Files.writeString(temp.resolve("predicate.json"), "{\"a\":1}");
    services.sign(cosign, SIGNER, "sign", "-a", "k=v", name("a/b")).orFail();
    services
        .sign(
            cosign,
            SIGNER,
            "attest",
            "--type",
            "custom",
            "--predicate",
            predicate.toString(),
            name("a/b"))
        .orFail();
  }

  @AfterAll
  static void stop() throws IOException {
    registry.close();
    services.close();
  }

  @Test
  void aSignatureIsVerifiedByTheirRoot() throws Exception {
    Verification verification =
        verify(policy(SIGNER), new Wanted.ImageSignature(Map.of("k", "v"), null));

    assertThat(verification).isInstanceOf(Verification.Verified.class);
    assertThat(verification.signatures().get(0).checks())
        .filteredOn(each -> each.outcome() == Outcome.PASSED)
        .extracting(CheckResult::check)
        .contains(
            Check.CERTIFICATE,
            Check.CERTIFICATE_LOG,
            Check.IDENTITY,
            Check.LOG_ENTRY,
            Check.TIMESTAMP);
  }

  @Test
  void anAttestationIsVerifiedByTheirRoot() throws Exception {
    assertThat(verify(policy(SIGNER), new Wanted.Attestation(TYPE)))
        .isInstanceOf(Verification.Verified.class);
  }

  @Test
  void theTimestampAloneIsEnoughWhereItIsAskedFor() throws Exception {
    assertThat(verify(policy(SIGNER).withoutLog().withTimestamp(), Wanted.ImageSignature.plain()))
        .isInstanceOf(Verification.Verified.class);
  }

  @Test
  void anotherIdentityIsRefused() throws Exception {
    Identity other = new Identity(SIGNER.issuer(), SIGNER.subject() + "x");
    assertRefused(verify(policy(other), Wanted.ImageSignature.plain()), Reason.IDENTITY_MISMATCH);
  }

  @Test
  void anotherIssuerIsRefused() throws Exception {
    Identity other = new Identity("https://issuer.example.com", SIGNER.subject());
    assertRefused(verify(policy(other), Wanted.ImageSignature.plain()), Reason.ISSUER_MISMATCH);
  }

  @Test
  void aRootOfOthersIsRefused() throws Exception {
    try (SigstoreMock others = SigstoreMock.in(temp.resolve("others"))) {
      Verification verification = verify(policy(SIGNER, others), Wanted.ImageSignature.plain());

      assertThat(verification).isInstanceOf(Verification.Rejected.class);
    }
  }

  /** CVE-2026-24122: cosign before 3.0.5 accepts what an authority issued after its end. */
  @Test
  void whatAnExpiredAuthorityIssuedIsRefused() throws Exception {
    Instant issued = Instant.now().minus(366, ChronoUnit.DAYS);
    try (SigstoreMock late = SigstoreMock.withAuthoritySince(temp.resolve("late"), issued)) {
      push("a/late");
      late.sign(cosign, SIGNER, "sign", name("a/late")).orFail();

      Verification verification =
          verify("a/late", policy(SIGNER, late), Wanted.ImageSignature.plain());

      assertRefused(verification, Reason.CERTIFICATE_EXPIRED);
    }
  }

  private static void assertRefused(Verification verification, Reason reason) {
    assertThat(verification).isInstanceOf(Verification.Rejected.class);
    assertThat(verification.signatures()).extracting(SignatureVerdict::reason).containsOnly(reason);
  }

  private static VerificationPolicy policy(Identity identity) throws IOException {
    return policy(identity, services);
  }

  private static VerificationPolicy policy(Identity identity, SigstoreMock trusted)
      throws IOException {
    IdentityMatcher matcher =
        new IdentityMatcher(
            new TextMatcher.Exactly(identity.subject()),
            new TextMatcher.Exactly(identity.issuer()));
    TrustedRoot root = TrustedRoot.parse(Files.readAllBytes(trusted.trustedRoot()), "their root");
    return VerificationPolicy.of(new Signer.Identities(List.of(matcher)), root);
  }

  private static Verification verify(VerificationPolicy policy, Wanted wanted) throws IOException {
    return verify("a/b", policy, wanted);
  }

  private static Verification verify(String repository, VerificationPolicy policy, Wanted wanted)
      throws IOException {
    RegistryOptions options = Transfers.options(temp.resolve("home")).build();
    try (RegistryClient client = new RegistryClient(options);
        ImageSource source = client.source(Transfers.name(name(repository)))) {
      return new ImageVerifier(policy).verify(source, image, wanted);
    }
  }

  private static String name(String repository) {
    return registry.host() + "/" + repository + "@" + image;
  }

  private static Digest push(String repository) throws Exception {
    Path layout = temp.resolve("layout");
    Digest digest = RandomImages.in(layout, 7).image("t", 1000).digest();
    Peer.require("skopeo")
        .run(
            "copy",
            "--dest-tls-verify=false",
            "oci:" + layout + ":t",
            registry.image(repository + ":t"))
        .orFail();
    return digest;
  }
}
