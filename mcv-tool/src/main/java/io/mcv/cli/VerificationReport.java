package io.mcv.cli;

import io.mcv.client.PolicyRefusedException;
import io.mcv.client.VerifyResult;
import io.mcv.oci.cosign.SignatureVerdict;
import io.mcv.oci.cosign.Verification;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.model.Printable;
import java.util.Locale;

/** What the commands that verify print: the verdict on each signature with every check. */
final class VerificationReport {
  private final Console console;
  private int count;

  VerificationReport(Console console) {
    this.console = console;
  }

  /** Prints what came of an image. */
  void print(VerifyResult result, boolean json) {
    if (json) {
      console.printJson(VerificationJson.of(result));
      return;
    }
    new Table("Image:", result.image())
        .row("Found in:", result.foundIn())
        .lines()
        .forEach(console::print);
    for (VerifyResult.Judged judged : result.judged()) {
      console.print("");
      print(judged);
    }
  }

  /** Prints what came of a file. */
  void print(SignatureVerdict verdict, boolean json) {
    if (json) {
      console.printJson(VerificationJson.of(verdict));
    } else {
      printText(verdict);
    }
  }

  /**
   * What the process ends with; says why where it is not well.
   *
   * @throws PolicyRefusedException if it is refused
   */
  static int exitCode(VerifyResult result) throws PolicyRefusedException {
    for (VerifyResult.Judged judged : result.judged()) {
      if (!judged.decision().accepted()) {
        throw new PolicyRefusedException(
            result.image() + ", " + judged.digest() + ": " + judged.decision().explanation());
      }
    }
    return ExitCode.OK;
  }

  private void print(VerifyResult.Judged judged) {
    Table table = new Table("Digest:", judged.digest().toString());
    if (judged.platform() != null) {
      table.row("Platform:", judged.platform().toString());
    }
    table.row("Verdict:", judged.decision().accepted() ? "accepted" : "refused");
    table.lines().forEach(console::print);
    console.print(Printable.line(judged.decision().explanation()));
    for (Verification verification : judged.decision().verifications()) {
      verification.signatures().forEach(this::printText);
    }
  }

  private void printText(SignatureVerdict verdict) {
    count++;
    String signer = verdict.signer();
    console.print("");
    console.print(
        String.format(
            Locale.ROOT,
            "%d. %s in %s%s: %s",
            count,
            verdict.form().words(),
            Printable.of(verdict.place()),
            signer == null ? "" : ", by " + Printable.of(signer),
            verdict.verified() ? "accepted" : "refused"));
    Table checks = new Table("CHECK", "OUTCOME", "EVIDENCE");
    for (CheckResult each : verdict.checks()) {
      checks.row(each.check().words(), VerificationJson.name(each.outcome()), each.evidence());
    }
    checks.lines().forEach(console::print);
  }
}
