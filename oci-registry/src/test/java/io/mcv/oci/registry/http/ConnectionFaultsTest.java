package io.mcv.oci.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcv.oci.registry.http.ConnectionException.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What real faults of the network are called, and that each is told before its deadline. */
class ConnectionFaultsTest {
  private static final Duration SILENCE = Duration.ofMillis(400);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Timeouts TIMEOUTS = new Timeouts(SILENCE, SILENCE, SILENCE.multipliedBy(2));

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private final List<String> debug = new ArrayList<>();
  private final HttpTransport transport =
      new HttpTransport(
          TIMEOUTS,
          server -> trusting(authority),
          new Direct(),
          proxy -> null,
          ConnectionFaultsTest::onLoopback,
          debug::add);

  @AfterEach
  void theTransportIsClosed() {
    transport.close();
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    ConnectionException fault = faultAt("http://127.0.0.1:" + port + "/v2/");
    assertThat(fault.problem()).isEqualTo(Problem.UNREACHABLE);
    assertThat(fault).hasMessageContaining("127.0.0.1:" + port + " refused the connection");
  }

  @Test
  void theHostIsNotKnown() {
    ConnectionException fault = faultAt("https://nowhere.invalid/v2/");
    assertThat(fault.problem()).isEqualTo(Problem.UNKNOWN_HOST);
    assertThat(fault).hasMessage("the host nowhere.invalid is not known: check its name and DNS");
  }

  @Test
  void theCertificateHasExpired() throws IOException {
    HeldCertificate expired =
        named("localhost").validityInterval(0, 1_000_000_000_000L).signedBy(authority).build();
    ConnectionException fault = faultBehind(expired);
    assertThat(fault.problem()).isEqualTo(Problem.CERTIFICATE);
    assertThat(fault).hasMessageContaining("has expired");
  }

  @Test
  void theCertificateIsNotValidYet() throws IOException {
    long tomorrow = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
    HeldCertificate early =
        named("localhost")
            .validityInterval(tomorrow, tomorrow + Duration.ofDays(1).toMillis())
            .signedBy(authority)
            .build();
    assertThat(faultBehind(early)).hasMessageContaining("is not valid yet");
  }

  @Test
  void theCertificateIsSignedByNobodyWeTrust() throws IOException {
    ConnectionException fault = faultBehind(named("localhost").build(), List.of());
    assertThat(fault.problem()).isEqualTo(Problem.CERTIFICATE);
    assertThat(fault)
        .hasMessageContaining("not signed by an authority that is trusted here")
        .hasMessageContaining("ca.crt");
  }

  @Test
  void theCertificateIsForAnotherHost() throws IOException {
    ConnectionException fault = faultBehind(named("other.example").signedBy(authority).build());
    assertThat(fault.problem()).isEqualTo(Problem.CERTIFICATE);
    assertThat(fault).hasMessageContaining("is for another host");
  }

