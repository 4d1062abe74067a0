package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.registry.config.UserEnvironment;
import io.mcv.testing.registry.Exchange;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Addressing and redirects: Location relative or absolute, with a query or without; the newest one
 * counts; stale ones restart; redirects followed, stripped, bounded, never down to http or into
 * private networks; foreign layers.
 */
class AddressingAndRedirectsTest {
  private static final String UPLOADS = "/v2/a/blobs/uploads/";

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "/v2/a/blobs/uploads/1?state=x%2By%3D, /v2/a/blobs/uploads/1?state=x%2By%3D&digest=",
    "/v2/a/blobs/uploads/1, /v2/a/blobs/uploads/1?digest=",
    "1?state=x, /v2/a/blobs/uploads/1?state=x&digest=",
    "/elsewhere/upload?, /elsewhere/upload?digest="
  })
  void aRelativeLocationIsResolvedAgainstTheRequestAndGetsTheDigest(String location, String sent)
      throws Exception {
    SmallImage image = SmallImage.of("layer");
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client()) {
      server.on("POST", UPLOADS, r -> answer(202).setHeader("Location", location).build());
      server.on("PUT", ".*digest=.*", ScriptedServer.status(201));

      pushBlob(client, server.host() + "/a:t", image);

      assertThat(server.requests("PUT", ".*"))
          .extracting(RecordedRequest::getTarget)
          .containsExactly(sent + image.blob().digest());
    }
  }

  @Test
  void anAbsoluteLocationOnAnotherHostGetsNoCredentials() throws Exception {
    SmallImage image = SmallImage.of("layer");
    try (ScriptedServer server = ScriptedServer.start();
        ScriptedServer storage = ScriptedServer.start();
        RegistryClient client =
            new RegistryClient(
                Transfers.options(temp).credentials(Transfers.as("user", "secret")).build())) {
      wantPassword(server);
      server.on(
          "POST",
          UPLOADS,
          r ->
              r.getHeaders().get("Authorization") == null
                  ? answer(401).setHeader("WWW-Authenticate", "Basic realm=x").build()
                  : answer(202).setHeader("Location", storage.base() + "/up?sig=1").build());
      storage.on("PUT", "/up.*", ScriptedServer.status(201));

      pushBlob(client, server.host() + "/a:t", image);

      assertThat(storage.requests())
          .singleElement()
          .satisfies(r -> assertThat(r.getHeaders().get("Authorization")).isNull());
    }
  }

  @Test
  void eachPartGoesToThePlaceThatTheAnswerBeforeHasNamed() throws Exception {
    byte[] layer = new byte[100_000];
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client =
            new RegistryClient(Transfers.options(temp).inParts(true).chunkBytes(30_000).build())) {
      pushBlob(client, proxy.host() + "/a:t", SmallImage.of(layer, null, null));

      List<Exchange> all = proxy.exchanges();
      List<Exchange> session =
          all.stream().filter(e -> e.request().path().contains("/uploads/")).toList();
      assertThat(session).hasSize(6);
      for (int i = 1; i < session.size(); i++) {
        String named = location(session.get(i - 1));
        assertThat(session.get(i).request().target()).startsWith(named);
      }
    }
  }

  @Test
  void aSessionThatIsGoneRestartsTheUploadInsteadOfMissingTheRepository() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client()) {
      server.on("POST", UPLOADS, r -> answer(202).setHeader("Location", "/up/2").build());
      server.on("POST", UPLOADS, 1, r -> answer(202).setHeader("Location", "/up/1").build());
      server.on(
          "PUT",
          "/up/1.*",
          r -> ScriptedServer.error(404, "BLOB_UPLOAD_INVALID", "stale state").build());
      server.on("PUT", "/up/2.*", ScriptedServer.status(201));

      pushBlob(client, server.host() + "/a:t", SmallImage.of("layer"));

      assertThat(server.requests("POST", UPLOADS)).hasSize(2);
      assertThat(server.requests("PUT", "/up/2.*")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsOfManifestsAndBlobsAreFollowedWithoutTheCredentials(int status) throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        ScriptedServer storage = ScriptedServer.start();
        RegistryClient client =
            new RegistryClient(
                Transfers.options(temp).credentials(Transfers.as("user", "secret")).build())) {
      SmallImage image = SmallImage.of("layer").at(storage, "a", "t");
      server.on(
          "GET",
          "/v2/a/.*",
          r -> answer(status).setHeader("Location", storage.base() + r.getTarget()).build());
      wantPassword(server);

      try (ImageSource source = client.source(Transfers.name(server.host() + "/a:t"))) {
        assertThat(source.manifest().digest()).isEqualTo(image.manifest().digest());
        assertThat(source.openBlob(image.blob()).readAllBytes()).isEqualTo(image.layer());
      }
      assertThat(server.requests("GET", ".*"))
          .anySatisfy(r -> assertThat(r.getHeaders().get("Authorization")).isNotNull());
      assertThat(storage.requests())
          .hasSize(2)
          .allSatisfy(r -> assertThat(r.getHeaders().get("Authorization")).isNull());
    }
  }

  @Test
  void anEndlessRedirectIsOneClearError() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client()) {
      server.on("GET", "/v2/a/.*", r -> answer(307).setHeader("Location", r.getTarget()).build());
      assertThatThrownBy(() -> client.source(Transfers.name(server.host() + "/a:t")))
          .isInstanceOf(RegistryConnectionException.class)
          .hasMessageContaining("redirected more than 5 times");
    }
  }

  @Test
  void aRedirectFromTlsToPlainHttpIsRefused() throws Exception {
    TestCertificates certificates = TestCertificates.in(temp.resolve("certificates"));
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.withTls(registry.base(), certificates);
        RegistryClient client =
            new RegistryClient(
                Transfers.options(temp)
                    .tlsVerify(true)
                    .certificateFolder(certificates.certsFolder(proxy.host()))
                    .build())) {
      proxy.inject(new Fault.RedirectTo(registry.base()), 1, r -> true);
      registry.clearAccesses();

      assertThatThrownBy(() -> client.source(Transfers.name(proxy.host() + "/a:t")))
          .isInstanceOf(RegistryConnectionException.class)
          .hasMessageContaining("plain http");
      assertThat(registry.accesses()).isEmpty();
    }
  }

  @Test
  void aPublicRegistryDoesNotLeadIntoAPrivateNetwork() throws Exception {
    try (ScriptedServer gateway = ScriptedServer.start();
        ScriptedServer inside = ScriptedServer.start();
        RegistryClient client = publicWorldBehind(gateway, false)) {
      gateway.on(
          "GET", ".*", r -> answer(307).setHeader("Location", inside.base() + "/secret").build());
      assertThatThrownBy(() -> client.source(Transfers.name("registry.example/a:t")))
          .isInstanceOf(RegistryConnectionException.class)
          .hasMessageContaining("private network");
      assertThat(inside.requests()).isEmpty();
    }
  }

  @Test
  void foreignLayersAreNotFetchedUnlessTheUserWantsThem() throws Exception {
    Descriptor foreign = foreign("http://layers.example/l");
    try (ScriptedServer gateway = ScriptedServer.start();
        RegistryClient client = publicWorldBehind(gateway, false)) {
      ImageSource source = sourceWith(gateway, client, foreign);
      assertThatThrownBy(() -> source.openBlob(foreign))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("--foreign-layers");
      assertThat(gateway.requests("GET", ".*layers.example.*")).isEmpty();
    }
  }

  @Test
  void foreignLayersAreFetchedWithoutCredentialsAndVerified() throws Exception {
    Descriptor foreign = foreign("http://layers.example/l");
    try (ScriptedServer gateway = ScriptedServer.start();
        RegistryClient client = publicWorldBehind(gateway, true)) {
      ImageSource source = sourceWith(gateway, client, foreign);
      gateway.on(
          "GET",
          ".*layers.example/l",
          r -> ScriptedServer.bytes("foreign".getBytes(StandardCharsets.US_ASCII)).build());

      assertThat(source.openBlob(foreign).readAllBytes()).asString().isEqualTo("foreign");
      assertThat(gateway.requests("GET", ".*layers.example.*"))
          .singleElement()
          .satisfies(r -> assertThat(r.getHeaders().get("Authorization")).isNull());
      assertThat(gateway.requests("GET", ".*registry.example/v2/a/blobs.*"))
          .allSatisfy(r -> assertThat(r.getHeaders().get("Authorization")).isNotNull());

      gateway.on("GET", ".*layers.example/l", r -> ScriptedServer.bytes(new byte[7]).build());
      assertThatThrownBy(() -> source.openBlob(foreign).readAllBytes())
          .isInstanceOf(DigestMismatchException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://layers.example/l", "http://127.0.0.1:1/l"})
  void foreignLayersAreNeitherFilesNorInPrivateNetworks(String url) throws Exception {
    Descriptor foreign = foreign(url);
    try (ScriptedServer gateway = ScriptedServer.start();
        RegistryClient client = publicWorldBehind(gateway, true)) {
      ImageSource source = sourceWith(gateway, client, foreign);
      assertThatThrownBy(() -> source.openBlob(foreign))
          .isInstanceOf(IOException.class)
          .hasMessageMatching(".*(not one that http leads to|private network).*");
    }
  }

  /** All of the Internet is behind one proxy, which a test is; this host is reached directly. */
  private RegistryClient publicWorldBehind(ScriptedServer gateway, boolean foreignLayers)
      throws Exception {
    UserEnvironment environment =
        new UserEnvironment(
            Map.of(
                "http_proxy", gateway.base().toString(), "https_proxy", gateway.base().toString()),
            temp,
            temp.resolve("root"));
    return new RegistryClient(
        RegistryOptions.of(environment)
            .newBuilder()
            .tlsVerify(false)
            .foreignLayers(foreignLayers)
            .credentials(Transfers.as("user", "secret"))
            .resolver(
                host ->
                    host.equals("127.0.0.1")
                        ? List.of(InetAddress.getByName(host))
                        : List.of(InetAddress.getByName("203.0.113.7")))
            .build());
  }

  private static ImageSource sourceWith(
      ScriptedServer gateway, RegistryClient client, Descriptor layer) throws Exception {
    ImageManifest manifest =
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            null,
            Descriptor.of(MediaType.OCI_CONFIG, SmallImage.CONFIG),
            List.of(layer),
            null,
            null);
    gateway.on(
        "GET",
        ".*/v2/a/manifests/t",
        r ->
            ScriptedServer.whole(manifest.toRaw())
                .body(ScriptedServer.buffer(manifest.toRaw().bytes()))
                .build());
    wantPassword(gateway);
    return client.source(Transfers.name("registry.example/a:t"));
  }

  @SuppressWarnings("NullAway") // cannot read from class files that an array may be null
  private static Descriptor foreign(String url) {
    Descriptor layer =
        Descriptor.of(SmallImage.LAYER, "foreign".getBytes(StandardCharsets.US_ASCII));
    return new Descriptor(
        layer.mediaType(), layer.digest(), layer.size(), List.of(url), null, null, null, null);
  }

  private static void wantPassword(ScriptedServer server) {
    server.on(
        "GET",
        ".*/v2/a/manifests/.*",
        1,
        r -> answer(401).setHeader("WWW-Authenticate", "Basic realm=x").build());
  }

  /** Path and query of the place that an answer names. */
  private static String location(Exchange exchange) {
    String location = exchange.answer() == null ? null : exchange.answer().header("location");
    return String.valueOf(location).replaceFirst("^http://[^/]+", "");
  }

  private RegistryClient client() throws Exception {
    return new RegistryClient(Transfers.options(temp).build());
  }

  private static void pushBlob(RegistryClient client, String to, SmallImage image)
      throws Exception {
    try (ImageSink sink = client.sink(Transfers.name(to))) {
      sink.copyBlob(image.blob(), image, n -> {});
    }
  }
}
