package io.mcv.testing.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.model.Descriptor;
import io.mcv.testing.Peer;
import io.mcv.testing.cosign.CosignPeer.Release;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigstoreMockTest {
  private static final Identity SIGNER =
      new Identity("https://issuer.example", "https://example.com/build@refs/heads/main");
  private static final Identity OTHER = new Identity("https://issuer.example", "https://else");

  @TempDir Path temp;

  @Test
  void whatCosignSignsWithItCosignVerifiesByItsRoot() throws Exception {
    CosignPeer older = CosignPeer.of(Release.V2, temp.resolve("home2"));
    CosignPeer newer = CosignPeer.of(Release.V3, temp.resolve("home3"));
    String predicate = Files.writeString(temp.resolve("a.json"), "{\"a\":1}").toString();
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        SigstoreMock mock = SigstoreMock.in(temp.resolve("mock"))) {
      String image = image(registry);
      mock.sign(older, SIGNER, "sign", image).orFail();
      mock.sign(older, SIGNER, "attest", "--type", "custom", "--predicate", predicate, image)
          .orFail();

      Path root = mock.trustedRoot();
      newer.verify(root, SIGNER, "verify", image).orFail();
      newer.verify(root, SIGNER, "verify-attestation", "--type", "custom", image).orFail();
      assertThat(newer.verify(root, OTHER, "verify", image).exit()).isNotZero();
    }
  }

  @Test
  void anAuthorityThatHasExpiredGoesOnIssuing() throws Exception {
    CosignPeer older = CosignPeer.of(Release.V2, temp.resolve("home2"));
    CosignPeer newer = CosignPeer.of(Release.V3, temp.resolve("home3"));
    Instant issued = Instant.now().minus(366, ChronoUnit.DAYS);
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        SigstoreMock mock = SigstoreMock.withAuthoritySince(temp.resolve("mock"), issued)) {
      String image = image(registry);
      mock.sign(older, SIGNER, "sign", image).orFail();

      Peer.Outcome outcome = newer.verify(mock.trustedRoot(), SIGNER, "verify", image);

      assertThat(outcome.exit()).isEqualTo(12);
      assertThat(outcome.err()).contains("leaf certificate verification failed");
    }
  }

  private String image(LoopbackRegistry registry) throws Exception {
    Path layout = temp.resolve("layout");
    Descriptor image = RandomImages.in(layout, 7).image("t", 1000);
    String source = "oci:" + layout + ":t";
    Peer.require("skopeo")
        .run("copy", "--dest-tls-verify=false", source, registry.image("a/b:t"))
        .orFail();
    return registry.host() + "/a/b@" + image.digest();
  }
}
