package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.registry.auth.CredentialOptions;
import io.mcv.testing.registry.Exchange;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.TokenServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No secret is told: not in a line for users or for debugging, not in an exception and not in its
 * stack trace; whatever the authentication, and whether it goes well or not.
 */
class SecretsTest {
  private static final String PASSWORD = "pa55-Word/+secret";
  private static final String SIGNATURE = "X-Amz-Signature=0123deadbeef";
  private static final SmallImage IMAGE = SmallImage.of("layer");

  @TempDir Path temp;
  private final RecordedLines lines = new RecordedLines();
  private final StringWriter failures = new StringWriter();

  @Test
  void noPasswordIsToldByBasicAuthentication() throws Exception {
    String base64 = base64("someuser:" + LoopbackRegistry.PASSWORD);
    try (LoopbackRegistry registry =
            LoopbackRegistry.setup(temp.resolve("registry")).withPassword().start();
        FaultProxy proxy = FaultProxy.before(registry)) {
      broken(proxy);
      run(Transfers.as(LoopbackRegistry.USER, LoopbackRegistry.PASSWORD), proxy.image("a:t"));
      run(Transfers.as(LoopbackRegistry.USER, PASSWORD), proxy.image("a:t"));
      assertNothingToldOf(
          LoopbackRegistry.PASSWORD, base64, PASSWORD, base64("someuser:" + PASSWORD));
    }
  }

  @Test
  void neitherPasswordsNorTokensAreToldByTokenAuthentication() throws Exception {
    try (TokenServer tokens =
            TokenServer.setup(temp.resolve("tokens"))
                .user("writer", PASSWORD, "*", "pull", "push")
                .user("reader", PASSWORD, "*", "pull")
                .start();
        LoopbackRegistry registry =
            LoopbackRegistry.setup(temp.resolve("registry")).withTokensOf(tokens).start();
        FaultProxy proxy = FaultProxy.before(registry)) {
      broken(proxy);
      run(Transfers.as("writer", PASSWORD), proxy.image("a:t"));
      run(Transfers.as("reader", PASSWORD), proxy.image("b:t"));
      run(Transfers.as("writer", "wrong" + PASSWORD), proxy.image("c:t"));
      List<String> secrets = shownTokens(proxy);
      assertThat(secrets).isNotEmpty();
      secrets.add(PASSWORD);
      secrets.add(base64("writer:" + PASSWORD));
      assertNothingToldOf(secrets.toArray(String[]::new));
    }
  }

  @Test
  void noIdentityTokenIsTold() throws Exception {
    try (TokenServer tokens =
            TokenServer.setup(temp.resolve("tokens"))
                .user("writer", PASSWORD, "*", "pull", "push")
                .start();
        LoopbackRegistry registry =
            LoopbackRegistry.setup(temp.resolve("registry")).withTokensOf(tokens).start();
        FaultProxy proxy = FaultProxy.before(registry)) {
      broken(proxy);
      String identity = tokens.refreshTokenFor("writer");
      CredentialOptions options =
          CredentialOptions.defaults()
              .withAuthFile(
                  Files.writeString(
                      temp.resolve("auth.json"),
                      "{\"auths\":{\"%s\":{\"identitytoken\":\"%s\"}}}"
                          .formatted(proxy.host(), identity)));
      run(options, proxy.image("a:t"));
      tokens.revokeRefreshTokens();
      run(options, proxy.image("b:t"));
      assertNothingToldOf(identity);
    }
  }

  @Test
  void noPresignedQueryIsTold() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        ScriptedServer storage = ScriptedServer.start()) {
      IMAGE.at(server, "a", "t");
      String place = storage.base() + "/blob?" + SIGNATURE;
      server.on("GET", "/v2/a/blobs/.*", r -> answer(307).setHeader("Location", place).build());
      server.on("POST", ".*", r -> answer(202).setHeader("Location", place).build());
      for (int status : new int[] {403, 404, 500}) {
        storage.on("GET", ".*", ScriptedServer.status(status));
        storage.on("PUT", ".*", ScriptedServer.status(status));
        run(CredentialOptions.defaults(), server.host() + "/a:t");
        run(CredentialOptions.defaults(), server.host() + "/b:t");
      }
      ScriptedServer.Answer broken =
          r -> answer(200).onResponseStart(new SocketEffect.CloseSocket()).build();
      storage.on("GET", ".*", broken).on("PUT", ".*", broken);
      run(CredentialOptions.defaults(), server.host() + "/a:t");
      run(CredentialOptions.defaults(), server.host() + "/b:t");
      assertNothingToldOf(SIGNATURE, "0123deadbeef");
    }
  }

  /** Some things go wrong too, so that there is something to tell. */
  private static void broken(FaultProxy proxy) {
    proxy.inject(Fault.error(503), 1, r -> r.method().equals("POST"));
    proxy.inject(new Fault.ResetAfter(), 1, r -> r.method().equals("PUT"));
    proxy.inject(Fault.error(500), 1, r -> r.method().equals("GET"));
  }

  /** A push and a pull; how they end does not matter here. */
  private void run(CredentialOptions credentials, String image) throws IOException {
    RegistryOptions options =
        Transfers.options(temp).credentials(credentials).listener(lines).build();
    lines.info(options.credentials().toString());
    try (RegistryClient client = new RegistryClient(options)) {
      try (ImageSink sink = client.sink(Transfers.name(image))) {
        Transfers.copy(IMAGE, sink);
      } catch (IOException e) {
        e.printStackTrace(new PrintWriter(failures, true));
      }
      try (ImageSource source = client.source(Transfers.name(image))) {
        source.openBlob(IMAGE.blob()).readAllBytes();
      } catch (IOException e) {
        e.printStackTrace(new PrintWriter(failures, true));
      }
    }
  }

  private static List<String> shownTokens(FaultProxy proxy) {
    List<String> tokens = new ArrayList<>();
    for (Exchange exchange : proxy.exchanges()) {
      String shown = exchange.request().header("authorization");
      if (shown != null) {
        tokens.add(shown.substring("Bearer ".length()));
      }
    }
    return tokens;
  }

  private void assertNothingToldOf(String... secrets) {
    List<String> told = new ArrayList<>(lines.info());
    told.addAll(lines.debug());
    told.add(failures.toString());
    assertThat(lines.debug()).isNotEmpty();
    assertThat(failures.toString()).isNotEmpty();
    assertThat(String.join("\n", told)).doesNotContain(secrets);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
