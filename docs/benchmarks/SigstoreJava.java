import dev.sigstore.KeylessVerifier;
import dev.sigstore.TrustedRootProvider;
import dev.sigstore.VerificationOptions;
import dev.sigstore.VerificationOptions.CertificateMatcher;
import dev.sigstore.bundle.Bundle;
import dev.sigstore.strings.StringMatcher;
import java.io.InputStreamReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/** sigstore-java on the cases of the table. It knows of no hash of a file but SHA-256. */
public final class SigstoreJava {
  private static final String SHA256 = "sha256:";

  /** Arguments: as {@link SignatureCases#run} wants them. */
  public static void main(String[] arguments) throws Exception {
    SignatureCases.run(arguments, SigstoreJava::verification, System.out);
  }

  private static SignatureCases.Verification verification(SignatureCases.Case each)
      throws Exception {
    if (each.file().matches("sha(384|512):.*")) {
      return null;
    }
    KeylessVerifier verifier =
        KeylessVerifier.builder()
            .trustedRootProvider(TrustedRootProvider.from(each.root()))
            .build();
    CertificateMatcher matcher =
        CertificateMatcher.fulcio()
            .issuer(matcher(each.issuer()))
            .subjectAlternativeName(matcher(each.identity()))
            .build();
    VerificationOptions options =
        VerificationOptions.builder().addCertificateMatchers(matcher).build();
    if (each.file().startsWith(SHA256)) {
      byte[] digest = HexFormat.of().parseHex(each.file().substring(SHA256.length()));
      return bundle -> accepts(() -> verifier.verify(digest, parse(bundle), options));
    }
    Path file = Path.of(each.file());
    return bundle -> accepts(() -> verifier.verify(file, parse(bundle), options));
  }

  /** What it refuses it throws, and not always by a type of its own. */
  private static boolean accepts(Check check) {
    try {
      check.run();
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  private interface Check {
    void run() throws Exception;
  }

  private static Bundle parse(byte[] bundle) throws Exception {
    return Bundle.from(
        new InputStreamReader(new ByteArrayInputStream(bundle), StandardCharsets.UTF_8));
  }

  private static StringMatcher matcher(String text) throws Exception {
    return text.equals("*") ? StringMatcher.regex(".*") : StringMatcher.string(text);
  }
}
