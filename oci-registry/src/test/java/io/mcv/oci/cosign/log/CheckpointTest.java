package io.mcv.oci.cosign.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final String ROOT = "rs1YPY0ydAV0lxgfrq5pE4oRpUJwo3syeps5+eGUTDI=";
  private static final String TEXT = "log.example\n736\n" + ROOT + "\n";
  private static final String LINE = "— log.example 8w1amQEC\n";

  @Test
  void isReadWithAllItsSignatures() throws Exception {
    Checkpoint checkpoint =
        Checkpoint.parse(TEXT + "\n" + LINE + "— witness.example/w1 AAAAAAE=\n");

    assertThat(checkpoint.origin()).isEqualTo("log.example");
    assertThat(checkpoint.size()).isEqualTo(736);
    assertThat(checkpoint.root().base64()).isEqualTo(ROOT);
    assertThat(checkpoint.signed().toArray()).asString().isEqualTo(TEXT);
    assertThat(checkpoint.signatures())
        .extracting(Object::toString)
        .containsExactly(
            "NoteSignature[name=log.example, hint=f30d5a99, signature=0102]",
            "NoteSignature[name=witness.example/w1, hint=00000000, signature=01]");
  }

  @Test
  void furtherLinesAreSigned() throws Exception {
    String text = TEXT + "Timestamp: 1689177396617352539\n";

    assertThat(Checkpoint.parse(text + "\n" + LINE).signed().toArray()).asString().isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        TEXT,
        TEXT + "\n",
        TEXT + LINE,
        "736\n" + ROOT + "\n\n" + LINE,
        "log.example\n" + ROOT + "\n\n" + LINE,
        "log.example\n736\n\n" + LINE,
        "\n736\n" + ROOT + "\n\n" + LINE,
        "log.example\n0736\n" + ROOT + "\n\n" + LINE,
        "log.example\n+736\n" + ROOT + "\n\n" + LINE,
        "log.example\n-1\n" + ROOT + "\n\n" + LINE,
        "log.example\n736 \n" + ROOT + "\n\n" + LINE,
        "log.example\n٧\n" + ROOT + "\n\n" + LINE,
        "log.example\n9223372036854775808\n" + ROOT + "\n\n" + LINE,
        "log.example\n736\nAAAA\n\n" + LINE,
        "log.example\n736\n" + ROOT + " \n\n" + LINE,
        "log.example\r\n736\n" + ROOT + "\n\n" + LINE,
        TEXT + "\n" + "— log.example 8w1amQEC",
        TEXT + "\n" + "- log.example 8w1amQEC\n",
        TEXT + "\n" + "—log.example 8w1amQEC\n",
        TEXT + "\n" + "— 8w1amQEC\n",
        TEXT + "\n" + "—  8w1amQEC\n",
        TEXT + "\n" + "— log.example\n",
        TEXT + "\n" + "— log.example  8w1amQEC\n",
        TEXT + "\n" + "— log+example 8w1amQEC\n",
        TEXT + "\n" + "— log.example 8w1amQ==\n",
        TEXT + "\n" + "— log.example 8w1amQE\n",
        TEXT + "\n" + LINE + "\n",
        TEXT + "\ud800\n\n" + LINE,
        TEXT + "\u0000\n\n" + LINE
      })
  void anythingElseIsRefused(String note) {
    assertThat(refusal(note).reason()).isEqualTo(Reason.LOG_CHECKPOINT_INVALID);
  }

  @Test
  void isBounded() throws Exception {
    assertThat(Checkpoint.parse(TEXT + "\n" + LINE.repeat(64)).signatures()).hasSize(64);
    assertThat(refusal(TEXT + "\n" + LINE.repeat(65)).reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
    assertThat(refusal(TEXT + "x".repeat(64 * 1024) + "\n\n" + LINE).reason())
        .isEqualTo(Reason.LIMIT_EXCEEDED);
  }

  private static SignatureRejectedException refusal(String note) {
    SignatureRejectedException refusal =
        catchThrowableOfType(SignatureRejectedException.class, () -> Checkpoint.parse(note));
    assertThat(refusal).as(note).isNotNull();
    assertThat(refusal.getMessage()).doesNotContain("\n");
    return refusal;
  }
}
