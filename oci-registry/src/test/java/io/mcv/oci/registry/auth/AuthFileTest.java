package io.mcv.oci.registry.auth;

import static io.mcv.oci.registry.auth.TestUser.base64;
import static io.mcv.oci.registry.auth.TestUser.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.registry.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthFileTest {
  private static final RegistryKey QUAY = RegistryKey.parse("quay.io");
  private static final Credential ALICE = new Credential.Password("alice", "p:w");

  @TempDir Path folder;
  private TestUser user;

  @BeforeEach
  void aUser() {
    user = new TestUser(folder);
  }

  private AuthFile authFile() {
    return new AuthFile(user.environment(), CredentialOptions.defaults());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aLoginIsWrittenAsPodmanWritesIt() throws IOException {
    assertThat(authFile().login(QUAY, ALICE)).isEqualTo(user.authFile().toString());

    assertThat(user.authFile())
        .hasContent(
            """
            {
            \t"auths": {
            \t\t"quay.io": {
            \t\t\t"auth": "%s"
            \t\t}
            \t}
            }"""
                .formatted(base64("alice:p:w")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quay.io", "quay.io/team", "localhost:5000/a/b", "docker.io"})
  void aLoginIsFoundAgain(String key) throws IOException {
    authFile().login(RegistryKey.parse(key), ALICE);

    assertThat(user.find(key))
        .isEqualTo(new FoundCredential(ALICE, user.authFile() + ", entry " + key));
  }

  @Test
  void tokensAreKeptToo() throws IOException {
    Credential identity = new Credential.IdentityToken("i");
    Credential registry = new Credential.RegistryToken("r");

    authFile().login(QUAY, identity);
    assertThat(user.find("quay.io").credential()).isEqualTo(identity);
    authFile().login(QUAY, registry);
    assertThat(user.find("quay.io").credential()).isEqualTo(registry);
  }

  @Test
  void whatCannotBeKeptIsRefused() {
    assertThatThrownBy(() -> authFile().login(QUAY, new Credential.Anonymous()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> authFile().login(QUAY, new Credential.Password("a:b", "geheim")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colon")
        .hasMessageNotContaining("geheim");
    assertThatThrownBy(() -> authFile().login(QUAY, new Credential.Password("", "geheim")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("geheim");
    assertThat(user.authFile()).doesNotExist();
  }

  @Test
  void theFileIsTheOneOfTheOptionsElseOfTheEnvironment() {
    assertThat(authFile().path()).isEqualTo(user.authFile());
    user.without("XDG_RUNTIME_DIR");
    assertThat(authFile().path()).isEqualTo(user.path("home/.config/containers/auth.json"));
    user.with("REGISTRY_AUTH_FILE", "/env.json");
    assertThat(authFile().path()).isEqualTo(Path.of("/env.json"));
    CredentialOptions options = CredentialOptions.defaults().withAuthFile(Path.of("/named.json"));
    assertThat(new AuthFile(user.environment(), options).path()).isEqualTo(Path.of("/named.json"));
  }

  @Test
  void onlyTheOwnerCanReadTheFileAndItsNewFolders() throws IOException {
    authFile().login(QUAY, ALICE);

    assertThat(mode(user.authFile())).isEqualTo("rw-------");
    assertThat(mode(user.path("runtime/containers"))).isEqualTo("rwx------");
    assertThat(mode(user.path("runtime"))).isEqualTo("rwx------");
    assertThat(names(user.path("runtime/containers")))
        .containsExactly("auth.json", "auth.json.lock");
    assertThat(mode(user.path("runtime/containers/auth.json.lock"))).isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCouldReadIsClosedToThem() throws IOException {
    Path file = user.authFile("{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    authFile().login(QUAY, ALICE);

    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void theSameLoginAgainClosesTheFileToOthersToo() throws IOException {
    authFile().login(QUAY, ALICE);
    Files.setPosixFilePermissions(user.authFile(), PosixFilePermissions.fromString("rw-r--r--"));

    authFile().login(QUAY, ALICE);

    assertThat(mode(user.authFile())).isEqualTo("rw-------");
  }

  @Test
  void allElseStaysInItsOrder() throws IOException {
    String before =
        """
        {"HttpHeaders":{"b":"1","a":[1.50,true,null]},"auths":{"z.io":{"auth":"eDp5","new":{}},\
        "quay.io":{"auth":"old"},"a.io":{}},"x":12345678901234567890}""";
    user.authFile(before);

    authFile().login(QUAY, ALICE);

    String written = Files.readString(user.authFile()).replaceAll("[\n\t]", "").replace(" ", "");
    assertThat(written).isEqualTo(before.replace("\"old\"", "\"" + base64("alice:p:w") + "\""));
  }

  @Test
  void aSecondLoginReplacesTheFirst() throws IOException {
    Credential bob = new Credential.Password("bob", "x");
    authFile().login(QUAY, ALICE);
    authFile().login(RegistryKey.parse("quay.io/team"), ALICE);
    authFile().login(QUAY, bob);

    assertThat(user.find("quay.io").credential()).isEqualTo(bob);
    assertThat(user.find("quay.io/team").credential()).isEqualTo(ALICE);
  }

  @Test
  void aLoginComesBeforeAnOlderFormOfItsName() throws IOException {
    user.authFile("{'auths':{'https://index.docker.io/v1/':" + entry("old:pw") + "}}");

    authFile().login(RegistryKey.parse("docker.io"), ALICE);

    assertThat(user.find("docker.io/team/x").credential()).isEqualTo(ALICE);
  }

  @Test
  void aLogoutRemovesTheOneEntry() throws IOException {
    user.authFile(
        "{'auths':{'quay.io':%s,'quay.io/team':%s}}".formatted(entry("alice:pw"), entry("bob:pw")));

    assertThat(authFile().logout(QUAY)).isTrue();
    assertThat(user.find("quay.io")).isEqualTo(FoundCredential.NONE);
    assertThat(user.find("quay.io/team").credential())
        .isEqualTo(new Credential.Password("bob", "pw"));
  }

  @Test
  void aLogoutRemovesEveryFormOfTheName() throws IOException {
    user.authFile(
        "{'auths':{'docker.io':%s,'https://index.docker.io/v1/':%s}}"
            .formatted(entry("a:pw"), entry("b:pw")));

    assertThat(authFile().logout(RegistryKey.parse("docker.io"))).isTrue();
    assertThat(user.find("docker.io")).isEqualTo(FoundCredential.NONE);
  }

  @Test
  void aLogoutOfWhatIsNotThereChangesNothing() throws IOException {
    assertThat(authFile().logout(QUAY)).isFalse();
    assertThat(authFile().logoutAll()).isFalse();
    assertThat(user.path("runtime")).doesNotExist();

    String content = "{ 'auths': {'ghcr.io': {}} }";
    Path file = user.authFile(content);
    assertThat(authFile().logout(QUAY)).isFalse();
    assertThat(file).hasContent(content.replace('\'', '"'));
    assertThat(names(user.path("runtime/containers"))).containsExactly("auth.json");
  }

  @Test
  void aLogoutOfAllLeavesTheOtherFields() throws IOException {
    user.authFile("{'auths':{'quay.io':%s,'a.io/x':{}},'x':1}".formatted(entry("alice:pw")));

    assertThat(authFile().logoutAll()).isTrue();
    assertThat(user.authFile()).hasContent("{\n\t\"auths\": {},\n\t\"x\": 1\n}");
    assertThat(authFile().logoutAll()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"../real/auth.json", "ABSOLUTE", "../missing/auth.json"})
  void aLinkIsFollowedAndStays(String destination) throws IOException {
    Files.createDirectories(user.authFile().getParent());
    Path real = user.path("runtime/real/auth.json");
    Files.createDirectories(real.getParent());
    Path link =
        Files.createSymbolicLink(
            user.authFile(), destination.equals("ABSOLUTE") ? real : Path.of(destination));

    authFile().login(QUAY, ALICE);

    assertThat(link).isSymbolicLink();
    assertThat(link.toRealPath()).isRegularFile();
    assertThat(mode(link.toRealPath())).isEqualTo("rw-------");
    assertThat(names(user.path("runtime/containers"))).containsExactly("auth.json");
    assertThat(user.find("quay.io").credential()).isEqualTo(ALICE);
  }

  @Test
  void aLinkInACircleIsAnError() throws IOException {
    Files.createDirectories(user.authFile().getParent());
    Files.createSymbolicLink(user.authFile(), Path.of("auth.json"));

    assertThatThrownBy(() -> authFile().login(QUAY, ALICE))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FileSystemLoopException.class)
        .hasMessageContaining(user.authFile().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"geheim", "{'auths':['geheim']}", "[]"})
  void aFileThatIsWrongStaysAsItIs(String content) throws IOException {
    Path file = user.authFile(content);

    assertThatThrownBy(() -> authFile().login(QUAY, ALICE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("geheim");
    assertThatThrownBy(() -> authFile().logoutAll()).isInstanceOf(ConfigurationException.class);
    assertThat(file).hasContent(content.replace('\'', '"'));
  }

  @Test
  void aFileThatWouldBecomeTooLargeIsNotWritten() throws IOException {
    String content = "{'x':'" + "x".repeat(AuthDocument.MAX_BYTES - 20) + "'}";
    Path file = user.authFile(content);

    assertThatThrownBy(() -> authFile().login(QUAY, ALICE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("would be larger");
    assertThat(file).hasContent(content.replace('\'', '"'));
  }

  @Test
  void aFolderThatCannotBeMadeIsAnErrorInOneLine() throws IOException {
    user.file("runtime", "in the way");

    assertThatThrownBy(() -> authFile().login(QUAY, ALICE))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(user.authFile().toString());
  }

  @Test
  void afterAFailureNothingIsLeftBehind() throws IOException {
    Files.createDirectories(user.authFile().resolve("a folder in its place"));

    assertThatThrownBy(() -> PrivateFile.of(user.authFile()).replace(new byte[1]))
        .isInstanceOf(IOException.class);
    assertThat(names(user.path("runtime/containers"))).containsExactly("auth.json");
  }
}
