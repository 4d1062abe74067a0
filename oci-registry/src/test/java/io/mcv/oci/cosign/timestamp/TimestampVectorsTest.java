package io.mcv.oci.cosign.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.testing.BundleVector;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What timestamp authorities of others have said. */
class TimestampVectorsTest {

  @ParameterizedTest
  @CsvSource({
    "conformance/rekor2-happy-path,                        2025-06-12T12:02:20Z",
    "conformance/rekor2-timestamp-with-expired-cert-chain, 2025-08-07T15:32:26Z",
    "conformance/trust-root-tsa-validity-end-inclusive,    2025-06-12T12:02:20Z",
    "go/public-key-validity,                               2026-06-04T17:43:29Z",
    "java/bundle.dsse.rekor-v2,                            2026-06-03T19:23:26Z"
  })
  void goodTimestampsTellTheTime(String name, Instant time) throws Exception {
    BundleVector vector = BundleVector.read(name);
    TimestampVerifier verifier = new TimestampVerifier(vector.root().timestampAuthorities());
    Bytes response = vector.bundle().timestamps().get(0);

    assertThat(verifier.verify(response, vector.signature()).time()).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "conformance/rekor2-timestamp-outside-tsa-cert-validity_fail",
    "conformance/rekor2-timestamp-untrusted-tsa-with-embedded-cert_fail",
    "conformance/rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail",
    "python/tsa_bundle.txt"
  })
  void strangersAreNotTrusted(String name) throws Exception {
    BundleVector vector = BundleVector.read(name);
    TimestampVerifier verifier = new TimestampVerifier(vector.root().timestampAuthorities());

    for (Bytes response : vector.bundle().timestamps()) {
      assertThat(
              catchThrowableOfType(
                      SignatureRejectedException.class,
                      () -> verifier.verify(response, vector.signature()))
                  .reason())
          .isEqualTo(Reason.TIMESTAMP_UNTRUSTED);
    }
  }
}
