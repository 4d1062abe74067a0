package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.cli.Tool;
import io.mcv.client.McvClient;
import io.mcv.client.TransferOptions;
import io.mcv.oci.registry.RegistryConnectionException;
import io.mcv.oci.registry.http.HostResolver;
import io.mcv.testing.Checkout;
import io.mcv.testing.registry.LoopbackRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration that is wrong: exit code 3, whatever the command. */
class WrongConfigurationTest {
  private static final int USAGE = 3;

  @TempDir static Path shared;
  private static LoopbackRegistry registry;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeAll
  static void start() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
    TestImages.create(
        Tool.withTemporaryFolder(shared), "triton-hip", registry.image("team/cache:v1"));
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[registry]\n",
        "unqualified-search-registries = 7\n",
        "[[registry]]\nlocation=7"
      })
  void aRegistriesConfThatIsWrong(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("registries.conf"), content);

    assertRefused(List.of("--registries-conf=" + file), file.toString());
    assertRefusedIn(
        tool.with("CONTAINERS_REGISTRIES_CONF", file.toString()), List.of(), file.toString());
  }

  @Test
  void aRegistriesConfThatIsNotThere() {
    Path file = folder.resolve("no-such.conf");

    assertRefused(List.of("--registries-conf=" + file), file.toString());
  }

  @Test
  void anAuthFileThatIsNotThereOrWrong() throws Exception {
    Path missing = folder.resolve("no-such.json");
    Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"auths\": 7}");

    try (LoopbackRegistry locked =
        LoopbackRegistry.setup(folder.resolve("locked")).withPassword().start()) {
      for (Path file : List.of(missing, wrong)) {
        Refusal.of(
            USAGE,
            tool,
            List.of(
                "inspect", "--tls-verify=false", "--authfile=" + file, locked.image("team/cache")),
            file.toString());
      }
    }
  }

  @Test
  void aFolderOfCertificatesThatIsWrong() throws Exception {
    Path missing = folder.resolve("no-such-folder");
    Path wrong = Files.createDirectories(folder.resolve("certificates"));
    Files.writeString(wrong.resolve("ca.crt"), "this is no certificate");
    Path keyless = Files.createDirectories(folder.resolve("keyless"));
    Files.writeString(keyless.resolve("client.cert"), "a certificate without its key");

    for (Path each : List.of(missing, wrong, keyless)) {
      Refusal.of(
          USAGE,
          tool,
          List.of("inspect", "--cert-dir=" + each, registry.image("team/cache:v1")),
          each.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"})
  void aProxyThatIsNoAddress(String variable) {
    tool.with(variable, "http://user:pa55word@:bad port");

    String line =
        Refusal.of(
            USAGE, tool, List.of("inspect", "docker://registry.invalid/team/cache:v1"), variable);

    assertThat(line).doesNotContain("pa55word");
  }

  @Test
  void credentialsAndNoneCannotBeHad() {
    assertRefused(List.of("--creds=a:b", "--no-creds"), "--creds", "--no-creds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--parallel=0",
        "--parallel=65",
        "--parallel=x",
        "--retry-times=-1",
        "--timeout=0s",
        "--timeout=soon",
        "--retry-delay=-1s",
        "--tls-verify=perhaps"
      })
  void anOptionWithoutSense(String option) {
    Refusal.of(USAGE, tool, List.of("inspect", option, registry.image("team/cache:v1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker://",
        "docker:x",
        "docker:///x",
        "docker://127.0.0.1:5000/Team/X:v1",
        "docker://127.0.0.1:5000/x:",
        "docker://127.0.0.1:99999999/x",
        "docker://127.0.0.1:5000/x@sha256:123"
      })
  void aReferenceThatIsNone(String reference) {
    Refusal.of(USAGE, tool, List.of("inspect", reference));
    Refusal.of(USAGE, tool, List.of("list-tags", reference));
    if (reference.startsWith("docker://")) {
      Refusal.of(USAGE, tool, List.of("auth", "explain", reference));
    }
  }

  @Test
  void whatIsNotInARegistryHasNoTagsAndIsNotDeleted() {
    Refusal.of(USAGE, tool, List.of("list-tags", "oci:" + folder), "docker://REGISTRY/NAME");
    Refusal.of(USAGE, tool, List.of("delete", "oci:" + folder + ":t"), "docker://REGISTRY/NAME");
  }

  /** At the level of the library: a look-up of a name would leave this host. */
  @Test
  void aHostThatNobodyKnows() {
    HostResolver nobody =
        host -> {
          if (host.equals("nowhere.invalid")) {
            throw new UnknownHostException(host);
          }
          return List.of(InetAddress.getByName(host));
        };
    TransferOptions defaults = TransferOptions.of(tool.environment());
    TransferOptions options =
        defaults.withRegistry(defaults.registry().newBuilder().resolver(nobody).build());
    try (McvClient client = new McvClient(tool.environment(), options)) {
      assertThatThrownBy(() -> client.inspect("docker://nowhere.invalid/team/cache:v1", null))
          .isInstanceOf(RegistryConnectionException.class)
          .hasMessageContaining("the host nowhere.invalid is not known");
    }
  }

  private void assertRefused(List<String> options, String... parts) {
    assertRefusedIn(tool, options, parts);
  }

  private void assertRefusedIn(Tool user, List<String> options, String... parts) {
    String image = registry.image("team/cache:v1");
    String cache = Checkout.sampleCache("triton-hip").toString();
    for (List<String> command :
        List.of(
            List.of("inspect", image),
            List.of("list-tags", image),
            List.of("delete", image),
            List.of("copy", image, "oci:" + folder.resolve("layout")),
            List.of("extract", "--no-gpu", "-i", image, "-d", folder.resolve("target").toString()),
            List.of("create", "-i", image, "-d", cache))) {
      List<String> whole = new ArrayList<>(command);
      whole.add("--tls-verify=false");
      whole.addAll(options);
      Refusal.of(USAGE, user, whole, parts);
    }
    assertThat(folder.resolve("layout")).doesNotExist();
  }
}
