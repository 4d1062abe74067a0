package io.mcv.cli;

import io.mcv.client.PolicyRefusedException;
import io.mcv.oci.cosign.SignatureVerdict;
import io.mcv.oci.cosign.VerificationPolicy;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.verdict.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code verify-blob}: whether a file is signed by somebody who is trusted. */
final class VerifyBlobCommand extends Command {
  private static final String DIGEST = "sha256:";
  private static final int HEX_DIGITS = 64;

  private final Required<String> file =
      flags.parameter(String.class, "FILE", "The file, or sha256:DIGEST of one.");

  private final Required<Path> bundle =
      flags.required(
          Path.class, List.of("--bundle"), "FILE", "The Sigstore bundle with the signature.");

  private final Flag<String> type =
      flags.value(
          String.class,
          "--type",
          "TYPE",
          "What must be claimed of the file, as in verify-attestation; a signature is not enough.");

  private final SignatureFlags signatures = new SignatureFlags(flags);

  private final Mark json = flags.mark("--json", "Print the verdict as JSON.");

  VerifyBlobCommand(Context context) {
    super(
        context,
        "verify-blob",
        "Say whether a file is signed by somebody who is trusted, and how that is known.",
        "The bundle holds a signature of the file, or a signed statement about it.");
  }

  @Override
  int run() throws IOException {
    VerificationPolicy policy = signatures.policy();
    signatures.warn(console());
    SignatureVerdict verdict =
        client().verifyBlob(bundle.value(), content(file.value()), policy, predicateType());
    new VerificationReport(console()).print(verdict, json.given());
    if (verdict.verified()) {
      return ExitCode.OK;
    }
    CheckResult failure = verdict.failure();
    throw new PolicyRefusedException(
        failure == null
            ? "its signature was not checked"
            : failure.check().words() + ": " + failure.evidence());
  }

  @Override
  String doing() {
    return "verifying " + file.value();
  }

  /** What else can fail is to read the files of the command line. */
  @Override
  int exitCodeOnFailure() {
    return ExitCode.USAGE;
  }

  private @Nullable String predicateType() {
    String given = type.value();
    return given == null ? null : PredicateTypes.of(given);
  }

  private static SignedContent content(String file) throws IOException {
    if (!file.startsWith(DIGEST)) {
      return SignedContent.ofFile(Path.of(file));
    }
    String hex = file.substring(DIGEST.length());
    try {
      byte[] digest = HexFormat.of().parseHex(hex);
      if (hex.length() == HEX_DIGITS) {
        return SignedContent.ofDigest(HashAlgorithm.SHA256, Bytes.of(digest));
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new UsageException(
        file + " is no digest: write sha256: and 64 digits, or ./" + file + " for a file");
  }
}
