package io.mcv.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageManifest;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultProxyTest {
  private static final int SIZE = 3000;
  private static final String MANIFEST = "/v2/image/manifests/t";
  private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  @TempDir static Path shared;
  private static LoopbackRegistry registry;
  private static Descriptor layer;

  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .retryOnConnectionFailure(false)
          .followRedirects(false)
          .readTimeout(Duration.ofSeconds(2))
          .build();
  private FaultProxy proxy;

  @BeforeAll
  static void startRegistry() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
    RandomImages.in(shared.resolve("layout"), 5).image("t", SIZE);
    push(registry.image("image:t")).orFail();
    layer =
        ((ImageManifest) OciLayout.open(shared.resolve("layout")).source("t").manifest().parse())
            .layers()
            .get(0);
  }

  @AfterAll
  static void stopRegistry() {
    registry.close();
  }

  @BeforeEach
  void startProxy() throws IOException {
    proxy = FaultProxy.before(registry);
  }

  @AfterEach
  void stopProxy() {
    proxy.close();
  }

  @Test
  void withoutAFaultAnImageGoesThroughAndAllIsRemembered() throws Exception {
    registry.clearAccesses();
    push(proxy.image("other:t")).orFail();
    List<Exchange> exchanges = proxy.exchanges();

    assertThat(registry.accesses()).hasSameSizeAs(exchanges);
    assertThat(exchanges)
        .filteredOn(exchange -> exchange.request().method().equals("PATCH"))
        .anySatisfy(
            upload -> {
              assertThat(Digest.sha256(upload.request().body())).isEqualTo(layer.digest());
              assertThat(Objects.requireNonNull(upload.answer()).status()).isEqualTo(202);
            });
    assertThat(exchanges)
        .extracting(exchange -> exchange.request().header("host"))
        .containsOnly(proxy.host());
  }

  @Test
  void aLocationOfTheRegistryLeadsToTheProxy() throws IOException {
    Request start =
        new Request.Builder()
            .url(proxy.base() + "/v2/image/blobs/uploads/")
            .post(RequestBody.create(new byte[0]))
            .build();
    try (Response response = client.newCall(start).execute()) {
      assertThat(response.header("Location")).startsWith(proxy.base() + "/v2/image/blobs/uploads/");
    }
  }

  @Test
  void aHeadHasTheLengthAndNoBody() throws IOException {
    Request head = new Request.Builder().url(proxy.base() + blob()).head().build();
    try (Response response = client.newCall(head).execute()) {
      assertThat(response.header("Content-Length")).isEqualTo("" + SIZE);
    }
  }

  @Test
  void theFaultMeetsTheRequestWithItsNumberAlone() throws IOException {
    proxy.injectAt(1, Fault.error(500));

    assertThat(status(blob())).isEqualTo(200);
    assertThat(status(blob())).isEqualTo(500);
    assertThat(status(blob())).isEqualTo(200);
    assertThat(proxy.faults()).isEqualTo(1);
  }

  @Test
  void theFaultMeetsAsManyRequestsOfAKindAsItIsTold() throws IOException {
    proxy.inject(Fault.error(503), 2, request -> request.path().endsWith("/t"));

    assertThat(status(blob())).isEqualTo(200);
    assertThat(List.of(status(MANIFEST), status(MANIFEST), status(MANIFEST)))
        .containsExactly(503, 503, 200);
  }

  @Test
  void afterAResetNumbersBeginAgain() throws IOException {
    status(MANIFEST);
    proxy.injectAt(1, Fault.error(503));
    proxy.reset();

    assertThat(proxy.exchanges()).isEmpty();
    assertThat(status(MANIFEST)).isEqualTo(200);
    assertThat(status(MANIFEST)).isEqualTo(200);
    assertThat(proxy.exchanges().get(0).request().number()).isZero();
  }

  @Test
  void aResetBeforeIsNotSeenByTheRegistry() throws Exception {
    registry.clearAccesses();
    proxy.injectAt(0, new Fault.ResetBefore());

    assertThatThrownBy(() -> status(blob())).isInstanceOf(SocketException.class);
    assertThat(registry.accesses()).isEmpty();
  }

  @Test
  void aResetAfterIsSeenByTheRegistryAndNotByTheClient() throws Exception {
    registry.clearAccesses();
    proxy.injectAt(0, new Fault.ResetAfter());

    assertThatThrownBy(() -> status(blob())).isInstanceOf(SocketException.class);
    assertThat(registry.accesses()).containsExactly(new AccessLine("GET", blob(), 200));
  }

  @Test
  void aStallEndsAfterItsTime() throws IOException {
    proxy.injectAt(0, new Fault.Stall(Duration.ofMillis(300)));

    Instant begin = Instant.now();
    assertThat(status(blob())).isEqualTo(200);
    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void aStallEndsWhenTheProxyIsClosed() throws IOException {
    proxy.injectAt(0, new Fault.Stall(Duration.ofHours(1)));
    OkHttpClient hasty = client.newBuilder().readTimeout(300, TimeUnit.MILLISECONDS).build();
    Request request = new Request.Builder().url(proxy.base() + blob()).build();

    assertThatThrownBy(() -> hasty.newCall(request).execute())
        .isInstanceOf(SocketTimeoutException.class);
    Instant begin = Instant.now();
    proxy.close();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aHalfBodyEndsTheConnection() throws IOException {
    proxy.injectAt(0, new Fault.HalfBody());

    try (Response response = get(blob())) {
      InputStream in = response.body().byteStream();
      assertThat(response.header("Content-Length")).isEqualTo("" + SIZE);
      assertThat(first(in, SIZE / 2)).isEqualTo(Arrays.copyOf(original(), SIZE / 2));
      assertThatThrownBy(in::read).isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void aLengthThatIsNeverReachedEndsTheConnection() throws IOException {
    proxy.injectAt(0, new Fault.WrongLength(10));

    try (Response response = get(blob())) {
      InputStream in = response.body().byteStream();
      assertThat(first(in, SIZE)).isEqualTo(original());
      assertThatThrownBy(in::read).isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void aLengthThatIsTooSmallCutsTheBody() throws IOException {
    proxy.injectAt(0, new Fault.WrongLength(-10));

    assertThat(body(blob())).isEqualTo(Arrays.copyOf(original(), SIZE - 10));
    assertThat(body(blob())).isEqualTo(original());
  }

  @Test
  void aWrongByteIsOneByte() throws IOException {
    proxy.injectAt(0, new Fault.WrongByte());

    byte[] body = body(blob());
    assertThat(body).isNotEqualTo(original()).hasSize(SIZE);
    body[SIZE / 2] ^= 1;
    assertThat(body).isEqualTo(original());
  }

  @Test
  void aWrongDigestIsInTheHeaderAlone() throws IOException {
    proxy.injectAt(0, new Fault.WrongDigest());

    try (Response response = get(blob())) {
      assertThat(Digest.parse(String.valueOf(response.header("Docker-Content-Digest"))))
          .isNotEqualTo(layer.digest());
      assertThat(response.body().bytes()).isEqualTo(original());
    }
  }

  @Test
  void anEndlessBodyGoesOnAfterTheContent() throws IOException {
    proxy.injectAt(0, new Fault.EndlessBody());

    try (Response response = get(blob())) {
      InputStream in = response.body().byteStream();
      assertThat(response.body().contentLength()).isEqualTo(-1);
      assertThat(first(in, SIZE)).isEqualTo(original());
      assertThat(in.skip(5_000_000)).isEqualTo(5_000_000);
    }
  }

  @Test
  void aDripTakesItsTimeForEachByte() throws IOException {
    proxy.injectAt(0, new Fault.Drip(Duration.ofMillis(30)));

    try (Response response = get(blob())) {
      Instant begin = Instant.now();
      assertThat(first(response.body().byteStream(), 10)).isEqualTo(Arrays.copyOf(original(), 10));
      assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(240));
    }
  }

  @Test
  void aRedirectLeadsToTheSamePathOfAnotherServer() throws IOException {
    proxy.injectAt(0, new Fault.RedirectTo(URI.create("http://127.0.0.1:9")));

    try (Response response = get(blob())) {
      assertThat(response.code()).isEqualTo(307);
      assertThat(response.header("Location")).isEqualTo("http://127.0.0.1:9" + blob());
    }
  }

  @Test
  void tooManyRequestsTellsWhenToComeAgain() throws IOException {
    proxy.injectAt(0, Fault.tooManyRequests(7));
    proxy.injectAt(1, Fault.tooManyRequests(Instant.parse("2030-01-02T03:04:05Z")));

    try (Response response = get(blob())) {
      assertThat(response.code()).isEqualTo(429);
      assertThat(response.header("Retry-After")).isEqualTo("7");
      assertThat(response.body().string()).contains("TOOMANYREQUESTS");
    }
    try (Response response = get(blob())) {
      assertThat(response.header("Retry-After")).isEqualTo("Wed, 02 Jan 2030 03:04:05 GMT");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 408, 500, 503})
  void anErrorHasAStatusAndABodyOfJson(int status) throws Exception {
    registry.clearAccesses();
    proxy.injectAt(0, Fault.error(status));

    try (Response response = get(blob())) {
      assertThat(response.code()).isEqualTo(status);
      assertThat(response.header("Content-Type")).isEqualTo("application/json");
      assertThat(response.body().string()).startsWith("{\"errors\":[{\"code\":\"");
    }
    assertThat(registry.accesses()).isEmpty();
  }

  @Test
  void aChallengeIsInItsHeader() throws IOException {
    proxy.injectAt(0, Fault.unauthorized("Basic realm=/"));

    try (Response response = get(blob())) {
      assertThat(response.header("WWW-Authenticate")).isEqualTo("Basic realm=/");
    }
  }

  @Test
  void gatewaysAndLoginPagesSpeakHtml() throws IOException {
    proxy.injectAt(0, Fault.gateway(502));
    proxy.injectAt(1, Fault.loginPage());

    try (Response response = get(MANIFEST)) {
      assertThat(response.code()).isEqualTo(502);
      assertThat(response.header("Content-Type")).startsWith("text/html");
    }
    try (Response response = get(MANIFEST)) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.body().string()).contains("<form>");
    }
  }

  @Test
  void aFaultOfTheBodyLeavesAnAnswerWithoutOneAndDoesNotCount() throws IOException {
    proxy.injectAt(0, new Fault.WrongByte());
    Request head = new Request.Builder().url(proxy.base() + blob()).head().build();

    try (Response response = client.newCall(head).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }
    assertThat(proxy.faults()).isZero();
  }

  @Test
  void withTlsAllIsTheSameForWhoTrustsTheAuthority() throws Exception {
    TestCertificates certificates = TestCertificates.in(shared.resolve("certificates"));
    try (FaultProxy tls = FaultProxy.withTls(registry.base(), certificates)) {
      HttpClient trusting =
          HttpClient.newBuilder().sslContext(certificates.clientContext(null)).build();
      HttpRequest request = HttpRequest.newBuilder(URI.create(tls.base() + blob())).build();

      assertThat(trusting.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(original());
      assertThat(tls.base().getScheme()).isEqualTo("https");
      assertThatThrownBy(
              () ->
                  client.newCall(new Request.Builder().url(tls.base() + "/v2/").build()).execute())
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void withoutARegistryTheAnswerIsBadGateway() throws IOException {
    try (FaultProxy alone = FaultProxy.before(URI.create("http://127.0.0.1:" + FreePort.find()))) {
      Request request = new Request.Builder().url(alone.base() + "/v2/").build();
      try (Response response = client.newCall(request).execute()) {
        assertThat(response.code()).isEqualTo(502);
      }
    }
  }

  private static Peer.Outcome push(String image) {
    return Peer.require("skopeo")
        .with("HOME", shared.toString())
        .run("copy", "--dest-tls-verify=false", "oci:" + shared.resolve("layout") + ":t", image);
  }

  private static String blob() {
    return "/v2/image/blobs/" + layer.digest();
  }

  private static byte[] original() throws IOException {
    try (InputStream blob = OciLayout.open(shared.resolve("layout")).source("t").openBlob(layer)) {
      return blob.readAllBytes();
    }
  }

  /** Reads no further: what comes after them may be an error. */
  private static byte[] first(InputStream in, int size) throws IOException {
    byte[] bytes = new byte[size];
    assertThat(in.readNBytes(bytes, 0, size)).isEqualTo(size);
    return bytes;
  }

  private int status(String path) throws IOException {
    try (Response response = get(path)) {
      return response.code();
    }
  }

  private byte[] body(String path) throws IOException {
    try (Response response = get(path)) {
      return response.body().bytes();
    }
  }

  private Response get(String path) throws IOException {
    return client
        .newCall(
            new Request.Builder().url(proxy.base() + path).header("Accept", OCI_MANIFEST).build())
        .execute();
  }
}
