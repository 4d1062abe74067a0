package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Peer;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.TestCertificates;
import io.mcv.testing.registry.TokenServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code login} and {@code logout} at a registry with a password, TLS and an authority of its own.
 */
class LoginTest {
  private static final int CANNOT_READ = 5;
  private static final String USER = LoopbackRegistry.USER;
  private static final String PASSWORD = LoopbackRegistry.PASSWORD;

  @TempDir static Path shared;
  private static LoopbackRegistry registry;
  private static Path certificates = Path.of("unset");

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private Path sessionFile = Path.of("unset");

  @BeforeAll
  static void start() throws Exception {
    TestCertificates authority = TestCertificates.in(shared.resolve("certificates"));
    registry =
        LoopbackRegistry.setup(shared.resolve("registry"))
            .withPassword()
            .withTls(authority.server())
            .start();
    certificates = authority.certsFolder(registry.host());
    Tool.Outcome pushed =
        TestImages.create(
            Tool.withTemporaryFolder(shared),
            "triton-hip",
            registry.image("team/cache:v1"),
            "--creds=" + USER + ":" + PASSWORD);
    assertThat(pushed.exit()).isZero();
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder).withInput(PASSWORD + "\n");
    sessionFile = folder.resolve("run/containers/auth.json");
  }

  @Test
  void aLoginIsKeptForTheSessionReadableByItsOwnerAlone() throws Exception {
    Tool.Outcome outcome = login().orFail();

    assertThat(outcome.out()).isEqualTo("Login Succeeded!\n");
    assertThat(outcome.err()).isEqualTo("kept in " + sessionFile + "\n");
    assertThat(Files.getPosixFilePermissions(sessionFile))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(sessionFile)).contains(registry.host(), encoded());
    inspect().orFail();
  }

  @Test
  void withoutASessionItIsKeptInTheConfigurationOfTheUser() {
    tool.with("XDG_RUNTIME_DIR", "");

    login().orFail();

    assertThat(folder.resolve("home/.config/containers/auth.json")).exists();
    inspect().orFail();
  }

  @Test
  void theFileIsThatOfTheEnvironmentOrTheOption() {
    Path named = folder.resolve("named/auth.json");
    tool.with("REGISTRY_AUTH_FILE", named.toString());
    login().orFail();
    assertThat(named).exists();

    Path given = folder.resolve("given.json");
    login("--authfile=" + given).orFail();
    assertThat(given).exists();
    assertThat(sessionFile).doesNotExist();
  }

  @Test
  void aWrongPasswordKeepsNothing() {
    String wrong = "not-the-Passw0rd";
    tool.withInput(wrong);

    Tool.Outcome outcome = login("-l", "info");

    assertThat(outcome.exit()).isEqualTo(CANNOT_READ);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("error: logging in")
        .contains("401", registry.host())
        .doesNotContain(wrong)
        .hasLineCount(1);
    assertThat(sessionFile).doesNotExist();
  }

  @Test
  void aWrongPasswordLeavesTheLoginThatWasThere() throws Exception {
    login().orFail();
    String before = Files.readString(sessionFile);

    assertThat(tool.withInput("wrong").run(loginArguments()).exit()).isEqualTo(CANNOT_READ);

    assertThat(Files.readString(sessionFile)).isEqualTo(before);
  }

  @Test
  void thePasswordIsOnStandardInputAndNowhereElse() {
    Tool.Outcome given = tool.run("login", "-u", USER, "--password=" + PASSWORD, registry.host());
    assertThat(given.exit()).isEqualTo(3);
    assertThat(given.out()).isEmpty();

    Tool.Outcome none = tool.run("login", "-u", USER, registry.host());
    assertThat(none.exit()).isEqualTo(3);
    assertThat(none.err()).contains("--password-stdin").hasLineCount(1);

    Tool.Outcome nobody = tool.run("login", "--password-stdin", registry.host());
    assertThat(nobody.exit()).isEqualTo(3);
    assertThat(nobody.err()).contains("--username").hasLineCount(1);
  }

  @Test
  void ofTheInputTheFirstLineCountsWithoutItsEnd() {
    tool.withInput(PASSWORD + "\r\nanother line\n");

    login().orFail();
  }

  @Test
  void nothingIsPrintedThatIsSecret() {
    Tool.Outcome outcome = login("-l", "debug").orFail();

    assertThat(outcome.out() + outcome.err()).doesNotContain(PASSWORD, encoded());
  }

  @Test
  void bothSkopeosUseOurLogin() {
    login().orFail();

    for (Peer skopeo : List.of(Peer.require("skopeo"), Peer.newer("skopeo"))) {
      skopeo
          .with("HOME", folder.toString())
          .with("REGISTRY_AUTH_FILE", sessionFile.toString())
          .run("inspect", "--cert-dir=" + certificates, registry.image("team/cache:v1"))
          .orFail();
    }
  }

  @Test
  void weUseTheLoginOfBothSkopeos() {
    for (Peer skopeo : List.of(Peer.require("skopeo"), Peer.newer("skopeo"))) {
      skopeo
          .with("HOME", folder.toString())
          .run(
              "login",
              "--cert-dir=" + certificates,
              "--authfile=" + folder.resolve("theirs.json"),
              "-u",
              USER,
              "-p",
              PASSWORD,
              registry.host())
          .orFail();

      inspect("--authfile=" + folder.resolve("theirs.json")).orFail();
    }
  }

  @Test
  void aLogoutForgets() {
    login().orFail();

    Tool.Outcome outcome = tool.run("logout", registry.host()).orFail();

    assertThat(outcome.out()).isEqualTo("Removed login credentials for " + registry.host() + "\n");
    assertThat(inspect().exit()).isEqualTo(1);
    Tool.Outcome again = tool.run("logout", registry.host());
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("there is no login", registry.host()).hasLineCount(1);
  }

  @Test
  void aLogoutOfAllForgetsAll() throws Exception {
    login().orFail();

    tool.run("logout", "--all").orFail();

    assertThat(Files.readString(sessionFile)).doesNotContain(registry.host());
    assertThat(tool.run("logout").exit()).isEqualTo(3);
    assertThat(tool.run("logout", "--all", registry.host()).exit()).isEqualTo(3);
  }

  @Test
  void aLoginAtATokenServerIsCheckedToo() throws Exception {
    try (TokenServer tokens =
            TokenServer.setup(folder.resolve("tokens"))
                .user("alice", "of alice", "*", "pull")
                .start();
        LoopbackRegistry other =
            LoopbackRegistry.setup(folder.resolve("other")).withTokensOf(tokens).start()) {
      String[] arguments = {
        "login", "--tls-verify=false", "-u", "alice", "--password-stdin", other.host()
      };
      assertThat(tool.withInput("of bob").run(arguments).exit()).isEqualTo(CANNOT_READ);
      assertThat(sessionFile).doesNotExist();

      tool.withInput("of alice").run(arguments).orFail();
      assertThat(sessionFile).exists();
    }
  }

  @Test
  void aWebPageIsNoRegistryToLogInTo() throws Exception {
    try (LoopbackRegistry other = LoopbackRegistry.in(folder.resolve("other"));
        FaultProxy proxy = FaultProxy.before(other)) {
      proxy.inject(Fault.loginPage(), 9, request -> true);

      Refusal.of(
          CANNOT_READ,
          tool,
          List.of("login", "--tls-verify=false", "-u", USER, "--password-stdin", proxy.host()),
          "web page");
      assertThat(sessionFile).doesNotExist();
    }
  }

  private Tool.Outcome login(String... options) {
    return tool.run(loginArguments(options));
  }

  private String[] loginArguments(String... options) {
    String[] arguments = new String[options.length + 6];
    String[] fixed = {
      "login", "--cert-dir=" + certificates, "-u", USER, "--password-stdin", registry.host()
    };
    System.arraycopy(fixed, 0, arguments, 0, fixed.length);
    System.arraycopy(options, 0, arguments, fixed.length, options.length);
    return arguments;
  }

  private Tool.Outcome inspect(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "inspect";
    arguments[1] = "--cert-dir=" + certificates;
    arguments[2] = registry.image("team/cache:v1");
    System.arraycopy(options, 0, arguments, 3, options.length);
    return tool.run(arguments);
  }

  private static String encoded() {
    return Base64.getEncoder()
        .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
  }
}
