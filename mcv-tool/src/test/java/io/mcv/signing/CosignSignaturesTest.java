package io.mcv.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.cosign.key.KeyType;
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

/**
 * We verify what the real cosign signs in a real registry, with every kind of key, in both forms:
 * what 3.1.1 signs with SHA-384, SHA-512 and Ed25519ph too, which it does not verify itself.
 */
class CosignSignaturesTest {
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
  void theNewestFormIsVerified() throws Exception {
    Keys keys = Keys.generate(KeyType.ECDSA_P256, shared);
    String image = images.create("newest");
    assertThat(verify("verify", image, keys).exit()).as("nothing is signed yet").isEqualTo(7);

    sign(cosign3, true, image, keys);

    verify("verify", image, keys, "-a", "by=bundle of V3").orFail();
    assertThat(verify("verify", image, keys, "-a", "by=us").exit()).isEqualTo(7);
    assertThat(verify("verify-attestation", image, keys, "--type", "custom").exit()).isEqualTo(7);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void whatBothReleasesSignWithEveryKindOfKeyIsVerified(KeyType type) throws Exception {
    Keys keys = Keys.generate(type, Files.createDirectories(shared.resolve("all")));
    String image = images.create("all/" + type.name().toLowerCase(Locale.ROOT));

    sign(cosign2, false, image, keys);
    sign(cosign3, false, image, keys);
    sign(cosign3, true, image, keys);

    String verdicts = verify("verify", image, keys, "--json").orFail().out();
    assertThat(verdicts.lines().filter(line -> line.contains("\"payload\": \""))).hasSize(3);
    assertThat(verdicts.lines().filter(line -> line.contains("\"reason\": \"")))
        .as("the claim that is a bundle is no signature of the image")
        .isNotEmpty()
        .allMatch(line -> line.contains("predicate-type"));
  }

  /** Signs an image and a claim about it, and sees that we verify both. */
  private static void sign(CosignPeer cosign, boolean bundle, String image, Keys keys) {
    String form = (bundle ? "bundle" : "tags") + " of " + cosign.release();
    String claim = SignedImages.CLAIM + "/" + cosign.release() + "/" + bundle;

    cosign.sign(keys.privateKey(), bundle, image, "-a", "by=" + form).orFail();
    cosign.attest(keys.privateKey(), bundle, claim, predicate, image).orFail();

    verify("verify-attestation", image, keys, "--type", claim).orFail();
  }

  private static Tool.Outcome verify(String command, String image, Keys keys, String... more) {
    String[] options = {"--key", keys.publicKey().toString(), "--insecure-ignore-tlog"};
    return images.run(command, image, Arguments.joined(options, more));
  }
}
