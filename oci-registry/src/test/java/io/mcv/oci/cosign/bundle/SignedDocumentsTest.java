package io.mcv.oci.cosign.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of what is signed: payloads, envelopes and statements. */
class SignedDocumentsTest {
  private static final Digest IMAGE = Digest.sha256(new byte[0]);
  private static final String PAYLOAD =
      "{\"critical\":{\"identity\":{\"docker-reference\":\"r\"},"
          + "\"image\":{\"docker-manifest-digest\":\""
          + IMAGE
          + "\"},\"type\":\"cosign container image signature\"},"
          + "\"optional\":{\"creator\":\"c\",\"timestamp\":1}}";
  private static final String ENVELOPE =
      "{\"payloadType\":\"t\",\"payload\":\"AQ==\",\"signatures\":[{\"sig\":\"AQ==\"}]}";
  private static final String STATEMENT =
      "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\""
          + IMAGE.hex()
          + "\"},\"annotations\":{\"a\":\"b\",\"c\":1}}],\"predicateType\":\"p\"}";

  @Test
  void aPayloadIsRead() throws Exception {
    SimpleSigningPayload payload = SimpleSigningPayload.parse(bytes(PAYLOAD));

    assertThat(payload.dockerReference()).isEqualTo("r");
    assertThat(payload.manifestDigest()).isEqualTo(IMAGE);
    assertThat(payload.optional()).isEqualTo(Map.of("creator", "c", "timestamp", 1L));
    String plain = PAYLOAD.replaceFirst(",\"optional\".*", "}");
    assertThat(SimpleSigningPayload.parse(bytes(plain)).optional()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"critical\":|\"more\":1,\"critical\":|MALFORMED",
        "\"critical\":|\"Critical\":|MALFORMED",
        "\"identity\":|\"more\":1,\"identity\":|MALFORMED",
        "\"docker-reference\":|\"more\":1,\"docker-reference\":|MALFORMED",
        "docker-manifest-digest|Docker-manifest-digest|MALFORMED",
        "\"optional\":|\"critical\":{},\"optional\":|MALFORMED",
        "sha256:|sha256:A|MALFORMED",
        "sha256:|md5:|MALFORMED",
        "cosign container|atomic container|PAYLOAD_TYPE",
        "\"creator\":\"c\"|\"creator\":1|MALFORMED",
        "\"timestamp\":1|\"timestamp\":1.5|MALFORMED",
        "\"timestamp\":1|\"timestamp\":\"1\"|MALFORMED",
        "{\"critical\"|[]{\"critical\"|MALFORMED",
      })
  void aPayloadIsReadStrictly(String what, String by, Reason reason) {
    assertRefused(() -> SimpleSigningPayload.parse(bytes(replaced(PAYLOAD, what, by))), reason);
    assertRefused(() -> SimpleSigningPayload.parse(bytes(PAYLOAD + "{}")), Reason.MALFORMED);
  }

  @Test
  void aPayloadIsWrittenWithGosEscapesAndOrder() {
    byte[] json =
        new SimpleSigningPayload("r", IMAGE, Map.of("b", "<&>", "a", "\u00e9\u2028")).json();

    assertThat(json)
        .asString(StandardCharsets.UTF_8)
        .endsWith("\"optional\":{\"a\":\"\u00e9\\u2028\",\"b\":\"\\u003c\\u0026\\u003e\"}}");
  }

  @Test
  void anEnvelopeHasEitherBase64AndMoreThanIsKnown() throws Exception {
    String url = ENVELOPE.replace("\"payload\":\"AQ==\"", "\"payload\":\"-_8=\",\"more\":1");

    DsseEnvelope envelope = DsseEnvelope.parse(bytes(url));

    assertThat(envelope.payload().hex()).isEqualTo("fbff");
    assertThat(envelope.preAuthenticationEncoding())
        .isEqualTo(DsseEnvelope.preAuthenticationEncoding("t", envelope.payload().toArray()));
  }

  /** The example of the protocol's specification. */
  @Test
  void theEncodingThatIsSignedCountsBytes() {
    assertThat(
            DsseEnvelope.preAuthenticationEncoding(
                "http://example.com/HelloWorld", bytes("hello world")))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    assertThat(DsseEnvelope.preAuthenticationEncoding("\u00e9", bytes("\u00e9")))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("DSSEv1 2 \u00e9 2 \u00e9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"sig\":\"AQ==\"}]|[]|SIGNATURE_MISSING",
        "[{\"sig\":\"AQ==\"}]|null|SIGNATURE_MISSING",
        "[{\"sig\":\"AQ==\"}]|[null]|MALFORMED",
        "\"sig\":\"AQ==\"|\"sig\":\"A+_=\"|MALFORMED",
        "\"payloadType\":\"t\"|\"payloadType\":1|MALFORMED",
        "\"payload\":|\"Payload\":|MALFORMED",
        "\"payload\":\"AQ==\"|\"payload\":\"AQ==\\n\"|MALFORMED",
      })
  void anEnvelopeIsReadStrictly(String what, String by, Reason reason) {
    assertRefused(() -> DsseEnvelope.parse(bytes(replaced(ENVELOPE, what, by))), reason);
  }

