package io.mcv.testing.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.model.Descriptor;
import io.mcv.testing.Peer;
import io.mcv.testing.cosign.CosignPeer.Release;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CosignPeerTest {
  @TempDir Path temp;

  @Test
  void bothReleasesSignAndVerifyAndSeeTheWrongKey() throws Exception {
    CosignPeer older = CosignPeer.of(Release.V2, temp.resolve("home2"));
    CosignPeer newer = CosignPeer.of(Release.V3, temp.resolve("home3"));
    Path key = older.generateKeyPair(temp, "right");
    Path right = temp.resolve("right.pub");
    Path wrong = newer.generateKeyPair(temp, "wrong").resolveSibling("wrong.pub");
    Path predicate = Files.writeString(temp.resolve("predicate.json"), "{\"a\":1}");
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"))) {
      String image = image(registry);
      assertThat(newer.verify(right, image).exit()).isEqualTo(10);

      older.sign(key, false, image).orFail();
      newer.sign(key, true, image).orFail();
      newer.attest(key, true, "custom", predicate, image).orFail();

      older.verify(right, image).orFail();
      newer.verify(right, image).orFail();
      newer.verifyAttestation(right, "custom", image).orFail();
      assertThat(older.verify(wrong, image).exit()).isEqualTo(12);
      assertThat(newer.verify(wrong, image).exit()).isNotZero();
    }
  }

  @Test
  void theReleasesAreWhatTheyAreCalled() throws Exception {
    assertThat(help(Release.V2)).doesNotContain("--use-signing-config");
    assertThat(help(Release.V3)).contains("--use-signing-config");
  }

  @Test
  void nothingButLoopbackIsReached() throws Exception {
    Peer.Outcome outcome = CosignPeer.of(Release.V3, temp.resolve("home")).run("initialize");

    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.err()).contains("proxyconnect").contains("127.0.0.1:9");
  }

  private String help(Release release) throws IOException {
    return CosignPeer.of(release, temp.resolve("home")).run("sign", "--help").out();
  }

  private String image(LoopbackRegistry registry) throws IOException {
    Path layout = temp.resolve("layout");
    Descriptor image = RandomImages.in(layout, 7).image("t", 1000);
    String source = "oci:" + layout + ":t";
    Peer.require("skopeo")
        .run("copy", "--dest-tls-verify=false", source, registry.image("a/b:t"))
        .orFail();
    return registry.host() + "/a/b@" + image.digest();
  }
}