  @Test
  void theServerSpeaksPlainHttp() throws IOException {
    try (RawServer server = new RawServer("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      server.listens = false;
      ConnectionException fault = faultAt("https://localhost:" + server.port() + "/v2/");
      assertThat(fault.problem()).isEqualTo(Problem.TLS);
      assertThat(fault).hasMessageContaining("--tls-verify=false");
    }
  }

  @Test
  void theServerKeepsSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ConnectionException fault = faultAt("http://127.0.0.1:" + silent.getLocalPort() + "/v2/");
      assertThat(fault.problem()).isEqualTo(Problem.TIMEOUT);
      assertThat(fault).hasMessageContaining("did not answer in time");
    }
  }

  @Test
  void theServerKeepsSilentInTheMiddleOfABody() throws IOException {
    try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")) {
      ConnectionException fault = faultWhileReading(server, true);
      assertThat(fault.problem()).isEqualTo(Problem.TIMEOUT);
    }
  }

  @Test
  void aBodyThatDripsEndsWithTheTimeOfTheExchange() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.enqueue(
          new MockResponse.Builder()
              .body("x".repeat(10_000))
              .throttleBody(1, 50, TimeUnit.MILLISECONDS)
              .build());
      server.start(InetAddress.getLoopbackAddress(), 0);
      ConnectionException fault =
          soon(
              () -> {
                try (HttpResponse response =
                    transport.send(HttpRequest.of("GET", server.url("/").uri()))) {
                  response.read(100_000);
                }
              });
      assertThat(fault.problem()).isEqualTo(Problem.TIMEOUT);
    }
  }

  @Test
  void theConnectionEndsBeforeTheBodyDoes() throws IOException {
    try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")) {
      server.hangsUp = true;
      assertThat(faultWhileReading(server, false).problem()).isEqualTo(Problem.BROKEN);
    }
  }

  @Test
  void whatComesIsNoHttp() throws IOException {
    try (RawServer server = new RawServer("220 mail.example ESMTP\r\n\r\n")) {
      ConnectionException fault = faultAt("http://127.0.0.1:" + server.port() + "/v2/");
      assertThat(fault.problem()).isEqualTo(Problem.BROKEN);
      assertThat(String.valueOf(fault.getMessage()).lines()).hasSize(1);
    }
  }

  @Test
  void anEndlessBodyIsReadNoFurtherThanAskedFor() throws IOException {
    String head = "HTTP/1.1 200 OK\r\n\r\n";
    try (RawServer server = new RawServer(head + "x".repeat(200_000))) {
      HttpRequest request = HttpRequest.of("GET", URI.create("http://127.0.0.1:" + server.port()));
      try (HttpResponse response = transport.send(request)) {
        assertThat(response.read(1000)).hasSize(1000);
      }
    }
  }

  @Test
  void anInterruptedThreadIsNotCalledATimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.currentThread().interrupt();
      ConnectionException fault = faultAt("http://127.0.0.1:" + silent.getLocalPort() + "/v2/");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(fault.problem()).isEqualTo(Problem.INTERRUPTED);
    }
  }

  @Test
  void aGuardedRequestDoesNotReachAPrivateAddress() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start(InetAddress.getLoopbackAddress(), 0);
      for (String host : List.of("127.0.0.1", "localhost")) {
        URI uri = URI.create("http://" + host + ":" + server.getPort() + "/latest/meta-data");
        ConnectionException fault =
            soon(() -> transport.send(HttpRequest.of("GET", uri).guardedFromPrivateNetworks()));
        assertThat(fault.problem()).isEqualTo(Problem.FORBIDDEN);
        assertThat(fault).hasMessageContaining("private network");
      }
      assertThat(server.getRequestCount()).isZero();
    }
  }

  @Test
  void whatCannotPassIsNotTriedAgain() {
    assertThat(List.of(Problem.values()))
        .filteredOn(problem -> new ConnectionException(problem, "x").isPassing())
        .containsExactly(Problem.UNREACHABLE, Problem.TIMEOUT, Problem.BROKEN);
  }

  @Test
  void eachFaultIsOneLineForDebugging() {
    faultAt("https://nowhere.invalid/v2/?state=secret");
    assertThat(debug)
        .singleElement()
        .asString()
        .contains("nowhere.invalid")
        .doesNotContain("secret");
  }

  private ConnectionException faultBehind(HeldCertificate certificate) throws IOException {
    return faultBehind(certificate, List.of(authority.certificate()));
  }

  private ConnectionException faultBehind(
      HeldCertificate certificate, List<X509Certificate> issuers) throws IOException {
    HandshakeCertificates shown =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate, issuers.toArray(X509Certificate[]::new))
            .build();
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(shown.sslSocketFactory());
      server.start(InetAddress.getLoopbackAddress(), 0);
      return faultAt("https://localhost:" + server.getPort() + "/v2/");
    }
  }

  private ConnectionException faultWhileReading(RawServer server, boolean streamed) {
    HttpRequest request = HttpRequest.of("GET", URI.create("http://127.0.0.1:" + server.port()));
    return soon(
        () -> {
          HttpRequest sent = streamed ? request.asStream() : request;
          try (HttpResponse response = transport.send(sent)) {
            response.read(100);
          }
        });
  }

  private ConnectionException faultAt(String uri) {
    return soon(() -> transport.send(HttpRequest.of("GET", URI.create(uri))));
  }

  private static ConnectionException soon(ThrowingCallable step) {
    Instant begin = Instant.now();
    ConnectionException fault = catchThrowableOfType(ConnectionException.class, step);
    assertThat(fault).isNotNull();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(SOON);
    return fault;
  }

  private static HeldCertificate.Builder named(String host) {
    return new HeldCertificate.Builder().commonName(host).addSubjectAlternativeName(host);
  }

  private static TlsSettings trusting(HeldCertificate authority) {
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder().addTrustedCertificate(authority.certificate()).build();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", authority.certificate());
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          SSLSocketFactory sockets = trust.sslSocketFactory();
          return new TlsSettings(sockets, x509, null);
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException("no trust manager");
  }

  private static List<InetAddress> onLoopback(String host) throws UnknownHostException {
    if (host.equals("localhost") || host.equals("127.0.0.1")) {
      return List.of(InetAddress.getByName("127.0.0.1"));
    }
    throw new UnknownHostException(host);
  }

  private static final class Direct extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // There is no proxy.
    }
  }
}
