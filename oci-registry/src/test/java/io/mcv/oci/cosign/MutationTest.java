package io.mcv.oci.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Of signatures that verify, every field is changed or dropped, one at a time: none verifies then,
 * but for the fields of {@link Uncovered} that stand beside its name.
 */
@Tag("slow")
class MutationTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conformance/happy-path-v0.1                 | BUNDLE_VERSION PROOF_OF_VERSION_1
          conformance/happy-path-v0.3                 |
          conformance/managed-key-and-trusted-root    | KEY_HINT PROMISE_BESIDE_PROOF
          conformance/rekor2-happy-path               | INDEX_WITHOUT_PROMISE TIMESTAMP_FRAME TIMESTAMP_CERTIFICATE
          conformance/rekor2-dsse-happy-path          | INDEX_WITHOUT_PROMISE TIMESTAMP_FRAME WITNESSES
          conformance/bundle-with-sct-with-extensions | INDEX_WITHOUT_PROMISE TIMESTAMP_FRAME
          go/bundle-provenance                        | CHAIN KEY_ID
          go/public-key-validity                      | KEY_HINT TIMESTAMP_FRAME
          java/PKIX_ECDSA_P521_SHA_512                |
          java/PKIX_RSA_PKCS1V15_3072_SHA256          |
          js/bundleV01-intoto-with-proof              | BUNDLE_VERSION KEY_ID PROOF_OF_VERSION_1
          js/bundleV02-dsse                           | KEY_ID
          """)
  void aBundle(String name, @Nullable String uncovered) throws Exception {
    SignatureVector vector = SignatureVector.named(name);
    BlobVerifier verifier = new BlobVerifier(vector.policy());
    SignedContent file = vector.artifact();

    assertOnlyVerified(
        uncovered,
        Json.parse(vector.bundle()),
        document -> {
          byte[] bundle = GoJson.compactWithoutHtmlEscapes(document);
          return verifier.verify(bundle, "bundle", file, null).verified();
        });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image-sig/con-keyless            | CHAIN
          image-sig/ci-key-rekor-valid     |
          image-sig/gen-p384-sig2          |
          image-sig/gen-rsa2048-sig3       |
          image-att/mock-keyless           | CHAIN PREDICATE_ANNOTATION
          image-att/gen-ecp256-att2        | KEY_ID PREDICATE_ANNOTATION
          image-bundle/gen-ed25519-attbun3 | KEY_HINT
          image-bundle/gen-p384-bun3       | KEY_HINT
          """)
  void theSignatureOfAnImage(String name, @Nullable String uncovered) throws Exception {
    SignatureVector vector = SignatureVector.named(name);
    ImageVerifier verifier = new ImageVerifier(vector.policy());
    try (ImageSource source = vector.source()) {
      Attachment attachment = source.attachments(vector.image()).get(0);

      assertOnlyVerified(
          uncovered,
          MutatedSignature.document(source, attachment),
          document -> {
            MutatedSignature mutant = MutatedSignature.of(attachment, document);
            return verify(verifier, mutant, vector) instanceof Verification.Verified;
          });
    }
  }

  private static Verification verify(
      ImageVerifier verifier, ImageSource source, SignatureVector vector) {
    try {
      return verifier.verify(source, vector.image(), vector.wanted());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertOnlyVerified(
      @Nullable String uncovered, @Nullable Object document, Predicate<@Nullable Object> verified) {
    assertThat(verified.test(document)).as("it verifies as it is").isTrue();
    AtomicInteger mutants = new AtomicInteger();
    Set<Uncovered> seen = EnumSet.noneOf(Uncovered.class);
    List<String> unexplained = new ArrayList<>();
    Mutations.each(
        "",
        document,
        (path, changed) -> {
          mutants.incrementAndGet();
          if (verified.test(changed)) {
            Arrays.stream(Uncovered.values())
                .filter(each -> each.covers(path))
                .findFirst()
                .ifPresentOrElse(seen::add, () -> unexplained.add(path));
          }
        });
    assertThat(unexplained).as("verified though changed").isEmpty();
    assertThat(seen).isEqualTo(named(uncovered));
    assertThat(mutants).hasValueGreaterThan(10);
  }

  private static Set<Uncovered> named(@Nullable String names) {
    Set<Uncovered> set = EnumSet.noneOf(Uncovered.class);
    for (String each : names == null ? new String[0] : names.split(" ")) {
      set.add(Uncovered.valueOf(each));
    }
    return set;
  }
}
