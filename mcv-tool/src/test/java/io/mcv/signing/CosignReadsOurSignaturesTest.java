package io.mcv.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.key.KeyType;
import io.mcv.testing.Peer;
import io.mcv.testing.cosign.CosignPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real cosign verifies what we sign in a real registry, that of every kind of key, in both
 * forms.
 *
 * <p>What cosign cannot: 2.5.0 finds no signatures of images in bundles, and reads attestations in
 * bundles only with the trusted root of the public Sigstore, which it fetches.
 */
class CosignReadsOurSignaturesTest {
  private static final String PAYLOAD = "cosign container image signature";
  private static final String STATEMENT = "https://sigstore.dev/cosign/sign/v1";

  @TempDir static Path shared;
  private static LiveCosign live;
  private static SignedImages images;
  private static CosignPeer cosign2;
  private static CosignPeer cosign3;
  private static Path predicate = Path.of("unset");

  @BeforeAll
  static void start() throws Exception {
    live = LiveCosign.in(shared);
    images = live.images();
    cosign2 = live.cosign2();
    cosign3 = live.cosign3();
    predicate = live.predicate();
  }

  @AfterAll
  static void stop() {
    if (live != null) {
      live.close();
    }
  }

  @Test
  void aSignatureInBothFormsIsVerifiedByBothReleases() throws Exception {
    verifyAll(KeyType.ECDSA_P256);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ECDSA_P256")
  void soIsThatOfEveryKindOfKey(KeyType type) throws Exception {
    verifyAll(type);
  }

  @Tag("slow")
  @Test
  void whatWeSignIsAddedToWhatCosignHasSigned() throws Exception {
    String image = images.create("kept");
    Path theirs = cosign2.generateKeyPair(shared, "theirs");
    Path theirsPublic = shared.resolve("theirs.pub");
    cosign2.sign(theirs, false, image).orFail();
    cosign3.sign(theirs, true, image).orFail();

    Keys ours = Keys.generate(KeyType.ED25519, shared);
    images.sign(image, ours, predicate, "both");
    cosign2.sign(theirs, false, image, "-a", "again=yes").orFail();

    cosign2.verify(theirsPublic, image, "-a", "again=yes").orFail();
    cosign3.verify(theirsPublic, image).orFail();
    cosign2.verify(ours.publicKey(), image).orFail();
    cosign3.verify(ours.publicKey(), image).orFail();
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"legacy", "bundle"})
  void aSignatureInOneFormAloneIsVerifiedByTheReleaseThatKnowsIt(String format) throws Exception {
    String image = images.create("alone/" + format);
    Keys keys = Keys.generate(KeyType.ED25519, shared);

    images.sign(image, keys, predicate, format);

    verify(format.equals("legacy") ? cosign2 : cosign3, keys, image);
  }

  @Tag("slow")
  @Test
  void anotherKeyOrAnnotationIsRefused() throws Exception {
    String image = images.create("refused");
    Keys keys = Keys.generate(KeyType.ED25519, Files.createDirectories(shared.resolve("one")));
    Keys others = Keys.generate(KeyType.ED25519, Files.createDirectories(shared.resolve("two")));
    images.sign(image, keys, predicate, "both");

    for (CosignPeer cosign : new CosignPeer[] {cosign2, cosign3}) {
      assertThat(cosign.verify(others.publicKey(), image).exit()).isNotZero();
      assertThat(cosign.verify(keys.publicKey(), image, "-a", "by=others").exit()).isNotZero();
    }
  }

  @Test
  void skopeoCopiesWhatItsPolicyWantsSigned() throws Exception {
    Keys keys = Keys.generate(KeyType.ECDSA_P384, shared);
    String image = images.create("policy");
    Path target = shared.resolve("copied");
    Path policy = policy(keys, live.registry().host() + "/policy");
    assertThat(skopeo(policy, image, target).exit()).as("nothing is signed yet").isNotZero();

    images.sign(image, keys, predicate, "both");

    skopeo(policy, image, target).orFail();
  }

  private static void verifyAll(KeyType type) throws Exception {
    String image = images.create("keys/" + type.name().toLowerCase(Locale.ROOT));
    Keys keys = Keys.generate(type, shared);
    images.sign(image, keys, predicate, "both");

    assertThat(verify(cosign2, keys, image)).as("from the tag").contains(PAYLOAD);
    assertThat(verify(cosign3, keys, image, "--new-bundle-format=false")).contains(PAYLOAD);
    assertThat(verify(cosign3, keys, image)).as("from the referrer").contains(STATEMENT);
  }

  /** What cosign says of the signature, after it has also verified the claim. */
  private static String verify(CosignPeer cosign, Keys keys, String image, String... more) {
    cosign.verifyAttestation(keys.publicKey(), SignedImages.CLAIM, image, more).orFail();
    return cosign
        .verify(keys.publicKey(), image, Arguments.joined(more, "-a", "by=us"))
        .orFail()
        .out();
  }

  private static Path policy(Keys keys, String scope) throws Exception {
    Path registries = Files.createDirectories(shared.resolve("registries.d"));
    Files.writeString(
        registries.resolve("default.yaml"),
        "docker:\n  " + live.registry().host() + ":\n    use-sigstore-attachments: true\n");
    return Files.writeString(
        shared.resolve("policy.json"),
        """
        {"default": [{"type": "reject"}],
         "transports": {"docker": {"%s": [
           {"type": "sigstoreSigned", "keyPath": "%s",
            "signedIdentity": {"type": "matchRepository"}}]}}}
        """
            .formatted(scope, keys.publicKey()));
  }

  private static Peer.Outcome skopeo(Path policy, String image, Path target) {
    return Peer.newer("skopeo")
        .run(
            "--policy",
            policy.toString(),
            "--registries.d",
            shared.resolve("registries.d").toString(),
            "copy",
            "--src-tls-verify=false",
            "--remove-signatures",
            "docker://" + image,
            "oci:" + target + ":v1");
  }
}
