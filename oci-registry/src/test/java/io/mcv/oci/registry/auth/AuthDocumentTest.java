package io.mcv.oci.registry.auth;

import static io.mcv.oci.registry.auth.TestUser.base64;
import static io.mcv.oci.registry.auth.TestUser.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.registry.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of one file. */
class AuthDocumentTest {
  @TempDir Path folder;
  private TestUser user;

  @BeforeEach
  void aUser() {
    user = new TestUser(folder);
  }

  private Credential find(String key) throws IOException {
    return user.find(key).credential();
  }

  @ParameterizedTest
  @CsvSource({
    "quay.io/team/cache,   cache",
    "quay.io/team/cache/x, cache",
    "quay.io/team/other,   team",
    "quay.io/team,         team",
    "quay.io/teams,        host",
    "quay.io,              host",
    "quay.io:443/team,     port"
  })
  void theLongestPathThatFitsCounts(String key, String expected) throws IOException {
    user.authFile(
        "{'auths':{'quay.io':%s,'quay.io/team':%s,'quay.io/team/cache':%s,'quay.io:443':%s}}"
            .formatted(entry("host:pw"), entry("team:pw"), entry("cache:pw"), entry("port:pw")));

    assertThat(find(key)).isEqualTo(new Credential.Password(expected, "pw"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quay.io",
        "QUAY.IO",
        "quay.io/",
        "quay.io/v1/",
        "quay.io/v2/",
        "https://quay.io",
        "http://quay.io/",
        "https://quay.io/v1/",
        "https://quay.io/v2/"
      })
  void aKeyMayBeAnAddress(String key) throws IOException {
    user.authFile("{'auths':{'" + key + "':" + entry("alice:pw") + "}}");

    assertThat(find("quay.io/team/cache")).isEqualTo(new Credential.Password("alice", "pw"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io",
        "docker.io/library",
        "index.docker.io",
        "https://index.docker.io/v1/",
        "registry-1.docker.io"
      })
  void dockerHubHasManyNames(String key) throws IOException {
    user.authFile("{'auths':{'" + key + "':" + entry("alice:pw") + "}}");

    assertThat(find("docker.io/library/alpine")).isEqualTo(new Credential.Password("alice", "pw"));
  }

  @Test
  void aKeyThatIsWrittenTheSameComesBeforeItsAddress() throws IOException {
    user.authFile(
        "{'auths':{'https://quay.io':%s,'quay.io':%s}}"
            .formatted(entry("address:pw"), entry("host:pw")));

    assertThat(find("quay.io")).isEqualTo(new Credential.Password("host", "pw"));
  }

  @Test
  void theOldFileOfDockerIsEntriesAlone() throws IOException {
    user.file("home/.dockercfg", "{'https://index.docker.io/v1/':" + entry("alice:pw") + "}");

    assertThat(user.find("docker.io/team/x"))
        .isEqualTo(
            new FoundCredential(
                new Credential.Password("alice", "pw"),
                user.path("home/.dockercfg") + ", entry https://index.docker.io/v1/"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'username':'alice','password':'p:w'}                  | alice | p:w",
        "{'auth':'YWxpY2U6cDp3'}                                | alice | p:w",
        "{'auth':'YWxpY2U6cDp3','username':'bob','password':''} | alice | p:w",
        "{'auth':'','username':'bob','password':'x'}            | bob   | x",
        "{'auth':'YWxpY2U6cHcAAA=='}                            | alice | pw",
        "{'auth':'YWxpY2U6'}                                    | alice | ``",
        "{'auth':'w6Q6w7Y=','email':'x'}                        | ä     | ö"
      })
  void anEntryMayHaveAPasswordInEitherForm(String entry, String name, String secret)
      throws IOException {
    user.authFile("{'auths':{'quay.io':" + entry + "}}");

    assertThat(find("quay.io")).isEqualTo(new Credential.Password(name, secret));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identitytoken", "identityToken"})
  void anIdentityTokenComesBeforeThePasswordBesideIt(String field) throws IOException {
    String auth = base64("00000000-0000-0000-0000-000000000000:");
    user.authFile("{'auths':{'quay.io':{'auth':'" + auth + "','" + field + "':'t'}}}");

    assertThat(find("quay.io")).isEqualTo(new Credential.IdentityToken("t"));
  }

  @Test
  void aRegistryTokenComesBeforeAll() throws IOException {
    user.authFile("{'auths':{'quay.io':{'auth':'YWxpY2U6cDp3','registrytoken':'t'}}}");

    assertThat(find("quay.io")).isEqualTo(new Credential.RegistryToken("t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "{'auth':''}", "{'email':'x'}", "{'password':'x'}"})
  void anEntryWithoutCredentialsLeavesItToAShorterKey(String entry) throws IOException {
    user.authFile("{'auths':{'quay.io/team':%s,'quay.io':%s}}".formatted(entry, entry("host:pw")));

    assertThat(find("quay.io/team")).isEqualTo(new Credential.Password("host", "pw"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "geheim",
        "{'auths': geheim}",
        "{'auths':{'quay.io':{'auth':'geheim",
        "['geheim']",
        "{'auths':'geheim'}",
        "{'auths':{'quay.io':'geheim'}}",
        "{'auths':{'quay.io':{'auth':['geheim']}}}",
        "{'auths':{'quay.io':{'auth':'geheim!'}}}",
        "{'auths':{'quay.io':{'auth':'Z2VoZWlt'}}}",
        "{'auths':{'quay.io':{'registrytoken':'geheim\\nX: y'}}}",
        "{'credHelpers':['geheim']}",
        "{'credHelpers':{'quay.io':['geheim']}}",
        "{'credsStore':['geheim']}",
        "{'geheim':1,'geheim':2}",
        "{} geheim"
      })
  void aFileThatIsWrongIsNamedButNotQuoted(String content) throws IOException {
    Path file = user.authFile(content);

    assertThatThrownBy(() -> user.find("quay.io"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file + " ")
        .hasMessageNotContainingAny("geheim", "Z2VoZWlt", "\n")
        .hasNoCause();
  }

  @Test
  void saysInWhichLineTheJsonIsWrong() throws IOException {
    user.authFile("{\n  'auths': geheim\n}");

    assertThatThrownBy(() -> user.find("quay.io")).hasMessageContaining("(line 2, column");
  }

  @Test
  void aWrongEntryOfAnotherRegistryDoesNotMatter() throws IOException {
    user.authFile("{'auths':{'ghcr.io':{'auth':'!'},'quay.io':%s}}".formatted(entry("alice:pw")));

    assertThat(find("quay.io")).isEqualTo(new Credential.Password("alice", "pw"));
  }

  @Test
  void aFileOfMoreThanAMebibyteIsRefused() throws IOException {
    Path file = user.authFile("{}" + " ".repeat(AuthDocument.MAX_BYTES - 2));
    assertThat(user.find("quay.io")).isEqualTo(FoundCredential.NONE);

    user.authFile("{}" + " ".repeat(AuthDocument.MAX_BYTES - 1));
    assertThatThrownBy(() -> user.find("quay.io"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("1048576 bytes");
  }

  @Test
  void aFolderInThePlaceOfAFileIsAnError() throws IOException {
    Files.createDirectories(user.authFile());

    assertThatThrownBy(() -> user.find("quay.io"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot be read");
  }
}
