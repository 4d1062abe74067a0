package io.mcv.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.registry.auth.CredentialOptions;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.TestCertificates;
import io.mcv.testing.registry.TokenRequest;
import io.mcv.testing.registry.TokenServer;
import io.mcv.testing.registry.TokenServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens of a real registry and a token server: by GET with Basic, service and scopes; by POST with
 * an identity token, and GET where there is no POST; one token for as long as it lives; scopes of
 * pull, push, mount and delete; who may not.
 */
class TokenAuthenticationTest {
  private static final SmallImage IMAGE = SmallImage.of("layer");

  @TempDir Path temp;

  @Test
  void aTokenIsFetchedByGetWithServiceAndScopeAndServesAllOfAnImage() throws Exception {
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient client = as("writer", "secret")) {
      push(client, registry.image("team/app:t"));
      assertThat(tokens.requests())
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.method()).isEqualTo("GET");
                assertThat(r.user()).isEqualTo("writer");
                assertThat(r.parameter("service")).isEqualTo(TokenServer.SERVICE);
                assertThat(r.scopes()).containsExactly("repository:team/app:pull,push");
              });
      tokens.clearRequests();
      pull(client, registry.image("team/app:t"));
      assertThat(tokens.requests()).as("the token of the push permits the pull").isEmpty();
    }
  }

  @Test
  void aPullAsksForNoMoreThanToPull() throws Exception {
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient writer = as("writer", "secret");
        RegistryClient reader = as("reader", "secret")) {
      push(writer, registry.image("team/app:t"));
      tokens.clearRequests();
      pull(reader, registry.image("team/app:t"));
      assertThat(tokens.requests())
          .flatExtracting(TokenRequest::scopes)
          .containsExactly("repository:team/app:pull");
    }
  }

  @Test
  void aMountAsksForBothRepositories() throws Exception {
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient client = as("writer", "secret")) {
      push(client, registry.image("team/app:t"));
      tokens.clearRequests();
      try (ImageSource source = client.source(Transfers.name(registry.image("team/app:t")));
          ImageSink sink = client.sink(Transfers.name(registry.image("team/copy:t")))) {
        Transfers.copy(source, sink);
      }
      assertThat(tokens.requests())
          .anySatisfy(
              r ->
                  assertThat(r.scopes())
                      .containsExactlyInAnyOrder(
                          "repository:team/copy:pull,push", "repository:team/app:pull"));
    }
  }

  @Test
  void aDeletionAsksToDelete() throws Exception {
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient client = as("writer", "secret")) {
      push(client, registry.image("team/app:t"));
      assertThat(client.delete(Transfers.name(registry.image("team/app:t"))).tags())
          .containsExactly("t");
      assertThat(tokens.requests())
          .anySatisfy(
              r -> assertThat(r.scopes()).containsExactly("repository:team/app:delete,pull"));
    }
  }

  @Test
  void anAccessTokenAloneIsAToken() throws Exception {
    try (TokenServer tokens = setup().withAccessTokenAlone().saysExpiresIn(null).start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient client = as("writer", "secret")) {
      push(client, registry.image("team/app:t"));
    }
  }

  @Test
  void aTokenLivesForAMinuteAtLeastWhateverIsSaid() throws Exception {
    try (TokenServer tokens = setup().saysExpiresIn(1L).start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient client = as("writer", "secret")) {
      push(client, registry.image("team/app:t"));
      assertThat(tokens.requests()).hasSize(1);
    }
  }

  @Test
  void anIdentityTokenIsShownByPost() throws Exception {
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient client = withIdentity(registry, tokens.refreshTokenFor("writer"))) {
      push(client, registry.image("team/app:t"));
      assertThat(tokens.requests())
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.method()).isEqualTo("POST");
                assertThat(r.parameter("grant_type")).isEqualTo("refresh_token");
                assertThat(r.parameter("client_id")).isNotNull();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405})
  void whereThereIsNoPostAGetIsTried(int status) throws Exception {
    try (TokenServer tokens = setup().withoutPost(status).start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient client = withIdentity(registry, "unknown-to-get")) {
      assertThatThrownBy(() -> push(client, registry.image("team/app:t")))
          .isInstanceOf(RegistryAccessException.class);
      assertThat(tokens.requests()).extracting(TokenRequest::method).containsExactly("POST", "GET");
    }
  }

  @Test
  void aWrongPasswordIsToldWithItsSourceAndTheTokenServer() throws Exception {
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient client = as("writer", "wrong-Word")) {
      assertThatThrownBy(() -> push(client, registry.image("team/app:t")))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageContaining("the token server 127.0.0.1 refuses")
          .hasMessageContaining("--creds")
          .hasMessageContaining("mcv-tool login " + registry.host())
          .hasMessageNotContaining("wrong-Word");
      assertThat(tokens.requests()).hasSize(1);
    }
  }

  @Test
  void whoMayOnlyPullCannotPush() throws Exception {
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient client = as("reader", "secret")) {
      assertThatThrownBy(() -> push(client, registry.image("team/app:t")))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageContaining("team/app");
      assertThat(tokens.requests()).as("one, and once more").hasSize(2);
    }
  }

  @Test
  void anybodyMayPullWhatIsPublicWithoutAPassword() throws Exception {
    try (TokenServer tokens = setup().anybody("public/*", "pull").start();
        LoopbackRegistry registry = registry(tokens);
        RegistryClient writer = as("writer", "secret");
        RegistryClient nobody = new RegistryClient(Transfers.options(temp).build())) {
      push(writer, registry.image("public/app:t"));
      pull(nobody, registry.image("public/app:t"));
      assertThatThrownBy(() -> pull(nobody, registry.image("team/app:t")))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageContaining("no credentials")
          .hasMessageContaining("log in first");
    }
  }

  @Test
  void aRegistryBehindTlsCannotSendThePasswordToATokenServerWithoutIt() throws Exception {
    TestCertificates certificates = TestCertificates.in(temp.resolve("certificates"));
    try (TokenServer tokens = setup().start();
        LoopbackRegistry registry = registry(tokens);
        FaultProxy proxy = FaultProxy.withTls(registry.base(), certificates);
        RegistryClient client =
            new RegistryClient(
                Transfers.options(temp)
                    .tlsVerify(true)
                    .certificateFolder(certificates.certsFolder(proxy.host()))
                    .credentials(Transfers.as("writer", "secret"))
                    .build())) {
      assertThatThrownBy(() -> push(client, proxy.image("team/app:t")))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageContaining("without TLS");
      assertThat(tokens.requests()).isEmpty();
    }
  }

  private TokenServerSetup setup() {
    return TokenServer.setup(temp.resolve("tokens"))
        .user("writer", "secret", "*", "pull", "push", "delete")
        .user("reader", "secret", "*", "pull");
  }

  private LoopbackRegistry registry(TokenServer tokens) throws Exception {
    return LoopbackRegistry.setup(temp.resolve("registry")).withTokensOf(tokens).start();
  }

  private RegistryClient as(String user, String password) throws IOException {
    return new RegistryClient(
        Transfers.options(temp).credentials(Transfers.as(user, password)).build());
  }

  private RegistryClient withIdentity(LoopbackRegistry registry, String token) throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("auth.json"),
            "{\"auths\":{\"%s\":{\"auth\":\"PHRva2VuPjo=\",\"identitytoken\":\"%s\"}}}"
                .formatted(registry.host(), token));
    return new RegistryClient(
        Transfers.options(temp)
            .credentials(CredentialOptions.defaults().withAuthFile(file))
            .build());
  }

  private static void push(RegistryClient client, String to) throws IOException {
    try (ImageSink sink = client.sink(Transfers.name(to))) {
      Transfers.copy(IMAGE, sink);
    }
  }

  private static void pull(RegistryClient client, String from) throws IOException {
    try (ImageSource source = client.source(Transfers.name(from))) {
      assertThat(source.openBlob(IMAGE.blob()).readAllBytes()).isEqualTo(IMAGE.layer());
    }
  }
}
