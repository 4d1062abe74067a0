package io.mcv.cli;

import io.mcv.client.VerifyResult;
import io.mcv.oci.cosign.SignatureVerdict;
import io.mcv.oci.cosign.Verification;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.json.GoStruct;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verdicts on signatures as JSON. What is signed is there only where it may be trusted. */
final class VerificationJson {
  private VerificationJson() {}

  static Map<String, @Nullable Object> of(VerifyResult result) {
    return new GoStruct()
        .put("image", result.image())
        .put("foundIn", result.foundIn())
        .put("digest", result.digest().toString())
        .put("accepted", result.accepted())
        .put("verified", result.verified())
        .put("images", result.judged().stream().map(VerificationJson::judged).toList())
        .fields();
  }

  static Map<String, @Nullable Object> of(SignatureVerdict verdict) {
    Reason reason = verdict.reason();
    Bytes payload = verdict.verified() ? verdict.payload() : null;
    return new GoStruct()
        .put("form", name(verdict.form()))
        .put("place", verdict.place())
        .put("signer", verdict.signer())
        .put("verified", verdict.verified())
        .put("reason", reason == null ? null : name(reason))
        .put("checks", verdict.checks().stream().map(VerificationJson::check).toList())
        .put("payload", payload == null ? null : payload.base64())
        .fields();
  }

  /** A constant as JSON has it, {@code log-proof}. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, ?> judged(VerifyResult.Judged judged) {
    List<Object> signatures = new ArrayList<>();
    for (Verification each : judged.decision().verifications()) {
      each.signatures().forEach(signature -> signatures.add(of(signature)));
    }
    return new GoStruct()
        .put("digest", judged.digest().toString())
        .put("platform", judged.platform() == null ? null : judged.platform().toString())
        .put("accepted", judged.decision().accepted())
        .put("verified", judged.decision().verified())
        .put("explanation", judged.decision().explanation())
        .put("signatures", signatures)
        .fields();
  }

  private static Map<String, ?> check(CheckResult check) {
    Reason reason = check.reason();
    return new GoStruct()
        .put("check", name(check.check()))
        .put("outcome", name(check.outcome()))
        .put("reason", reason == null ? null : name(reason))
        .put("evidence", check.evidence())
        .fields();
  }
}
