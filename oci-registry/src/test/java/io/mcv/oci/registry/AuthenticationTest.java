package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;
import static io.mcv.oci.registry.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.registry.auth.CredentialOptions;
import io.mcv.oci.registry.config.UserEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Challenges: no ping unless needed, on every request, several at once in any form, Bearer before
 * Basic, a realm of no use, Basic after Bearer, one refresh, 401 against 403, Docker Hub's names.
 */
class AuthenticationTest {
  private static final SmallImage IMAGE = SmallImage.of("layer");
  private static final String BASIC = "Basic dXNlcjpzZWNyZXQ=";

  @TempDir Path temp;

  @Test
  void nothingIsAskedForBeforeItIsNeeded() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      IMAGE.at(server, "a", "t");
      pull(server);
      assertThat(server.lines())
          .containsExactly("GET /v2/a/manifests/t", "GET /v2/a/blobs/" + IMAGE.blob().digest());
      assertThat(server.requests())
          .allSatisfy(r -> assertThat(r.getHeaders().get("Authorization")).isNull());
    }
  }

  @Test
  void aChallengeMayComeAtAnyRequest() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      IMAGE.at(server, "a", "t");
      server.on("GET", "/v2/", ScriptedServer.status(200));
      server.on("GET", "/v2/a/blobs/.*", r -> ifShown(r, BASIC, "Basic realm=x"));
      pull(server);
      assertThat(server.requests("GET", "/v2/a/blobs/.*")).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic realm=/",
        "basic REALM=\"x\"",
        "BASIC realm = \"a \\\"quoted\\\" name\" , charset=UTF-8",
        "Negotiate, Basic realm=\"x\"",
        "Basic realm=\"x\", Digest realm=\"x\", nonce=\"y\"",
        "Bearer realm=\"not a URL at all\",service=x, Basic realm=x",
        "Bearer service=x, Basic realm=x",
        "Basic realm=x, Bearer realm=\"http://tokens.example/elsewhere\""
      })
  void basicIsFoundWhateverStandsAroundIt(String challenge) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      IMAGE.at(server, "a", "t");
      server.on("GET", "/v2/a/manifests/t", r -> ifShown(r, BASIC, challenge));
      pull(server);
    }
  }

  @Test
  void severalChallengesMayBeInSeveralFieldsAndBearerComesFirst() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      withTokens(server, r -> json(200, "{\"token\":\"t1\"}").build());
      server.on(
          "GET",
          "/v2/a/manifests/t",
          r -> ifShown(r, "Bearer t1", "Basic realm=x", bearer(server, "")));
      pull(server);
      assertThat(server.requests("GET", "/token.*")).hasSize(1);
    }
  }

  @Test
  void theScopeOfTheChallengeIsAskedForToo() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      withTokens(server, r -> json(200, "{\"access_token\":\"t1\"}").build());
      server.on(
          "GET",
          "/v2/a/manifests/t",
          r -> ifShown(r, "Bearer t1", bearer(server, ",scope=\"repository:other/b:pull\"")));
      pull(server);
      assertThat(server.requests("GET", "/token.*"))
          .first()
          .satisfies(
              r ->
                  assertThat(r.getUrl().queryParameterValues("scope"))
                      .containsExactlyInAnyOrder("repository:a:pull", "repository:other/b:pull"));
    }
  }

  @Test
  void whereATokenIsNotEnoughBasicIsTriedIfItIsAskedFor() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      withTokens(server, r -> json(200, "{\"token\":\"t1\"}").build());
      server.on(
          "GET",
          "/v2/a/manifests/t",
          r ->
              r.getHeaders().get("Authorization") == null
                  ? ifShown(r, BASIC, bearer(server, ""))
                  : ifShown(r, BASIC, "Basic realm=harbor"));
      pull(server);
    }
  }

  @Test
  void aTokenThatIsRefusedIsFetchedAnewOnce() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      withTokens(server, r -> json(200, "{\"token\":\"t2\"}").build());
      server.on("GET", "/token.*", 1, r -> json(200, "{\"token\":\"t1\"}").build());
      server.on("GET", "/v2/a/manifests/t", r -> ifShown(r, "Bearer t2", bearer(server, "")));
      pull(server);
      assertThat(server.requests("GET", "/token.*")).hasSize(2);
    }
  }

  @Test
  void tokensThatAreAllRefusedEndInAnErrorThatNamesTheSource() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      withTokens(server, r -> json(200, "{\"token\":\"x" + System.nanoTime() + "\"}").build());
      server.on("GET", "/v2/a/.*", r -> ifShown(r, "Bearer never", bearer(server, "")));
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageContaining("401 Unauthorized")
          .hasMessageContaining("--creds")
          .hasMessageContaining("log in again");
      assertThat(server.requests("GET", "/v2/a/.*")).hasSizeLessThan(5);
    }
  }

  @Test
  void aWrongPasswordIsNotTriedTwice() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", "/v2/a/.*", r -> ifShown(r, "never", "Basic realm=x"));
      assertThatThrownBy(() -> pull(server)).isInstanceOf(RegistryAccessException.class);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aRealmThatIsNotOfTheRegistryGetsNoPasswordUnlessTheUserTrustsIt() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        ScriptedServer tokens = ScriptedServer.start()) {
      withTokens(tokens, r -> json(200, "{\"token\":\"t1\"}").build());
      IMAGE.at(server, "a", "t");
      String realm = "http://tokens.example:" + tokens.port() + "/token";
      server.on(
          "GET",
          "/v2/a/manifests/t",
          r -> ifShown(r, "Bearer t1", "Bearer realm=\"" + realm + "\",service=s"));
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageContaining("tokens.example")
          .satisfies(e -> assertThat(((RegistryAccessException) e).status()).isZero());
      assertThat(tokens.requests()).isEmpty();

      RegistryOptions trusting =
          options()
              .tokenServers(List.of("tokens.example"))
              .resolver(host -> List.of(InetAddress.getByName("127.0.0.1")))
              .build();
      pull(server, trusting);
      assertThat(tokens.requests()).hasSize(1);
    }
  }

  @Test
  void dockerHubHasItsOwnHostKeyAndNamespace() throws Exception {
    try (ScriptedServer gateway = ScriptedServer.start()) {
      String place = ".*registry-1.docker.io/v2/library/alpine/manifests/latest";
      gateway.on(
          "GET",
          place,
          r -> {
            MockResponse refused = shown(r, BASIC, "Basic realm=x");
            return refused != null
                ? refused
                : ScriptedServer.whole(IMAGE.manifest())
                    .body(ScriptedServer.buffer(IMAGE.manifest().bytes()))
                    .build();
          });
      Path file =
          Files.writeString(
              temp.resolve("auth.json"),
              "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"dXNlcjpzZWNyZXQ=\"}}}");
      String proxy = gateway.base().toString();
      UserEnvironment environment =
          new UserEnvironment(
              Map.of("http_proxy", proxy, "https_proxy", proxy), temp, temp.resolve("root"));
      RegistryOptions options =
          RegistryOptions.of(environment)
              .newBuilder()
              .tlsVerify(false)
              .credentials(CredentialOptions.defaults().withAuthFile(file))
              .build();
      try (RegistryClient client = new RegistryClient(options);
          ImageSource source = client.source(Transfers.name("alpine"))) {
        assertThat(source.describe()).isEqualTo("docker://docker.io/library/alpine:latest");
      }
      assertThat(gateway.requests("GET", place)).hasSize(2);
    }
  }

  private void withTokens(ScriptedServer server, ScriptedServer.Answer answer) {
    IMAGE.at(server, "a", "t");
    server.on("GET", "/token.*", answer);
  }

  private static String bearer(ScriptedServer server, String more) {
    return "Bearer realm=\"" + server.base() + "/token\",service=\"s\"" + more;
  }

  /** The manifest for whoever shows this. */
  private static MockResponse ifShown(
      RecordedRequest request, String wanted, String... challenges) {
    MockResponse refused = shown(request, wanted, challenges);
    if (refused != null) {
      return refused;
    }
    return request.getTarget().contains("/blobs/")
        ? ScriptedServer.bytes(IMAGE.layer()).build()
        : ScriptedServer.whole(IMAGE.manifest())
            .body(ScriptedServer.buffer(IMAGE.manifest().bytes()))
            .build();
  }

  private static @Nullable MockResponse shown(
      RecordedRequest request, String wanted, String... challenges) {
    if (wanted.equals(request.getHeaders().get("Authorization"))) {
      return null;
    }
    MockResponse.Builder refused = answer(401);
    for (String challenge : challenges) {
      refused.addHeader("WWW-Authenticate", challenge);
    }
    return refused.build();
  }

  private void pull(ScriptedServer server) throws IOException {
    pull(server, options().build());
  }

  private static void pull(ScriptedServer server, RegistryOptions options) throws IOException {
    try (RegistryClient client = new RegistryClient(options);
        ImageSource source = client.source(Transfers.name(server.host() + "/a:t"))) {
      assertThat(source.manifest().digest()).isEqualTo(IMAGE.manifest().digest());
      assertThat(source.openBlob(IMAGE.blob()).readAllBytes()).isEqualTo(IMAGE.layer());
    }
  }

  private RegistryOptions.Builder options() throws IOException {
    return Transfers.options(temp).credentials(Transfers.as("user", "secret"));
  }
}
