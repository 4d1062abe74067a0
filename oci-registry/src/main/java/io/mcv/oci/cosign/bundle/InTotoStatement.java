package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An in-toto statement, versions 0.1 and 1: what is claimed, and about what. Fields that are not
 * known are skipped, as its specification demands; so is the predicate, whatever it is.
 *
 * @param subjects what it is about; there may be none
 * @param predicateType what kind of claim
 * @see <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md">Statement
 *     v1</a>
 */
public record InTotoStatement(List<Subject> subjects, String predicateType) {
  /** The only payload type of an envelope that holds one. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  /** The predicate type by which cosign 3 signs an image. */
  public static final String IMAGE_SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

  private static final String VERSION_0_1 = "https://in-toto.io/Statement/v0.1";
  private static final String VERSION_1 = "https://in-toto.io/Statement/v1";
  private static final String VERSION = "_type";
  private static final String SUBJECT = "subject";
  private static final String NAME = "name";
  private static final String DIGEST = "digest";
  private static final String ANNOTATIONS = "annotations";
  private static final String PREDICATE_TYPE = "predicateType";
  private static final String PREDICATE = "predicate";

  /** With a list of its own. */
  public InTotoStatement {
    subjects = List.copyOf(subjects);
  }

  /**
   * What a statement is about.
   *
   * @param digests by name of the algorithm; those of {@link HashAlgorithm} are lower-case
   *     hexadecimal digits, as many as they must be
   * @param annotations what the signer added, as far as it is text; cosign puts {@code -a} there
   */
  public record Subject(Map<String, String> digests, Map<String, String> annotations) {
    /** With maps of its own. */
    public Subject {
      digests = Map.copyOf(digests);
      annotations = Map.copyOf(annotations);
    }
  }

  /** Reads the JSON of a statement. */
  public static InTotoStatement parse(byte[] json) throws SignatureRejectedException {
    return Document.read("the signed statement", json, InTotoStatement::read);
  }

  private static InTotoStatement read(JsonObject statement)
      throws JsonException, SignatureRejectedException {
    String version = statement.string(VERSION);
    if (!version.equals(VERSION_0_1) && !version.equals(VERSION_1)) {
      throw new SignatureRejectedException(
          Reason.PAYLOAD_TYPE,
          "the signed statement is neither of type " + VERSION_1 + " nor of " + VERSION_0_1);
    }
    List<Subject> subjects = new ArrayList<>();
    for (JsonObject each : Document.objects(statement, SUBJECT, SignatureLimits.MAX_SUBJECTS)) {
      subjects.add(new Subject(digests(each), annotations(each)));
    }
    return new InTotoStatement(subjects, statement.string(PREDICATE_TYPE));
  }

  private static Map<String, String> digests(JsonObject subject)
      throws JsonException, SignatureRejectedException {
    Map<String, String> digests = subject.optionalStringMap(DIGEST);
    if (digests == null) {
      return Map.of();
    }
    if (digests.size() > SignatureLimits.MAX_DIGESTS) {
      throw Document.tooMany(subject.path(DIGEST), "digests", SignatureLimits.MAX_DIGESTS);
    }
    for (HashAlgorithm each : HashAlgorithm.values()) {
      String hex = digests.get(each.shortName());
      if (hex != null && !isHex(hex, 2 * each.newMessageDigest().getDigestLength())) {
        throw new JsonException(
            subject.path(DIGEST) + "." + each.shortName() + " is not lower-case hexadecimal");
      }
    }
    return digests;
  }

  private static boolean isHex(String text, int length) {
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789abcdef".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return text.length() == length;
  }

  private static Map<String, String> annotations(JsonObject subject) throws JsonException {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonObject all = subject.optionalObject(ANNOTATIONS);
    if (all != null) {
      for (String each : all.names()) {
        if (all.get(each) instanceof String text) {
          texts.put(each, text);
        }
      }
    }
    return texts;
  }

  /**
   * The statement by which cosign 3 signs an image.
   *
   * @param annotations that are signed too
   */
  public static byte[] ofImage(Digest image, Map<String, String> annotations) {
    GoStruct subject = new GoStruct().put(DIGEST, digest(image)).put(ANNOTATIONS, annotations);
    return GoJson.compactWithoutHtmlEscapes(
        head(VERSION_1, subject, IMAGE_SIGNATURE).put(PREDICATE, Map.of()));
  }

  /**
   * A claim about an image, as cosign 3 writes it.
   *
   * @param repository of the image; may be empty
   * @param predicate JSON, which stays as it is: numbers of any size and precision too
   * @throws JsonException if the predicate is not JSON
   */
  public static byte[] ofClaim(
      String repository, Digest image, String predicateType, byte[] predicate)
      throws JsonException {
    Json.parse(predicate);
    GoStruct subject = new GoStruct().putUnlessEmpty(NAME, repository).put(DIGEST, digest(image));
    byte[] head = GoJson.compactWithoutHtmlEscapes(head(VERSION_0_1, subject, predicateType));
    ByteArrayOutputStream statement = new ByteArrayOutputStream(head.length + predicate.length);
    statement.write(head, 0, head.length - 1);
    statement.writeBytes((",\"" + PREDICATE + "\":").getBytes(StandardCharsets.US_ASCII));
    statement.writeBytes(predicate);
    statement.write('}');
    return statement.toByteArray();
  }

  private static Map<String, String> digest(Digest image) {
    return Map.of(image.algorithm().prefix(), image.hex());
  }

  private static GoStruct head(String version, GoStruct subject, String predicateType) {
    return new GoStruct()
        .put(VERSION, version)
        .put(SUBJECT, List.of(subject))
        .put(PREDICATE_TYPE, predicateType);
  }
}
