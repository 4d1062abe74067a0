package io.mcv.oci.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.OciLayout;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A layout of {@code cosign save} gives its image and all signatures, though it names none. */
class LayoutSavedByCosignTest {

  @Test
  void theImageIsTheOnlyOneAndItsSignaturesVerifyInEachForm() throws Exception {
    assertThat(verified(Wanted.ImageSignature.plain()))
        .containsExactly(SignatureForm.BUNDLE, SignatureForm.SIMPLE_SIGNING);
  }

  @Test
  void itsAttestationsDoToo() throws Exception {
    String type = "https://cosign.sigstore.dev/attestation/v1";
    assertThat(verified(new Wanted.Attestation(type)))
        .containsExactly(SignatureForm.BUNDLE, SignatureForm.ENVELOPE);
  }

  private static List<SignatureForm> verified(Wanted wanted) throws Exception {
    byte[] key = Files.readAllBytes(resource("saved-by-cosign.pub"));
    Signer signer = new Signer.Keys(List.of(VerificationKey.parse(key, "the key")));
    VerificationPolicy policy = VerificationPolicy.of(signer, TrustedRoot.NONE).withoutLog();
    try (ImageSource source = OciLayout.open(resource("saved-by-cosign")).source((String) null)) {
      return new ImageVerifier(policy)
          .verify(source, source.manifest().digest(), wanted).signatures().stream()
              .filter(SignatureVerdict::verified)
              .map(SignatureVerdict::form)
              .toList();
    }
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(LayoutSavedByCosignTest.class.getResource(name)).toURI());
  }
}
