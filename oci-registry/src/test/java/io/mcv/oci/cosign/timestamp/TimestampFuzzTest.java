package io.mcv.oci.cosign.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.testing.Damage;
import io.mcv.oci.cosign.testing.TestTimestampAuthority;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged timestamps are refused with a typed error of one line, soon. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimestampFuzzTest {
  private static final int MUTANTS = 1000;
  private static final Instant TIME = Instant.parse("2024-06-01T12:00:00Z");
  private static final Bytes SIGNATURE = Bytes.of(new byte[] {1, 2, 3});

  private final TestTimestampAuthority authority;
  private final TimestampVerifier verifier;

  TimestampFuzzTest() throws Exception {
    authority = TestTimestampAuthority.create();
    verifier = new TimestampVerifier(List.of(authority.trusted()));
  }

  @Test
  void everyByteCountsOrIsRefused() throws Exception {
    byte[] response = authority.stamp(SIGNATURE, TIME).toArray();

    for (int at = 0; at < response.length; at++) {
      byte[] changed = response.clone();
      changed[at] ^= 0x10;
      neverAnotherTime(changed);
    }
  }

  @Test
  void damagedResponsesAreRefused() throws Exception {
    byte[] response = authority.stamp(SIGNATURE, TIME).toArray();
    Damage damage = new Damage(3);

    for (int i = 0; i < MUTANTS; i++) {
      neverAnotherTime(damage.of(response));
    }
  }

  /** Parts that nobody signs, such as certificates, may differ; what is told may not. */
  private void neverAnotherTime(byte[] response) {
    try {
      assertThat(verifier.verify(Bytes.of(response), SIGNATURE).time()).isEqualTo(TIME);
    } catch (SignatureRejectedException e) {
      assertThat(e.getMessage()).doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3080", "a080", "2480", "30820fff"})
  void structuresWithoutEndAreRefused(String start) {
    byte[] response = HexFormat.of().parseHex(start.repeat(64 * 1024 * 2 / start.length()));

    SignatureRejectedException refusal =
        catchThrowableOfType(
            SignatureRejectedException.class, () -> verifier.verify(Bytes.of(response), SIGNATURE));

    assertThat(refusal.reason()).isEqualTo(Reason.TIMESTAMP_INVALID);
  }
}