  @Test
  void aStatementIsReadWithAnnotationsThatAreText() throws Exception {
    InTotoStatement statement = InTotoStatement.parse(bytes(STATEMENT));

    assertThat(statement.predicateType()).isEqualTo("p");
    assertThat(statement.subjects())
        .containsExactly(
            new InTotoStatement.Subject(Map.of("sha256", IMAGE.hex()), Map.of("a", "b")));
    String without = STATEMENT.replaceFirst("\\[\\{.*\\}\\]", "[]");
    assertThat(InTotoStatement.parse(bytes(without)).subjects()).isEmpty();
    String git = STATEMENT.replace("{\"sha256\"", "{\"goModuleH1\":\"B+/=\",\"sha256\"");
    assertThat(InTotoStatement.parse(bytes(git)).subjects().get(0).digests()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Statement/v1|Statement/v2|PAYLOAD_TYPE",
        "Statement/v1|Statement/v0.2|PAYLOAD_TYPE",
        "\"subject\":[|\"subject\":[null,|MALFORMED",
        "\"subject\":[|\"subject\":[],\"subject\":[|MALFORMED",
        "\"sha256\":\"e|\"sha256\":\"E|MALFORMED",
        "\"sha256\":\"e|\"sha256\":\"ee|MALFORMED",
        "\"sha256\":|\"sha512\":|MALFORMED",
        "\"predicateType\":|\"predicatetype\":|MALFORMED",
      })
  void aStatementIsReadStrictly(String what, String by, Reason reason) {
    assertRefused(() -> InTotoStatement.parse(bytes(replaced(STATEMENT, what, by))), reason);
  }

  @Test
  void subjectsDigestsAndSignaturesHaveAnEnd() {
    String subject = STATEMENT.substring(STATEMENT.indexOf("[{") + 1, STATEMENT.indexOf("}]") + 1);
    StringBuilder digests = new StringBuilder("{\"digest\":{\"d\":\"\"");
    for (int i = 0; i < 32; i++) {
      digests.append(",\"d").append(i).append("\":\"\"");
    }

    assertRefused(
        () ->
            InTotoStatement.parse(
                bytes(STATEMENT.replace(subject, (subject + ",").repeat(1024) + subject))),
        Reason.LIMIT_EXCEEDED);
    assertRefused(
        () -> InTotoStatement.parse(bytes(STATEMENT.replace(subject, digests + "}}"))),
        Reason.LIMIT_EXCEEDED);
    String signature = "{\"sig\":\"AQ==\"}";
    assertRefused(
        () ->
            DsseEnvelope.parse(
                bytes(ENVELOPE.replace(signature, (signature + ",").repeat(32) + signature))),
        Reason.LIMIT_EXCEEDED);
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    byte[] claim = InTotoStatement.ofClaim("r", IMAGE, "p", bytes("{\"n\": 1.00, \"b\": null}"));
    InTotoStatement statement =
        InTotoStatement.parse(InTotoStatement.ofImage(IMAGE, Map.of("k", "<v>")));
    DsseEnvelope envelope =
        new DsseEnvelope(
            InTotoStatement.PAYLOAD_TYPE,
            Bytes.of(claim),
            List.of(new DsseEnvelope.EnvelopeSignature(null, Bytes.of(new byte[] {1}))));

    assertThat(claim)
        .asString(StandardCharsets.UTF_8)
        .endsWith("\"predicateType\":\"p\",\"predicate\":{\"n\": 1.00, \"b\": null}}");
    assertThat(InTotoStatement.ofClaim("", IMAGE, "p", bytes("1")))
        .asString(StandardCharsets.UTF_8)
        .contains("\"subject\":[{\"digest\":");
    assertThat(statement.subjects().get(0).annotations()).isEqualTo(Map.of("k", "<v>"));
    assertThat(DsseEnvelope.parse(envelope.json()).payload()).isEqualTo(envelope.payload());
    assertThat(SigstoreBundle.parse(SigstoreBundle.ofKey("h", envelope)).content())
        .isEqualTo(envelope);
    assertThatThrownBy(() -> InTotoStatement.ofClaim("r", IMAGE, "p", bytes("{")))
        .isInstanceOf(JsonException.class);
  }

  interface Parsing {
    Object run() throws SignatureRejectedException;
  }

  private static void assertRefused(Parsing parsing, Reason reason) {
    assertThatThrownBy(parsing::run)
        .isInstanceOfSatisfying(
            SignatureRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static String replaced(String text, String what, String by) {
    assertThat(text).contains(what);
    return text.replace(what, by);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
