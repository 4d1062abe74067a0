package io.mcv.oci.cosign.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.certificate.CertificateVerifier;
import io.mcv.oci.cosign.testing.Damage;
import io.mcv.testing.SharedData;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A damaged trusted root is refused by an exception of ours, or still one. */
class DamagedTrustedRootTest {

  @Test
  void itIsReadOrRefused() throws Exception {
    byte[] json =
        Files.readAllBytes(SharedData.require("cosign").resolve("shared/trusted_root_prod.json"));
    int read = 0;

    for (int seed = 0; seed < 600; seed++) {
      byte[] damaged = new Damage(seed).of(json);
      try {
        new CertificateVerifier(TrustedRoot.parse(damaged, "root.json"));
        read++;
      } catch (TrustedRootException e) {
        assertThat(e).hasMessageStartingWith("root.json");
      }
    }
    assertThat(read).isBetween(1, 400);
  }
}
