import io.mcv.oci.cosign.BlobVerifier;
import io.mcv.oci.cosign.Signer;
import io.mcv.oci.cosign.VerificationPolicy;
import io.mcv.oci.cosign.certificate.IdentityMatcher;
import io.mcv.oci.cosign.certificate.TextMatcher;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.trust.TrustedRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Our verifier on the cases of the table. */
public final class SignatureBenchmark {

  /** Arguments: as {@link SignatureCases#run} wants them. */
  public static void main(String[] arguments) throws Exception {
    SignatureCases.run(arguments, SignatureBenchmark::verification, System.out);
  }

  private static SignatureCases.Verification verification(SignatureCases.Case each)
      throws Exception {
    IdentityMatcher matcher =
        new IdentityMatcher(matcher(each.identity()), matcher(each.issuer()));
    VerificationPolicy policy =
        VerificationPolicy.of(
            new Signer.Identities(List.of(matcher)),
            TrustedRoot.parse(Files.readAllBytes(each.root()), "trusted root"));
    BlobVerifier verifier = new BlobVerifier(each.timestamp() ? policy.withTimestamp() : policy);
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      String prefix = algorithm.shortName() + ":";
      if (each.file().startsWith(prefix)) {
        byte[] digest = HexFormat.of().parseHex(each.file().substring(prefix.length()));
        SignedContent content = SignedContent.ofDigest(algorithm, Bytes.of(digest));
        return bundle -> verifier.verify(bundle, each.name(), content, null).verified();
      }
    }
    Path file = Path.of(each.file());
    return bundle ->
        verifier.verify(bundle, each.name(), SignedContent.ofFile(file), null).verified();
  }

  private static TextMatcher matcher(String text) {
    return text.equals("*") ? TextMatcher.ANY : new TextMatcher.Exactly(text);
  }
}
