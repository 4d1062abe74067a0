package io.mcv.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenServerTest {
  @TempDir Path temp;

  @Test
  void skopeoLogsInWithTheRightPasswordAlone() throws Exception {
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens)) {
      assertThat(login(registry, "alice", "wrong").err()).contains("invalid username/password");
      login(registry, "alice", "of alice").orFail();

      assertThat(tokens.requests())
          .extracting(TokenRequest::user, TokenRequest::status)
          .contains(tuple("alice", 401), tuple("alice", 200));
    }
  }

  @Test
  void whoMayOnlyPullCannotPush() throws Exception {
    RandomImages.in(temp.resolve("layout"), 1).image("t", 1000);
    String layout = "oci:" + temp.resolve("layout") + ":t";
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens)) {
      String image = registry.image("team/image:t");
      Peer skopeo = skopeo();
      assertThat(
              skopeo
                  .run("copy", "--dest-tls-verify=false", "--dest-creds=bob:of bob", layout, image)
                  .err())
          .contains("denied");

      skopeo
          .run("copy", "--dest-tls-verify=false", "--dest-creds=alice:of alice", layout, image)
          .orFail();
      tokens.clearRequests();
      skopeo
          .run(
              "copy",
              "--src-tls-verify=false",
              "--src-creds=bob:of bob",
              image,
              "oci:" + temp.resolve("pulled"))
          .orFail();

      assertThat(tokens.requests())
          .anySatisfy(
              request -> {
                assertThat(request.user()).isEqualTo("bob");
                assertThat(request.scopes()).containsExactly("repository:team/image:pull");
                assertThat(request.parameter("service")).isEqualTo(TokenServer.SERVICE);
              });
    }
  }

  @Test
  void anybodyPullsWhereThatIsAllowed() throws Exception {
    RandomImages.in(temp.resolve("layout"), 1).image("t", 1000);
    try (TokenServer tokens = setup().anybody("public/*", "pull").start();
        LoopbackRegistry registry = registry(tokens)) {
      for (String repository : new String[] {"public/image:t", "team/image:t"}) {
        skopeo()
            .run(
                "copy",
                "--dest-tls-verify=false",
                "--dest-creds=alice:of alice",
                "oci:" + temp.resolve("layout") + ":t",
                registry.image(repository))
            .orFail();
      }

      skopeo()
          .run("inspect", "--raw", "--tls-verify=false", registry.image("public/image:t"))
          .orFail();
      assertThat(
              skopeo()
                  .run("inspect", "--raw", "--tls-verify=false", registry.image("team/image:t"))
                  .err())
          .contains("denied");
    }
  }

  @Test
  void aRefreshTokenIsGivenOutIfAskedForAndGoodForAPost() throws Exception {
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens)) {
      JsonObject first =
          json(get(tokens, "?service=s&offline_token=true&client_id=test", "alice:of alice"));
      String refresh = first.string("refresh_token");

      String form =
          "grant_type=refresh_token&client_id=test&service="
              + TokenServer.SERVICE
              + "&scope=repository:team/none:pull&refresh_token="
              + refresh;
      JsonObject second = json(post(tokens, form));

      assertThat(second.string("scope")).isEqualTo("repository:team/none:pull");
      assertThat(second.optionalString("token")).isNull();
      assertThat(tagsWith(registry, second.string("access_token"))).isEqualTo(404);
      assertThat(tokens.requests().get(1).toString()).doesNotContain(refresh);
      tokens.revokeRefreshTokens();
      assertThat(post(tokens, form).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void skopeoTradesAnIdentityTokenForAToken() throws Exception {
    RandomImages.in(temp.resolve("layout"), 1).image("t", 1000);
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens)) {
      Path auth = temp.resolve("identity.json");
      Files.writeString(
          auth,
          "{\"auths\":{\"%s\":{\"auth\":\"%s\",\"identitytoken\":\"%s\"}}}"
              .formatted(registry.host(), base64("alice:"), tokens.refreshTokenFor("alice")));

      skopeo()
          .run(
              "copy",
              "--dest-tls-verify=false",
              "--authfile=" + auth,
              "oci:" + temp.resolve("layout") + ":t",
              registry.image("team/image:t"))
          .orFail();

      assertThat(tokens.requests())
          .allSatisfy(
              request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.parameter("grant_type")).isEqualTo("refresh_token");
              });
    }
  }

  @Test
  void aPasswordIsGoodForAPostThatAsksForARefreshToken() throws Exception {
    try (TokenServer tokens = setup().start()) {
      String form =
          "grant_type=password&username=alice&access_type=offline&service=s&client_id=c&password=";

      assertThat(json(post(tokens, form + "of+alice")).string("refresh_token")).isNotEmpty();
      assertThat(post(tokens, form + "wrong").statusCode()).isEqualTo(401);
      assertThat(tokens.requests().toString()).doesNotContain("of alice", "wrong");
    }
  }

  @Test
  void aServerWithoutPostRefusesIt() throws Exception {
    try (TokenServer tokens = setup().withoutPost(405).start()) {
      assertThat(post(tokens, "grant_type=password").statusCode()).isEqualTo(405);
      assertThat(tokens.requests()).extracting(TokenRequest::status).containsExactly(405);
    }
  }

  @Test
  void aTokenIsRefusedAfterItsTimeThoughTheAnswerSaidMore() throws Exception {
    // The registry grants a minute more, for clocks that differ.
    try (TokenServer tokens =
            setup().lifetime(Duration.ofSeconds(-62)).saysExpiresIn(300L).start();
        LoopbackRegistry registry = registry(tokens)) {
      JsonObject answer = json(get(tokens, query(), "alice:of alice"));

      assertThat(answer.integer("expires_in")).isEqualTo(300);
      assertThat(tagsWith(registry, answer.string("token"))).isEqualTo(401);
    }
  }

  @Test
  void whatTheAnswerHoldsCanBeChosen() throws Exception {
    try (TokenServer tokens = setup().saysExpiresIn(null).withAccessTokenAlone().start()) {
      JsonObject answer = json(get(tokens, query(), "alice:of alice"));

      assertThat(answer.get("expires_in")).isNull();
      assertThat(answer.get("token")).isNull();
      assertThat(answer.string("access_token")).isNotEmpty();
    }
  }

  private static String query() {
    return "?service=" + TokenServer.SERVICE + "&scope=repository:team/none:pull";
  }

  private TokenServerSetup setup() {
    return TokenServer.setup(temp.resolve("tokens"))
        .user("alice", "of alice", "*", "pull", "push", "delete")
        .user("bob", "of bob", "team/*", "pull");
  }

  private LoopbackRegistry registry(TokenServer tokens) throws Exception {
    return LoopbackRegistry.setup(temp.resolve("registry")).withTokensOf(tokens).start();
  }

  private Peer skopeo() {
    return Peer.require("skopeo").with("HOME", temp.toString());
  }

  private Peer.Outcome login(LoopbackRegistry registry, String user, String password) {
    return skopeo()
        .run(
            "login",
            "--tls-verify=false",
            "--authfile=" + temp.resolve("auth.json"),
            "--username=" + user,
            "--password=" + password,
            registry.host());
  }

  private static int tagsWith(LoopbackRegistry registry, String token) throws Exception {
    URI uri = registry.base().resolve("/v2/team/none/tags/list");
    return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build())
        .statusCode();
  }

  private static HttpResponse<byte[]> get(TokenServer tokens, String query, String credentials)
      throws Exception {
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(URI.create(tokens.realm() + query))
            .header("Authorization", "Basic " + base64(credentials))
            .build());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<byte[]> post(TokenServer tokens, String form) throws Exception {
    return send(
        HttpRequest.newBuilder(tokens.realm())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  private static JsonObject json(HttpResponse<byte[]> response) throws IOException {
    assertThat(response.statusCode()).isEqualTo(200);
    return Json.parseObject(response.body());
  }

  private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
