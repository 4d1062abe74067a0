package io.mcv.oci.cosign.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.testing.Damage;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A damaged document is refused with a typed error of one line, or read; soon in either case. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DocumentFuzzTest {
  private static final int MUTANTS = 2000;

  @SuppressWarnings("NullAway.Init")
  private static Corpus corpus;

  @BeforeAll
  static void read() throws Exception {
    corpus = Corpus.read();
  }

  interface Parser {
    Object parse(byte[] document) throws SignatureRejectedException;
  }

  @Test
  void payloads() {
    fuzz(List.copyOf(corpus.payloads().values()), SimpleSigningPayload::parse);
  }

  @Test
  void envelopes() {
    fuzz(List.copyOf(corpus.envelopes().values()), DsseEnvelope::parse);
  }

  @Test
  void statements() {
    fuzz(List.copyOf(corpus.statements().values()), InTotoStatement::parse);
  }

  @Test
  void bundles() {
    fuzz(List.copyOf(corpus.bundles().values()), SigstoreBundle::parse);
  }

  @Test
  void annotations() {
    for (String name :
        List.of(
            LayerSignature.SIGNATURE,
            LayerSignature.CERTIFICATE,
            LayerSignature.CHAIN,
            LayerSignature.BUNDLE)) {
      fuzz(values(name), value -> LayerSignature.parse(annotation(name, value)));
    }
    fuzz(
        List.of(bytes("{\"SignedRFC3161Timestamp\":\"MAo=\"}")),
        value -> LayerSignature.parse(annotation(LayerSignature.TIMESTAMP, value)));
  }

  @Test
  void certificatesInText() {
    fuzz(
        values(LayerSignature.CHAIN),
        value -> Pem.parse(new String(value, StandardCharsets.UTF_8), "chain"));
  }

  /** As much as fits, of what is slow to read unless one takes care. */
  @Test
  void largeDocuments() {
    int size = 1 << 20;
    List<String> texts =
        List.of(
            "[".repeat(size),
            "{\"a\":".repeat(size / 5),
            "{\"critical\":" + "1".repeat(size) + "}",
            "{\"critical\":1e" + "9".repeat(size) + "}",
            "{\"critical\":\"" + "\\u001b".repeat(size / 6) + "\"}",
            "{" + "\"a\":1,".repeat(size / 6) + "\"a\":1}",
            "{" + namesOfOneHash(31, "Aa", "BB") + "\"z\":1}",
            "{" + namesOfOneHash(33, "aB", "b!") + "\"z\":1}",
            "{\"" + "n".repeat(size / 2) + "\":1,\"" + "n".repeat(size / 2) + "\":1}");
    for (String each : texts) {
      assertThat(refusedOrRead(each.substring(0, 20), bytes(each), SimpleSigningPayload::parse))
          .isTrue();
    }
    String subjects = "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[";
    assertThat(
            refusedOrRead(
                subjects, bytes(subjects + "{},".repeat(size) + "{}]}"), InTotoStatement::parse))
        .isTrue();
    for (String each :
        List.of(
            "-----BEGIN A-----".repeat(size / 17),
            "-----BEGIN A-----\n-----END A-----\n".repeat(size / 34),
            "-----BEGIN ".repeat(size / 11))) {
      refusedOrRead(each.substring(0, 20), bytes(each), value -> Pem.parse(each, "text"));
    }
  }

  /** Names of fields that a hash table has in one place, if it hashes with this factor. */
  private static String namesOfOneHash(int factor, String one, String other) {
    assertThat(one.charAt(0) * factor + one.charAt(1))
        .isEqualTo(other.charAt(0) * factor + other.charAt(1));
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 1 << 13; i++) {
      names.append('"');
      for (int bit = 0; bit < 13; bit++) {
        names.append((i >> bit & 1) == 0 ? one : other);
      }
      names.append("\":1,");
    }
    return names.toString();
  }

  private static List<byte[]> values(String annotation) {
    List<byte[]> values = new ArrayList<>();
    for (Map<String, String> each : corpus.annotations().values()) {
      String value = each.get(annotation);
      if (value != null && value.length() < 20_000) {
        values.add(bytes(value));
      }
    }
    return values;
  }

  private static Map<String, String> annotation(String name, byte[] value) {
    Map<String, String> annotations = new HashMap<>();
    annotations.put(name, new String(value, StandardCharsets.UTF_8));
    if (name.equals(LayerSignature.CHAIN)) {
      annotations.put(
          LayerSignature.CERTIFICATE,
          "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n");
    }
    return annotations;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void fuzz(List<byte[]> documents, Parser parser) {
    assertThat(documents).isNotEmpty();
    int refused = 0;
    for (int seed = 0; seed < MUTANTS; seed++) {
      byte[] mutant = new Damage(seed).of(documents.get(seed % documents.size()));
      refused += refusedOrRead("seed " + seed, mutant, parser) ? 1 : 0;
    }
    assertThat(refused).isBetween(MUTANTS / 2, MUTANTS - 1);
  }

  private static boolean refusedOrRead(String name, byte[] document, Parser parser) {
    try {
      parser.parse(document);
      return false;
    } catch (SignatureRejectedException e) {
      String message = String.valueOf(e.getMessage());
      if (message.isEmpty() || message.length() > 2500 || !isPrintable(message)) {
        fail(name + ": " + message, e);
      }
      return true;
    } catch (RuntimeException | Error e) {
      return fail(name, e);
    }
  }

  private static boolean isPrintable(String message) {
    return message.chars().noneMatch(Character::isISOControl);
  }
}
