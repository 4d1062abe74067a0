package io.mcv.oci.cosign.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the annotations by which a layer is a signature. */
class LayerSignatureTest {
  private static final String LOG_ID = "0a".repeat(32);
  private static final String BUNDLE =
      "{\"SignedEntryTimestamp\":\"AQ==\",\"Payload\":{\"body\":\"e30=\",\"integratedTime\":9,"
          + "\"logIndex\":7,\"logID\":\""
          + LOG_ID
          + "\"}}";
  private static final String CERTIFICATE = new Pem("CERTIFICATE", Bytes.of(new byte[100])).text();
  private static final String STAMP = "{\"SignedRFC3161Timestamp\":\"AQ==\"}";
  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          LayerSignature.SIGNATURE,
          "AQ==",
          LayerSignature.CERTIFICATE,
          CERTIFICATE,
          LayerSignature.CHAIN,
          CERTIFICATE + CERTIFICATE,
          LayerSignature.BUNDLE,
          BUNDLE,
          LayerSignature.TIMESTAMP,
          STAMP,
          "predicateType",
          "whatever");

  @Test
  void allOfThemAreRead() throws Exception {
    LayerSignature layer = LayerSignature.parse(ANNOTATIONS);

    assertThat(layer.signature()).isEqualTo(Bytes.of(new byte[] {1}));
    assertThat(layer.certificates()).hasSize(3);
    assertThat(layer.timestamp()).isEqualTo(Bytes.of(new byte[] {1}));
    LogEntry entry = layer.logEntry();
    assertThat(entry).extracting(LogEntry::integratedTime).isEqualTo(9L);
    assertThat(entry).extracting(each -> each.logId().hex()).isEqualTo(LOG_ID);
    assertThat(entry).extracting(each -> each.body().size()).isEqualTo(2);
  }

  @Test
  void anEmptyOneIsAbsent() throws Exception {
    Map<String, String> empty = new HashMap<>(ANNOTATIONS);
    empty.replaceAll((name, value) -> "");

    assertThat(LayerSignature.parse(empty)).isEqualTo(LayerSignature.parse(Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dev.cosignproject.cosign/signature|AQ==|AQ|MALFORMED",
        "dev.cosignproject.cosign/signature|AQ==|-_8=|MALFORMED",
        "dev.sigstore.cosign/bundle|\"body\":\"e30=\"|\"body\":{}|MALFORMED",
        "dev.sigstore.cosign/bundle|\"body\"|\"Body\"|MALFORMED",
        "dev.sigstore.cosign/bundle|\"Payload\"|\"payload\"|MALFORMED",
        "dev.sigstore.cosign/bundle|\"body\"|\"more\":1,\"body\"|MALFORMED",
        "dev.sigstore.cosign/bundle|\"logIndex\":7|\"logIndex\":-1|MALFORMED",
        "dev.sigstore.cosign/bundle|\"logIndex\":7|\"logIndex\":\"7\"|MALFORMED",
        "dev.sigstore.cosign/bundle|\"integratedTime\":9,||MALFORMED",
        "dev.sigstore.cosign/bundle|0a0a|0A0a|MALFORMED",
        "dev.sigstore.cosign/bundle|:\"0a|:\"0|MALFORMED",
        "dev.sigstore.cosign/rfc3161timestamp|Signed|signed|MALFORMED",
        "dev.sigstore.cosign/certificate|BEGIN CERTIFICATE|BEGIN PUBLIC KEY|MALFORMED",
        "dev.sigstore.cosign/chain|END CERTIFICATE|END|MALFORMED",
      })
  void theyAreReadStrictly(String name, String what, String by, Reason reason) {
    String value = String.valueOf(ANNOTATIONS.get(name));
    assertThat(value).contains(what);
    assertRefused(name, value.replace(what, by == null ? "" : by), reason);
  }

  @Test
  void aCertificateIsOneAndAChainHasAnEnd() {
    assertRefused(LayerSignature.CERTIFICATE, CERTIFICATE + CERTIFICATE, Reason.MALFORMED);
    assertRefused(LayerSignature.CERTIFICATE, "none", Reason.MALFORMED);
    assertRefused(
        LayerSignature.CERTIFICATE,
        CERTIFICATE.replace("CERTIFICATE", "PRIVATE KEY"),
        Reason.MALFORMED);
    assertRefused(LayerSignature.CHAIN, CERTIFICATE.repeat(16), Reason.LIMIT_EXCEEDED);
    assertRefused(LayerSignature.CHAIN, "x".repeat(1024 * 1024 + 1), Reason.LIMIT_EXCEEDED);
  }

  private static void assertRefused(String name, String value, Reason reason) {
    Map<String, String> changed = new HashMap<>(ANNOTATIONS);
    changed.put(name, value);
    assertThatThrownBy(() -> LayerSignature.parse(changed))
        .isInstanceOfSatisfying(
            SignatureRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
