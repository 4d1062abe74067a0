package io.mcv.oci.cosign.policy;

import io.mcv.oci.cosign.ImageVerifier;
import io.mcv.oci.cosign.Verification;
import io.mcv.oci.cosign.VerificationPolicy;
import io.mcv.oci.cosign.VerificationWords;
import io.mcv.oci.cosign.Wanted;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Printable;
import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A {@code policy.json} that was read, in the format of containers/image.
 *
 * <p>The requirements of one list decide: that of the image's most specific scope, else of {@code
 * ""} of its transport, else {@code default}. All of them must hold.
 *
 * <table>
 *   <caption>Requirements</caption>
 *   <tr><td>{@code insecureAcceptAnything}</td><td>holds</td></tr>
 *   <tr><td>{@code reject}</td><td>does not hold</td></tr>
 *   <tr><td>{@code sigstoreSigned}</td><td>holds where {@link ImageVerifier} accepts a signature by
 *       a key, or by an identity of Fulcio, with the name that {@code signedIdentity} asks for. The
 *       log's promise is asked for where keys of Rekor are given. Its {@code pki} is read, and does
 *       not hold</td></tr>
 *   <tr><td>{@code signedBy}</td><td>is read, and does not hold: GPG signatures are not
 *       checked</td></tr>
 * </table>
 *
 * <p>A Sigstore bundle does not say under which name the image was signed, so that no {@code
 * sigstoreSigned} accepts one, as podman and skopeo do not. Other than there, paths that are
 * relative begin at the folder of the policy, and signatures are looked for whatever {@code
 * registries.d} says.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.36.0/docs/containers-policy.json.5.md">containers-policy.json(5)</a>
 */
public final class SignaturePolicyFile {
  private final Path file;
  private final List<Requirement> defaults;
  private final Map<String, Map<String, List<Requirement>>> transports;

  private SignaturePolicyFile(
      Path file,
      List<Requirement> defaults,
      Map<String, Map<String, List<Requirement>>> transports) {
    this.file = file;
    this.defaults = defaults;
    this.transports = transports;
  }

  /**
   * Reads a policy, strictly: unknown fields are errors, as in containers/image.
   *
   * @param file that it came from, for errors and relative paths
   * @throws PolicyException if it is none, or without a default
   */
  public static SignaturePolicyFile parse(byte[] json, Path file) throws PolicyException {
    if (json.length > SignatureLimits.MAX_TRUST_BYTES) {
      throw new PolicyException(
          "policy " + file + " has more than " + SignatureLimits.MAX_TRUST_BYTES + " bytes");
    }
    try {
      JsonObject policy = Json.parseObject(json);
      PolicyReader.refuseOthers(policy, Set.of("default", "transports"));
      PolicyReader reader = new PolicyReader(folder(file));
      return new SignaturePolicyFile(
          file, reader.requirements(policy, "default"), reader.transports(policy));
    } catch (JsonException e) {
      throw new PolicyException(
          "policy " + file + ": " + Printable.of(String.valueOf(e.getMessage())), e);
    }
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /**
   * Judges an image: every requirement of the most specific scope must hold.
   *
   * @param image digest of what is used
   * @return whether it may be used, and why
   * @throws PolicyException if a requirement names what cannot be read
   */
  public PolicyDecision decide(PolicySubject subject, ImageSource source, Digest image)
      throws IOException {
    Scope scope = scope(subject);
    List<Verification> verifications = new ArrayList<>();
    String explanation = "";
    for (Requirement each : scope.requirements()) {
      PolicyDecision one = decide(each, subject, source, image);
      verifications.addAll(one.verifications());
      explanation = where(scope) + ": " + each.policyName() + ": " + one.explanation();
      if (!one.accepted()) {
        return new PolicyDecision(false, explanation, verifications);
      }
    }
    return new PolicyDecision(true, explanation, verifications);
  }

  /** Where requirements stand. */
  private record Scope(String name, List<Requirement> requirements) {}

  private Scope scope(PolicySubject subject) {
    Map<String, List<Requirement>> scopes = transports.getOrDefault(subject.transport(), Map.of());
    for (String name : subject.scopes()) {
      List<Requirement> found = scopes.get(name);
      if (found != null) {
        return new Scope(subject.transport() + " " + name, found);
      }
    }
    List<Requirement> found = scopes.get("");
    return found == null ? new Scope("default", defaults) : new Scope(subject.transport(), found);
  }

  private String where(Scope scope) {
    return "policy " + file + ", " + Printable.of(scope.name());
  }

  private PolicyDecision decide(
      Requirement requirement, PolicySubject subject, ImageSource source, Digest image)
      throws IOException {
    if (requirement instanceof Requirement.Fixed fixed) {
      return new PolicyDecision(fixed.holds(), fixed.why(), List.of());
    }
    SignatureRequirement signed = (SignatureRequirement) requirement;
    VerificationPolicy policy = read(signed);
    ImageName used = name(subject);
    SignedIdentity identity = signed.identity();
    if (used == null && identity.needsName()) {
      String why =
          "the image has no name of a registry for " + identity + "; exactReference needs none";
      return new PolicyDecision(false, why, List.of());
    }
    Wanted wanted = new Wanted.ImageSignature(Map.of(), new SignedName(identity, used));
    Verification verification = new ImageVerifier(policy).verify(source, image, wanted);
    return new PolicyDecision(
        verification instanceof Verification.Verified,
        VerificationWords.of(verification, wanted),
        List.of(verification));
  }

  private VerificationPolicy read(SignatureRequirement requirement) throws PolicyException {
    try {
      return requirement.read();
    } catch (IOException e) {
      throw new PolicyException("policy " + file + " names what cannot be used: " + words(e), e);
    }
  }

  private static String words(IOException e) {
    return e instanceof NoSuchFileException
        ? "there is no file " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  private static @Nullable ImageName name(PolicySubject subject) {
    if (subject.repository() == null) {
      return null;
    }
    return SignedIdentity.nameOrNull(
        subject.repository()
            + (subject.tag() == null ? "" : ":" + subject.tag())
            + (subject.digest() == null ? "" : "@" + subject.digest()));
  }

  /** What a signature must say, in the words of the policy. */
  private record SignedName(SignedIdentity identity, @Nullable ImageName used)
      implements Predicate<String> {
    @Override
    public boolean test(String text) {
      ImageName signed = SignedIdentity.nameOrNull(text);
      return signed != null && identity.accepts(used, signed);
    }

    @Override
    public String toString() {
      return identity + (used == null || !identity.needsName() ? "" : " for " + used);
    }
  }
}
