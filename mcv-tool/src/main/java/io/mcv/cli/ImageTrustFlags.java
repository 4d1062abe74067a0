package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.ImagePolicy;
import io.mcv.client.SignaturePolicy;
import io.mcv.oci.cosign.Wanted;
import io.mcv.oci.cosign.policy.SignaturePolicyFile;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.ReferenceSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which images may be used: those with a signature, or what a {@code policy.json} says. */
final class ImageTrustFlags {
  private static final String DEFAULT = "default";

  private final SignatureFlags signatures;
  private final Flag<Map<String, String>> annotations;
  private final Flag<String> repository;
  private final Flag<String> policyFile;

  private ImageTrustFlags(Flags flags, List<String> annotationNames) {
    signatures = new SignatureFlags(flags);
    annotations =
        flags.pairs(annotationNames, "An annotation that must be signed too; may be repeated.");
    repository =
        flags.value(
            String.class,
            "--expect-repository",
            "NAME",
            "The repository that the signer must have named, as quay.io/team/cache.");
    policyFile =
        flags.value(
            String.class,
            "--policy",
            "FILE",
            "Do what a policy.json says of the image; default: that of this user, else of /etc.");
  }

  /** Adds them to a command. */
  static ImageTrustFlags of(Flags flags) {
    return new ImageTrustFlags(flags, List.of("-a", "--annotations"));
  }

  /** Adds them to a command in which {@code -a} is something else. */
  static ImageTrustFlags withoutShortNames(Flags flags) {
    return new ImageTrustFlags(flags, List.of("--annotations"));
  }

  /** Whether any was given. */
  boolean any() {
    return policyFile.value() != null || namesSignature();
  }

  /** The policy that they make; where none was given, signatures are not looked at. */
  ImagePolicy policyIfAny(HostEnvironment environment, Console console) throws IOException {
    return any() ? policy(environment, console) : ImagePolicy.UNCHECKED;
  }

  /**
   * The policy that they make. What it leaves out is told.
   *
   * @throws UsageException if they contradict each other, or something is missing
   */
  SignaturePolicy policy(HostEnvironment environment, Console console) throws IOException {
    String file = policyFile.value();
    if (file == null) {
      SignaturePolicy policy = SignaturePolicy.of(signatures.policy(), wanted());
      signatures.warn(console);
      return policy;
    }
    if (namesSignature()) {
      throw new UsageException(
          "--policy says itself who must have signed: give it alone, or leave it out");
    }
    Path path = file.equals(DEFAULT) ? defaultPolicy(environment) : Path.of(file);
    byte[] json = InputFile.read(path, SignatureLimits.MAX_TRUST_BYTES);
    return SignaturePolicy.of(SignaturePolicyFile.parse(json, path));
  }

  private boolean namesSignature() {
    return signatures.any() || annotations.value() != null || repository.value() != null;
  }

  private Wanted wanted() {
    String expected = repository.value();
    return new Wanted.ImageSignature(
        annotations.or(Map.of()), expected == null ? null : new ThatRepository(expected));
  }

  private static Path defaultPolicy(HostEnvironment environment) {
    List<Path> places = environment.signaturePolicies();
    for (Path each : places) {
      if (Files.exists(each)) {
        return each;
      }
    }
    throw new UsageException(
        "--policy default: there is neither "
            + places.get(0)
            + " nor "
            + places.get(1)
            + "; name a file");
  }

  /** One repository alone. */
  private record ThatRepository(String name) implements Predicate<String> {
    @Override
    public boolean test(String other) {
      return repository(name).equals(repository(other));
    }

    /** As docker's tools understand it; a text that is no name stands for itself. */
    private static String repository(String text) {
      try {
        return ImageName.parse(text).normalized().repository();
      } catch (ReferenceSyntaxException e) {
        return text;
      }
    }

    @Override
    public String toString() {
      return "'" + name + "'";
    }
  }
}
