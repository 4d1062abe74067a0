package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.client.PolicyRefusedException;
import io.mcv.client.VerifyResult;
import io.mcv.oci.cosign.SignatureForm;
import io.mcv.oci.cosign.SignatureVerdict;
import io.mcv.oci.cosign.Verification;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.policy.PolicyDecision;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How verdicts are printed. */
class VerificationReportTest {
  private static final Digest INDEX = Digest.parse("sha256:" + "1".repeat(64));
  private static final Digest IMAGE = Digest.parse("sha256:" + "2".repeat(64));
  private static final Bytes SIGNED = Bytes.of("signed".getBytes(StandardCharsets.UTF_8));

  private final SignatureVerdict good =
      new SignatureVerdict(
          SignatureForm.BUNDLE,
          "referrer sha256:33",
          "P-256 key",
          List.of(
              CheckResult.skipped(Check.LOG_ENTRY, "not required"),
              CheckResult.passed(Check.SIGNATURE, "ECDSA with SHA-256"),
              CheckResult.passed(Check.SUBJECT, "this image")),
          SIGNED);
  private final SignatureVerdict bad =
      new SignatureVerdict(
          SignatureForm.SIMPLE_SIGNING,
          "tag \u001b[31mevil",
          null,
          List.of(
              CheckResult.failed(
                  Check.SIGNATURE,
                  new SignatureRejectedException(
                      Reason.SIGNATURE_INVALID, "it\u202e does not fit"))),
          SIGNED);
  private final VerifyResult result =
      new VerifyResult(
          "quay.io/team/cache:v1",
          "registry quay.io",
          List.of(
              new VerifyResult.Judged(
                  INDEX,
                  null,
                  new PolicyDecision(
                      true,
                      "signed by P-256 key",
                      List.of(new Verification.Verified(INDEX, List.of(bad, good))))),
              new VerifyResult.Judged(
                  IMAGE,
                  Platform.of("linux", "arm64"),
                  new PolicyDecision(
                      false, "no signature found", List.of(new Verification.Unsigned(IMAGE))))));

  @Test
  void peopleSeeEachSignatureWithEachCheck() {
    assertThat(printed(report -> report.print(result, false)).lines())
        .containsExactly(
            "Image:      quay.io/team/cache:v1",
            "Found in:   registry quay.io",
            "",
            "Digest:    " + INDEX,
            "Verdict:   accepted",
            "signed by P-256 key",
            "",
            "1. simple signing in tag \\u001b[31mevil: refused",
            "CHECK       OUTCOME   EVIDENCE",
            "signature   failed    it\\u202e does not fit",
            "",
            "2. Sigstore bundle in referrer sha256:33, by P-256 key: accepted",
            "CHECK       OUTCOME   EVIDENCE",
            "log entry   skipped   not required",
            "signature   passed    ECDSA with SHA-256",
            "subject     passed    this image",
            "",
            "Digest:     " + IMAGE,
            "Platform:   linux/arm64",
            "Verdict:    refused",
            "no signature found");
  }

  @Test
  void programsReadStableWords() throws IOException {
    JsonObject json = json(printed(report -> report.print(result, true)));

    assertThat(json.names())
        .containsExactly("image", "foundIn", "digest", "accepted", "verified", "images");
  }

  @Test
  void whatIsSignedIsPrintedOnlyIfItMayBeTrusted() {
    assertThat(VerificationJson.of(good)).containsEntry("payload", SIGNED.base64());
    assertThat(VerificationJson.of(bad)).containsEntry("payload", null);
  }

  @Test
  void aSignatureHasItsReasonAndItsChecks() {
    Map<String, @Nullable Object> json = VerificationJson.of(bad);

    assertThat(json)
        .containsEntry("form", "simple-signing")
        .containsEntry("verified", false)
        .containsEntry("reason", "signature-invalid");
    assertThat(String.valueOf(json.get("checks")))
        .contains("check=signature", "outcome=failed", "reason=signature-invalid");
  }

  @Test
  void oneThatIsRefusedIsTheErrorOfAll() {
    assertThatThrownBy(() -> VerificationReport.exitCode(result))
        .isInstanceOf(PolicyRefusedException.class)
        .hasMessage("quay.io/team/cache:v1, " + IMAGE + ": no signature found");
  }

  private static JsonObject json(String text) throws IOException {
    return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private interface Use {
    void of(VerificationReport report);
  }

  private static String printed(Use use) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    use.of(new VerificationReport(new Console(stream, new PrintWriter(Writer.nullWriter()))));
    return out.toString(StandardCharsets.UTF_8);
  }
}
