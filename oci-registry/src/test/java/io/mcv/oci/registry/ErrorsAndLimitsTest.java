package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;
import static io.mcv.oci.registry.ScriptedServer.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.registry.http.Timeouts;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Errors and limits: bodies of JSON, text, HTML or nothing; login pages with 200; what is tried
 * again and what never; Retry-After; rate limits for debugging; names that are refused before any
 * traffic.
 */
class ErrorsAndLimitsTest {
  private static final SmallImage IMAGE = SmallImage.of("layer");

  @TempDir Path temp;
  private final RecordedLines lines = new RecordedLines();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          application/json | {"errors":[{"code":"X","message":"why"}]}           | 400 Bad Request, X: why
          application/json | {"errors":[{"code":"X"},{"message":"why"}]}         | 400 Bad Request, X; why
          application/json | {"errors":[{"code":"X","message":"","detail":null}]} | 400 Bad Request, X
          application/json | {"errors":null}                                     | 400 Bad Request
          application/json | {"unexpected":true}                                 | 400 Bad Request
          application/json | {"errors":"broken"                                  | 400 Bad Request
          text/plain       | 404 page not found                                  | 400 Bad Request, 404 page not found
          text/html        | <html><body>no</body></html>                        | with a web page, as of a proxy
          application/json | <!DOCTYPE html><html></html>                        | with a web page, as of a proxy
          text/plain       | ``                                                  | 400 Bad Request
          """)
  void anErrorIsToldWhateverItsBodyIs(String type, String body, String told) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", r -> answer(400).body(body).setHeader("Content-Type", type).build());
      Throwable failure = catchThrowable(() -> pull(server));
      assertThat(failure)
          .isInstanceOf(RegistryAnswerException.class)
          .hasMessageStartingWith("reading manifest t of " + server.host() + "/a: ")
          .hasMessageContaining(told);
      assertThat(String.valueOf(failure.getMessage()).lines()).hasSize(1);
    }
  }

  @Test
  void a400OfAServerWithoutTlsIsToldAndNotThatItHasNoTls() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client =
            new RegistryClient(
                Transfers.options(temp)
                    .timeouts(Timeouts.ofSilence(Duration.ofMillis(500)))
                    .build())) {
      server.on("GET", ".*", r -> new MockResponse.Builder().code(400).body("why").build());
      assertThatThrownBy(() -> client.source(Transfers.name(server.host() + "/a:t")))
          .isInstanceOf(RegistryAnswerException.class)
          .hasMessageContaining("400 Bad Request, why");
    }
  }

  @Test
  void escapesAndNewlinesOfAnErrorAreMadeSafe() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", r -> error(400, "X", "a\\u001b[31mb\\nc").build());
      assertThatThrownBy(() -> pull(server))
          .hasMessageContaining("a\\u001b[31mb\\u000ac")
          .hasMessageNotContaining("\u001b");
    }
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void anEndlessErrorIsReadNoFurtherThanItsLimit() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", r -> answer(400).body("x".repeat(5_000_000)).build());
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryAnswerException.class)
          .satisfies(e -> assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(500));
    }
  }

  @Test
  void aLoginPageIsNeitherAManifestNorABlobNorAList() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = client()) {
      proxy.inject(Fault.loginPage(), Integer.MAX_VALUE, r -> true);
      assertThatThrownBy(() -> client.source(Transfers.name(proxy.image("a:t"))))
          .isInstanceOf(RegistryProtocolException.class)
          .hasMessageContaining("web page");
      assertThatThrownBy(() -> client.tags(Transfers.name(proxy.image("a"))))
          .isInstanceOf(RegistryProtocolException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void whatMayPassIsTriedAgainForEachKindOfRequest(int status) throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = client()) {
      for (String method : new String[] {"HEAD", "POST", "PUT", "GET"}) {
        proxy.inject(new Fault.Instead(status, Map.of(), ""), 1, r -> r.method().equals(method));
      }
      try (ImageSink sink = client.sink(Transfers.name(proxy.image("a:t")))) {
        Transfers.copy(IMAGE, sink);
      }
      try (ImageSource source = client.source(Transfers.name(proxy.image("a:t")))) {
        assertThat(source.manifest().digest()).isEqualTo(IMAGE.manifest().digest());
      }
      assertThat(proxy.faults()).isEqualTo(4);
      assertThat(lines.info()).isNotEmpty().allMatch(line -> line.contains("trying again in"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 413, 415, 501})
  void whatStaysIsNeverTriedAgain(int status) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", ScriptedServer.status(status));
      server.on("PUT", ".*", ScriptedServer.status(status));
      assertThatThrownBy(() -> pull(server)).isInstanceOf(IOException.class);
      assertThat(server.requests()).hasSize(1);
      assertThatThrownBy(() -> publish(server)).isInstanceOf(IOException.class);
      assertThat(server.requests("PUT", ".*")).hasSize(1);
    }
  }

  @Test
  void a429OnAManifestIsTriedAgain() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("PUT", ".*", ScriptedServer.status(201));
      server.on("PUT", ".*", 2, r -> error(429, "TOOMANYREQUESTS", "slow down").build());
      publish(server);
      assertThat(server.requests("PUT", "/v2/a/manifests/t")).hasSize(3);
    }
  }

  @Test
  void theTimeThatTheServerAsksForIsKept() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = client()) {
      proxy.inject(Fault.tooManyRequests(1), 1, r -> true);
      Instant begin = Instant.now();
      assertThatThrownBy(() -> client.source(Transfers.name(proxy.image("a:t"))))
          .isInstanceOf(NotFoundException.class);
      assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(990));
    }
  }

  @Test
  void theLastErrorIsToldWhenNoTryIsLeft() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", r -> error(503, "UNAVAILABLE", "maintenance").build());
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryAnswerException.class)
          .hasMessageContaining("503 Service Unavailable, UNAVAILABLE: maintenance")
          .hasMessageContaining("--retry-times");
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void privateAndMissingRepositoriesAreToldApartAsFarAsTheRegistryDoes() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", r -> error(404, "NAME_UNKNOWN", "unknown").build());
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("NAME_UNKNOWN: unknown")
          .hasMessageContaining("not for you to see (mcv-tool login " + server.host() + ")");
      server.on("GET", ".*", r -> error(401, "UNAUTHORIZED", "who are you").build());
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageContaining("401 Unauthorized")
          .hasMessageContaining("no credentials")
          .hasMessageContaining("log in first");
      server.on("GET", ".*", r -> error(403, "DENIED", "not you").build());
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageContaining("403 Forbidden, DENIED: not you")
          .hasMessageContaining("ask for the permission");
    }
  }

  @Test
  void theRateLimitIsToldForDebugging() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on(
          "GET",
          ".*",
          r ->
              ScriptedServer.whole(IMAGE.manifest())
                  .body(ScriptedServer.buffer(IMAGE.manifest().bytes()))
                  .setHeader("RateLimit-Remaining", "76;w=21600")
                  .build());
      pull(server);
      assertThat(lines.debug()).anyMatch(line -> line.contains("rate limit remaining 76;w=21600"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:1/Upper:t",
        "127.0.0.1:1/a b:t",
        "127.0.0.1:1/a//b:t",
        "127.0.0.1:1/a:-tag"
      })
  void aNameThatIsNoneIsRefusedBeforeAnyTraffic(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> ImageName.parse(name));
  }

  @Test
  void aTagOf128CharactersIsOneAnd129AreNot() {
    assertThat(ImageName.parse("h:1/a:" + "t".repeat(128)).tag()).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageName.parse("h:1/a:" + "t".repeat(129)));
  }

  @Test
  void hostAndNameTogetherHave255CharactersAtMost() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageName.parse("host.example/" + "a".repeat(256)));
  }

  @ParameterizedTest
  @CsvSource({
    "a.example/b, a.example",
    "a:5000/b, a:5000",
    "localhost/b, localhost",
    "Host/b, Host",
    "team/b, docker.io"
  })
  void theFirstPartIsAHostIfItLooksLikeOne(String name, String registry) {
    assertThat(RegistryClient.repositoryName(ImageName.parse(name))).startsWith(registry + "/");
  }

  private void pull(ScriptedServer server) throws IOException {
    try (RegistryClient client = client();
        ImageSource source = client.source(Transfers.name(server.host() + "/a:t"))) {
      source.manifest();
    }
  }

  private void publish(ScriptedServer server) throws IOException {
    try (RegistryClient client = client();
        ImageSink sink = client.sink(Transfers.name(server.host() + "/a:t"))) {
      sink.publish(IMAGE.manifest());
    }
  }

  private RegistryClient client() throws IOException {
    return new RegistryClient(Transfers.options(temp).listener(lines).build());
  }
}
