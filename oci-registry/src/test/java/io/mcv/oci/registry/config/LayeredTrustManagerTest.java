package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class LayeredTrustManagerTest {
  private static final HeldCertificate AUTHORITY = Certificates.authority("authority");
  private static final HeldCertificate STRANGER = Certificates.authority("stranger");
  private static final X509Certificate[] CHAIN = {
    Certificates.server(AUTHORITY, "localhost").certificate()
  };

  private final List<String> made = new ArrayList<>();

  private TrustLayer layer(String name, HeldCertificate... authorities) {
    return TrustLayer.of(
        () -> {
          made.add(name);
          return List.of(authorities).stream().map(HeldCertificate::certificate).toList();
        });
  }

  private static void check(LayeredTrustManager manager) throws CertificateException {
    manager.checkServerTrusted(CHAIN, "ECDHE_ECDSA");
  }

  @Test
  void aLayerIsMadeOnlyWhenThoseBeforeItSaidNoAndOnlyOnce() throws Exception {
    TrustLayer first = layer("first", STRANGER);
    TrustLayer second = layer("second", AUTHORITY);
    TrustLayer third = layer("third", AUTHORITY);
    LayeredTrustManager manager = new LayeredTrustManager(List.of(first, second, third), second);
    assertThat(manager.getAcceptedIssuers()).isEmpty();
    assertThat(made).isEmpty();

    check(manager);
    check(manager);

    assertThat(made).containsExactly("first", "second");
  }

  @Test
  void theErrorIsThatOfTheDecisiveLayerAndKeepsTheOthers() {
    TrustLayer broken =
        TrustLayer.of(
            () -> {
              throw new IOException("broken");
            });
    TrustLayer empty = layer("empty");
    TrustLayer decisive = layer("decisive", STRANGER);
    LayeredTrustManager manager =
        new LayeredTrustManager(List.of(broken, empty, decisive), decisive);

    assertThatThrownBy(() -> check(manager))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("unable to find valid certification path")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .satisfies(s -> assertThat(s).hasMessage("broken")));
  }

  @Test
  void aBrokenLayerDoesNotHideOneThatTrusts() {
    TrustLayer broken =
        TrustLayer.of(
            () -> {
              throw new IOException("broken");
            });
    LayeredTrustManager manager =
        new LayeredTrustManager(List.of(broken, layer("good", AUTHORITY)), broken);

    assertThatCode(() -> check(manager)).doesNotThrowAnyException();
  }

  @Test
  void clientsAreNeverTrusted() {
    TrustLayer layer = layer("layer", AUTHORITY);
    LayeredTrustManager manager = new LayeredTrustManager(List.of(layer), layer);

    assertThatThrownBy(() -> manager.checkClientTrusted(CHAIN, "ECDHE_ECDSA"))
        .isInstanceOf(CertificateException.class);
  }
}
