package io.mcv.oci.cosign.testing;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.MessageSignature;
import io.mcv.oci.cosign.bundle.SigstoreBundle;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle of the shared vectors, and the trusted root that goes with it. */
public record BundleVector(SigstoreBundle bundle, TrustedRoot root) {

  /** The case of this name, such as {@code conformance/rekor2-happy-path}. */
  public static BundleVector read(String name) throws IOException {
    Path shared = SharedData.require("cosign");
    Path folder = shared.resolve("cases/bundle").resolve(name);
    Path own = folder.resolve("trusted_root.json");
    Path root = Files.exists(own) ? own : shared.resolve("shared/trusted_root_prod.json");
    return new BundleVector(
        SigstoreBundle.parse(Files.readAllBytes(folder.resolve("bundle.sigstore.json"))),
        TrustedRoot.parse(Files.readAllBytes(root), "trusted root"));
  }

  /** The one signature in it. */
  public Bytes signature() {
    if (bundle.content() instanceof DsseEnvelope envelope) {
      return envelope.signatures().get(0).signature();
    }
    return ((MessageSignature) bundle.content()).signature();
  }
}
