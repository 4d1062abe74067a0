package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.TokenServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret reaches the output of any command, however much is logged and whatever fails. */
class SecretsInOutputTest {
  private static final String USER = LoopbackRegistry.USER;
  private static final String PASSWORD = LoopbackRegistry.PASSWORD;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private final StringBuilder printed = new StringBuilder();

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder).withInput(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withPasswordsOrTokens(boolean withTokens) throws Exception {
    try (TokenServer tokens = tokens();
        LoopbackRegistry registry = registry(tokens, withTokens);
        FaultProxy proxy = FaultProxy.before(registry)) {
      runAll(proxy, "--creds=" + USER + ":" + PASSWORD);
      assertThat(printed).contains("/v2/team/cache/manifests/v1");
      run("login", "-u", USER, "--password-stdin", proxy.host());
      runAll(proxy, "--retry-times=1");
      tool.withInput("another-Wrong-one");
      run("login", "-u", USER, "--password-stdin", proxy.host());
      run("inspect", proxy.image("team/cache:v1"), "--creds=" + USER + ":another-Wrong-one");

      assertNothingSecret(proxy);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereEveryRequestFails(boolean withTokens) throws Exception {
    try (TokenServer tokens = tokens();
        LoopbackRegistry registry = registry(tokens, withTokens);
        FaultProxy proxy = FaultProxy.before(registry)) {
      for (Fault fault :
          List.of(
              Fault.error(403),
              Fault.error(500),
              Fault.loginPage(),
              new Fault.HalfBody(),
              new Fault.WrongDigest())) {
        proxy.inject(fault, 1000, request -> request.header("authorization") != null);
        runAll(proxy, "--creds=" + USER + ":" + PASSWORD);
        assertNothingSecret(proxy);
        proxy.reset();
      }
    }
  }

  @Test
  void ofAnIdentityToken() throws Exception {
    try (TokenServer tokens = tokens();
        LoopbackRegistry registry = registry(tokens, true);
        FaultProxy proxy = FaultProxy.before(registry)) {
      String identity = tokens.refreshTokenFor(USER);
      Path file = folder.resolve("identity.json");
      Files.writeString(
          file,
          "{\"auths\":{\"%s\":{\"auth\":\"%s\",\"identitytoken\":\"%s\"}}}"
              .formatted(proxy.host(), base64(USER + ":"), identity));
      runAll(proxy, "--authfile=" + file);
      tokens.revokeRefreshTokens();
      runAll(proxy, "--authfile=" + file);
      run("auth", "explain", "--authfile=" + file, proxy.image("team/cache"));

      assertNothingSecret(proxy);
      assertThat(printed).doesNotContain(identity);
    }
  }

  private void runAll(FaultProxy proxy, String options) {
    String image = proxy.image("team/cache:v1");
    String[] quick = {options, "--retry-delay=1ms", "--timeout=3s"};
    run("create", "-i", image, "-d", Checkout.sampleCache("triton-hip").toString(), quick);
    run("inspect", image, quick);
    run("list-tags", image, quick);
    run("extract", "--no-gpu", "-i", image, "-d", folder.resolve("target").toString(), quick);
    run("copy", image, "oci:" + folder.resolve("layout"), quick);
    run("copy", image, proxy.image("team/copy:v1"), quick);
    run("delete", proxy.image("team/copy:v1"), quick);
  }

  private void run(Object... words) {
    List<String> command = new ArrayList<>();
    for (Object word : words) {
      if (word instanceof String[] several) {
        command.addAll(List.of(several));
      } else {
        command.add((String) word);
      }
    }
    if (!command.get(0).equals("auth")) {
      command.add("--tls-verify=false");
    }
    command.addAll(List.of("-l", "debug"));
    Tool.Outcome outcome = tool.run(command.toArray(String[]::new));
    printed.append(outcome.out()).append(outcome.err());
  }

  /** Neither what the user gave nor what went over the wire for it. */
  private void assertNothingSecret(FaultProxy proxy) {
    Set<String> secrets = new LinkedHashSet<>();
    secrets.add(PASSWORD);
    secrets.add("another-Wrong-one");
    secrets.add(base64(USER + ":" + PASSWORD));
    secrets.add("Bearer ey");
    proxy.exchanges().stream()
        .map(exchange -> exchange.request().header("authorization"))
        .filter(Objects::nonNull)
        .map(header -> header.substring(header.indexOf(' ') + 1))
        .forEach(secrets::add);
    assertThat(secrets).hasSizeGreaterThan(3);
    for (String secret : secrets) {
      assertThat(printed.indexOf(secret)).as("'%s' is printed", secret).isEqualTo(-1);
    }
  }

  private TokenServer tokens() throws Exception {
    return TokenServer.setup(folder.resolve("tokens"))
        .user(USER, PASSWORD, "*", "pull", "push", "delete")
        .start();
  }

  private LoopbackRegistry registry(TokenServer tokens, boolean withTokens) throws Exception {
    return withTokens
        ? LoopbackRegistry.setup(folder.resolve("registry")).withTokensOf(tokens).start()
        : LoopbackRegistry.setup(folder.resolve("registry")).withPassword().start();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
