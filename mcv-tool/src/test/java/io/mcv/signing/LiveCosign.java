package io.mcv.signing;

import io.mcv.testing.cosign.CosignPeer;
import io.mcv.testing.cosign.CosignPeer.Release;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Both releases of cosign, and a real registry with images.
 *
 * @param predicate JSON to attest
 */
record LiveCosign(
    LoopbackRegistry registry,
    SignedImages images,
    CosignPeer cosign2,
    CosignPeer cosign3,
    Path predicate)
    implements Closeable {

  /** Starts the registry. */
  static LiveCosign in(Path folder) throws Exception {
    CosignPeer cosign2 = CosignPeer.of(Release.V2, folder.resolve("cosign2"));
    CosignPeer cosign3 = CosignPeer.of(Release.V3, folder.resolve("cosign3"));
    LoopbackRegistry registry = LoopbackRegistry.in(folder.resolve("registry"));
    return new LiveCosign(
        registry,
        new SignedImages(registry, folder),
        cosign2,
        cosign3,
        Files.writeString(folder.resolve("predicate.json"), "{\"warm\": true}"));
  }

  @Override
  public void close() {
    registry.close();
  }
}
