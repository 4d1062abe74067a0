package io.mcv.oci.registry.auth;

import static io.mcv.oci.registry.auth.TestUser.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.registry.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which place is looked at, in which order. */
class CredentialsTest {
  private static final RegistryKey QUAY = RegistryKey.parse("quay.io/team/cache");
  private static final CredentialOptions DEFAULTS = CredentialOptions.defaults();

  @TempDir Path folder;
  private TestUser user;

  @BeforeEach
  void aUser() {
    user = new TestUser(folder);
  }

  private static String auths(String userAndPassword) {
    return "{'auths':{'quay.io':" + entry(userAndPassword) + "}}";
  }

  private static Credential password(String name) {
    return new Credential.Password(name, "pw");
  }

  @Test
  void withoutAnyFileIsAnonymous() throws IOException {
    assertThat(user.find("quay.io"))
        .isEqualTo(new FoundCredential(new Credential.Anonymous(), "no credentials"));
  }

  @Test
  void theDefaultFilesAreReadInOrder() throws IOException {
    Path uid = user.path("root/run/containers/" + uid() + "/auth.json");
    user.file("root/run/containers/" + uid() + "/auth.json", auths("uid:pw"));
    user.authFile(auths("runtime:pw"));
    user.file("home/.config/containers/auth.json", auths("config:pw"));
    user.file("home/.docker/config.json", auths("docker:pw"));
    user.file("home/.dockercfg", "{'quay.io':" + entry("legacy:pw") + "}");

    assertThat(user.find("quay.io").credential()).isEqualTo(password("runtime"));
    Files.delete(user.authFile());
    assertThat(user.find("quay.io").credential()).isEqualTo(password("config"));
    user.without("XDG_RUNTIME_DIR");
    assertThat(user.find("quay.io"))
        .isEqualTo(new FoundCredential(password("uid"), uid + ", entry quay.io"));
    Files.delete(uid);
    Files.delete(user.path("home/.config/containers/auth.json"));
    assertThat(user.find("quay.io").credential()).isEqualTo(password("docker"));
    Files.delete(user.path("home/.docker/config.json"));
    assertThat(user.find("quay.io").credential()).isEqualTo(password("legacy"));
  }

  private static Object uid() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  @Test
  void variablesMoveTheFoldersOfConfiguration() throws IOException {
    user.with("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
    user.with("DOCKER_CONFIG", folder.resolve("docker").toString());
    user.file("home/.config/containers/auth.json", auths("wrong:pw"));
    user.file("home/.docker/config.json", auths("wrong:pw"));
    Path docker = user.file("docker/config.json", auths("docker:pw"));

    assertThat(user.find("quay.io").credential()).isEqualTo(password("docker"));
    user.file("xdg/containers/auth.json", auths("xdg:pw"));
    assertThat(user.find("quay.io").credential()).isEqualTo(password("xdg"));
    assertThat(docker).exists();
  }

  @Test
  void aFileWithoutTheRegistryLeavesItToTheNextOne() throws IOException {
    user.authFile("{'auths':{'ghcr.io':" + entry("wrong:pw") + ",'quay.io':{}}}");
    user.file("home/.docker/config.json", auths("docker:pw"));

    assertThat(user.find("quay.io").credential()).isEqualTo(password("docker"));
  }

  @Test
  void anAuthFileThatIsNamedIsTheOnlyOne() throws IOException {
    user.authFile(auths("wrong:pw"));
    user.with("REGISTRY_AUTH_FILE", user.file("env.json", auths("env:pw")).toString());
    CredentialOptions named = DEFAULTS.withAuthFile(user.file("named.json", auths("named:pw")));
    CredentialOptions empty = DEFAULTS.withAuthFile(user.file("empty.json", ""));

    assertThat(user.credentials(named).find(QUAY).credential()).isEqualTo(password("named"));
    assertThat(user.credentials(empty).find(QUAY)).isEqualTo(FoundCredential.NONE);
  }

  @Test
  void theFileOfTheVariableIsTheOnlyOne() throws IOException {
    user.authFile(auths("wrong:pw"));
    Path file = user.file("env.json", auths("env:pw"));
    user.with("REGISTRY_AUTH_FILE", file.toString());

    assertThat(user.find("quay.io/team"))
        .isEqualTo(new FoundCredential(password("env"), file + ", entry quay.io"));
  }

  @Test
  void aFileThatIsNamedMustBeThere() throws IOException {
    user.authFile(auths("wrong:pw"));
    Path missing = folder.resolve("missing.json");

    assertThatThrownBy(() -> user.credentials(DEFAULTS.withAuthFile(missing)).find(QUAY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("--authfile");
    user.with("REGISTRY_AUTH_FILE", missing.toString());
    assertThatThrownBy(() -> user.find("quay.io"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("REGISTRY_AUTH_FILE");
  }

  @Test
  void credsComeBeforeEveryFile() throws IOException {
    user.authFile("{");
    user.with("REGISTRY_AUTH_FILE", "missing.json");

    assertThat(user.credentials(DEFAULTS.withCreds("alice:a:b")).find(QUAY))
        .isEqualTo(new FoundCredential(new Credential.Password("alice", "a:b"), "--creds"));
    assertThat(user.credentials(DEFAULTS.withCreds("alice")).find(QUAY).credential())
        .isEqualTo(new Credential.Password("alice", ""));
  }

  @Test
  void noCredsLooksAtNoFile() throws IOException {
    user.authFile("{");

    assertThat(user.credentials(DEFAULTS.withoutCreds()).find(QUAY))
        .isEqualTo(new FoundCredential(new Credential.Anonymous(), "--no-creds"));
  }

  @Test
  void helpersOfTheConfigurationAreAskedInTheirOrderAmongTheFiles() throws IOException {
    user.helper("one", "echo '{\"Username\":\"one\",\"Secret\":\"pw\"}'");
    CredentialOptions helperFirst =
        DEFAULTS.withCredentialHelpers(List.of("one", CredentialOptions.AUTH_FILES));
    CredentialOptions filesFirst =
        DEFAULTS.withCredentialHelpers(List.of(CredentialOptions.AUTH_FILES, "one"));

    assertThat(user.credentials(filesFirst).find(QUAY))
        .isEqualTo(
            new FoundCredential(
                password("one"),
                "credential helper docker-credential-one"
                    + " (credential-helpers of registries.conf)"));
    user.authFile(auths("file:pw"));
    assertThat(user.credentials(filesFirst).find(QUAY).credential()).isEqualTo(password("file"));
    assertThat(user.credentials(helperFirst).find(QUAY).credential()).isEqualTo(password("one"));
  }

  @Test
  void filesAreNotReadWhereTheConfigurationNamesHelpersAlone() throws IOException {
    user.helper("none", "echo 'credentials not found in native keychain'; exit 1");
    user.authFile(auths("file:pw"));

    assertThat(user.credentials(DEFAULTS.withCredentialHelpers(List.of("none"))).find(QUAY))
        .isEqualTo(FoundCredential.NONE);
  }

  @Test
  void aHelperOfTheConfigurationThatFailsDoesNotHideWhatFilesHave() throws IOException {
    CredentialOptions options =
        DEFAULTS.withCredentialHelpers(List.of("missing", CredentialOptions.AUTH_FILES));

    assertThatThrownBy(() -> user.credentials(options).find(QUAY))
        .isInstanceOf(CredentialHelperException.class)
        .hasMessageContaining("docker-credential-missing");
    user.authFile(auths("file:pw"));
    assertThat(user.credentials(options).find(QUAY).credential()).isEqualTo(password("file"));
  }
}
