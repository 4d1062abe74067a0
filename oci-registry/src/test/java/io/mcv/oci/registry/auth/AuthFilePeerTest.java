package io.mcv.oci.registry.auth;

import static io.mcv.oci.registry.auth.TestUser.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same files, read and written by skopeo. */
class AuthFilePeerTest {
  private static final Credential ALICE = new Credential.Password("alice", "p:w");

  @TempDir Path folder;
  private TestUser user;
  private Peer skopeo;

  @BeforeEach
  void aUserWithSkopeo() {
    user = new TestUser(folder);
    skopeo =
        Peer.require("skopeo")
            .with("HOME", folder.resolve("home").toString())
            .with("XDG_RUNTIME_DIR", folder.resolve("runtime").toString())
            .with("XDG_CONFIG_HOME", folder.resolve("home/.config").toString());
  }

  private AuthFile authFile() {
    return new AuthFile(user.environment(), CredentialOptions.defaults());
  }

  private String userOfSkopeo(String registry) {
    return "user " + skopeo.run("login", "--get-login", registry).orFail().out().strip();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quay.io", "localhost:5000", "docker.io"})
  void aLoginIsThereForSkopeo(String registry) throws IOException {
    authFile().login(RegistryKey.parse(registry), ALICE);

    assertThat(userOfSkopeo(registry)).isEqualTo(ALICE.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runtime/containers/auth.json",
        "home/.config/containers/auth.json",
        "home/.docker/config.json",
        "home/.dockercfg"
      })
  void bothLookInTheSameFiles(String file) throws IOException {
    String auths = "{'https://quay.io/v1/':" + entry("alice:p:w") + "}";
    user.file(file, file.endsWith("cfg") ? auths : "{'auths':" + auths + "}");

    assertThat(user.find("quay.io").credential()).hasToString(userOfSkopeo("quay.io"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io",
        "index.docker.io",
        "registry-1.docker.io",
        "https://index.docker.io/v1/",
        "https://docker.io"
      })
  void bothKnowTheNamesOfDockerHub(String key) throws IOException {
    user.authFile("{'auths':{'" + key + "':" + entry("alice:p:w") + "}}");

    assertThat(user.find("docker.io").credential()).hasToString(userOfSkopeo("docker.io"));
  }

  @Test
  void bothAskTheSameHelper() throws IOException {
    user.authFile(
        "{'credHelpers':{'quay.io':'test'},'auths':{'quay.io':%s}}".formatted(entry("file:pw")));
    user.helper("test", "echo '{\"Username\":\"alice\",\"Secret\":\"pw\"}'");
    skopeo = skopeo.with("PATH", folder.resolve("bin").toString());

    assertThat(user.find("quay.io").credential()).hasToString(userOfSkopeo("quay.io"));
  }

  @Test
  void aLogoutLeavesTheBytesThatSkopeoLeaves() throws IOException {
    for (String registry : new String[] {"a.io", "b.io", "quay.io"}) {
      authFile().login(RegistryKey.parse(registry), ALICE);
    }
    Path copy = Files.copy(user.authFile(), folder.resolve("copy.json"));

    skopeo.run("logout", "--authfile", copy.toString(), "b.io").orFail();
    authFile().logout(RegistryKey.parse("b.io"));

    assertThat(user.authFile()).hasSameBinaryContentAs(copy);
  }
}
