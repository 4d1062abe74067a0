package io.mcv.oci.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.key.KeyFileException;
import io.mcv.oci.cosign.trust.TrustedRootException;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.cosign.verdict.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the shared set of signatures has the verdict that is expected, and its reasons. */
class SignatureVectorsTest {
  private static final String PRIVATE_KEY = "private-key";

  @ParameterizedTest
  @MethodSource("valid")
  void whatIsValidIsVerified(SignatureVector vector) throws Exception {
    List<SignatureVerdict> verdicts = vector.verify();

    assertThat(verdicts).anyMatch(SignatureVerdict::verified);
    assertThat(verdicts)
        .filteredOn(SignatureVerdict::verified)
        .allMatch(each -> each.signer() != null);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatIsNotIsRefusedForItsReasons(SignatureVector vector) throws Exception {
    assertThat(reasons(vector)).isEqualTo(Expected.of(vector));
  }

  @Test
  void everyCaseIsShown() throws Exception {
    List<SignatureVector> all = SignatureVector.all();
    Set<String> failing =
        all.stream()
            .filter(each -> !each.valid() && !each.kind().equals(PRIVATE_KEY))
            .map(SignatureVector::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(all).hasSize(154);
    assertThat(all).filteredOn(each -> each.kind().equals(PRIVATE_KEY)).hasSize(7);
    assertThat(valid().count() + invalid().count()).isEqualTo(147);
    assertThat(new TreeSet<>(Expected.all().keySet())).isEqualTo(failing);
  }

  private static Stream<SignatureVector> valid() throws IOException {
    return SignatureVector.all().stream()
        .filter(each -> each.valid() && !each.kind().equals(PRIVATE_KEY));
  }

  private static Stream<SignatureVector> invalid() throws IOException {
    return SignatureVector.all().stream()
        .filter(each -> !each.valid() && !each.kind().equals(PRIVATE_KEY));
  }

  /** All that fails, each once, in the order of the verdicts. */
  private static String reasons(SignatureVector vector) throws IOException {
    try {
      List<SignatureVerdict> verdicts = vector.verify();
      assertThat(verdicts).isNotEmpty().noneMatch(SignatureVerdict::verified);
      return verdicts.stream()
          .flatMap(each -> each.checks().stream())
          .filter(each -> each.outcome() == Outcome.FAILED)
          .map(CheckResult::reason)
          .distinct()
          .map(Objects::toString)
          .collect(Collectors.joining(" "));
    } catch (KeyFileException e) {
      return "KEY_FILE";
    } catch (TrustedRootException e) {
      return "TRUSTED_ROOT";
    }
  }

  private static final class Expected {
    private static String of(SignatureVector vector) throws IOException {
      return Objects.requireNonNull(all().get(vector.name()), "no reason in the table");
    }

    private static Map<String, String> all() throws IOException {
      Map<String, String> reasons = new HashMap<>();
      try (InputStream in =
          SignatureVectorsTest.class.getResourceAsStream("signature-vectors.txt")) {
        String table =
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        for (String line : table.lines().toList()) {
          if (!line.isBlank() && !line.startsWith("#")) {
            String[] parts = line.split(" +", 2);
            reasons.put(parts[0], parts[1]);
          }
        }
      }
      return reasons;
    }
  }
}
