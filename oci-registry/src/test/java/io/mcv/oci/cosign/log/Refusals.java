package io.mcv.oci.cosign.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a check says when it does not hold. */
final class Refusals {
  private Refusals() {}

  static Reason reasonOf(ThrowingCallable check) {
    SignatureRejectedException refusal =
        catchThrowableOfType(SignatureRejectedException.class, check);
    assertThat(refusal).as("nothing was refused").isNotNull();
    assertThat(refusal.getMessage()).doesNotContain("\n").isNotEmpty();
    return refusal.reason();
  }
}
