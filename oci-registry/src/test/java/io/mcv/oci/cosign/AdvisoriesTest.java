package io.mcv.oci.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What other verifiers accepted once, or broke at, is refused here for the right reason.
 *
 * <p>Of the advisories about cosign, these are about answers of registries, and {@code
 * io.mcv.oci.registry.SignaturesInRegistryTest} has them: CVE-2023-46737 (attestations without
 * end), CVE-2024-29902 and CVE-2024-29903 (sizes that a manifest claims). CVE-2026-24122 (an
 * authority that had expired when it was signed) is in {@link IdentityPolicyTest} too.
 */
class AdvisoriesTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CVE-2022-23649 | image-sig/ci-rekor-bundle-swapped                      | LOG_ENTRY_MISMATCH
          CVE-2022-35929 | image-att/gen-att-wrong-type                           | PREDICATE_TYPE
          CVE-2022-35929 | image-att/predicate-annotation-lies                    | PREDICATE_TYPE
          CVE-2022-36056 | python/bundle_cve_2022_36056.txt                       | LOG_ENTRY_MISMATCH
          CVE-2022-36056 | image-sig/ci-fulcio-rekor-wrong-email                  | IDENTITY_MISMATCH
          CVE-2022-36056 | image-sig/ci-fulcio-rekor-wrong-issuer                 | ISSUER_MISMATCH
          CVE-2022-36056 | conformance/set-invalid-signature_fail                 | LOG_PROMISE_INVALID
          CVE-2023-33199 | image-sig/ci-rekor-body-not-string                     | MALFORMED
          CVE-2024-29902 | image-sig/oversized-annotation                         | SIGNATURE_INVALID
          CVE-2026-22703 | image-sig/ci-rekor-bundle-swapped                      | LOG_ENTRY_MISMATCH
          CVE-2026-22703 | conformance/wrong-hashedrekord-entry_fail              | LOG_ENTRY_MISMATCH
          CVE-2026-22703 | conformance/wrong-hashedrekord-artifact_fail           | LOG_ENTRY_MISMATCH
          CVE-2026-22703 | conformance/dsse-mismatch-envelope_fail                | LOG_ENTRY_MISMATCH
          CVE-2026-22703 | conformance/rekor2-dsse-mismatch-envelope_fail         | LOG_ENTRY_MISMATCH
          CVE-2026-24122 | conformance/intoto-expired-certificate_fail            | CERTIFICATE_EXPIRED
          CVE-2026-39395 | image-att/wrong-payload-type                           | PAYLOAD_TYPE
          CVE-2026-39395 | image-att/no-subjects                                  | SUBJECT_MISMATCH
          CVE-2026-39395 | image-bundle/other-predicate-type                      | PREDICATE_TYPE
          sigstore-java 1185 | conformance/integrated-time-in-future_fail         | CERTIFICATE_EXPIRED
          """)
  void theCaseIsRefused(String advisory, String vector, Reason reason) throws Exception {
    List<SignatureVerdict> verdicts = SignatureVector.named(vector).verify();

    assertThat(verdicts).as(advisory).isNotEmpty().noneMatch(SignatureVerdict::verified);
    assertThat(verdicts)
        .flatExtracting(SignatureVerdict::checks)
        .extracting(CheckResult::reason)
        .contains(reason);
  }

  /** CVE-2024-45395. */
  @Test
  void moreEntriesOfLogsThanAnybodyNeedsAreNotVerified() throws Exception {
    assertThat(repeated("tlogEntries", 33)).isEqualTo(Reason.LIMIT_EXCEEDED);
    assertThat(repeated("tlogEntries", 32)).isEqualTo(Reason.LOG_ENTRY_REPEATED);
  }

  /** CVE-2024-45395. */
  @Test
  void moreTimestampsThanAnybodyNeedsAreNotVerified() throws Exception {
    assertThat(repeated("rfc3161Timestamps", 33)).isEqualTo(Reason.LIMIT_EXCEEDED);
    assertThat(repeated("rfc3161Timestamps", 32)).as("all of the same signature").isNull();
  }

  /** CVE-2024-45395. */
  @Test
  void moreSubjectsThanAnybodyNeedsAreNotLookedAt() {
    assertThat(SignedByKey.verdict(withSubjects(1024)).verified()).isTrue();
    assertThat(SignedByKey.verdict(withSubjects(1025)).reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
  }

  /** The crashes of cosign 4648 to 4653 and 5016. */
  @Test
  void aSubjectThatIsNullIsRefused() {
    SignatureVerdict verdict = SignedByKey.verdict(SignedByKey.statement("null,"));

    assertThat(verdict.reason()).isEqualTo(Reason.MALFORMED);
  }

  /** GHSA-wqqc-jjcq-vfxm. */
  @Test
  void aKeyIsOfUseInItsTimeAlone() throws Exception {
    SignatureVector vector = SignatureVector.named("go/public-key-validity");
    Instant then = Instant.parse("1970-01-01T00:00:00Z");

    assertThat(withKeyOf(vector, new ValidityPeriod(then, null)).verified()).isTrue();
    assertThat(withKeyOf(vector, new ValidityPeriod(then, then.plusSeconds(86_400))).reason())
        .isEqualTo(Reason.KEY_EXPIRED);
  }

  private static SignatureVerdict withKeyOf(SignatureVector vector, ValidityPeriod time)
      throws IOException {
    Signer signer = new Signer.Keys(List.of(vector.key().withValidity(time)));
    return vector.verify(vector.policy(signer)).get(0);
  }

  private static String withSubjects(int count) {
    return SignedByKey.statement(
        "{\"digest\":{\"sha256\":\"%s\"}},".formatted("cd".repeat(32)).repeat(count - 1));
  }

  /** What comes of a good bundle in which all items of a list are one, that many times. */
  private static @Nullable Reason repeated(String list, int count) throws IOException {
    SignatureVector vector = SignatureVector.named("conformance/rekor2-happy-path");
    Object json = Json.parse(vector.bundle());
    repeat(Objects.requireNonNull(json), list, count);
    byte[] bundle = GoJson.compact(json);
    return new BlobVerifier(vector.policy())
        .verify(bundle, "bundle", vector.artifact(), null)
        .reason();
  }

  private static void repeat(Object json, String list, int count) {
    if (json instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (key.equals(list)) {
              @SuppressWarnings("unchecked")
              List<Object> items = (List<Object>) value;
              items.addAll(Collections.nCopies(count - items.size(), items.get(0)));
            } else if (value != null) {
              repeat(value, list, count);
            }
          });
    }
  }
}
