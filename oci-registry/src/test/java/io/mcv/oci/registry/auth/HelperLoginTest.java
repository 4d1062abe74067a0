package io.mcv.oci.registry.auth;

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

/** Logins that a credential helper keeps. */
class HelperLoginTest {
  private static final RegistryKey QUAY = RegistryKey.parse("quay.io");
  private static final RegistryKey DOCKER_HUB = RegistryKey.parse("docker.io");
  private static final Credential ALICE = new Credential.Password("alice", "geheim");

  /** Keeps what it is given in files beside it, by the last part of the server's name. */
  private static final String KEYCHAIN =
      """
      cd STORE
      read -r input
      case "$1" in
      store) address=${input#*ServerURL\\":\\"}; address=${address%%\\"*} ;;
      *) address=$input ;;
      esac
      name=
      rest=$address
      while [ "$rest" ]; do
        case "$rest" in /*) name=${name}_ ;; *) name=$name${rest%"${rest#?}"} ;; esac
        rest=${rest#?}
      done
      case "$1" in
      store) echo "$input" > "$name" ;;
      erase) [ -f "$name" ] && /bin/rm "$name" ;;
      get)
        if [ -f "$name" ]; then
          read -r found < "$name"; echo "$found"
        else
          echo 'credentials not found in native keychain'; exit 1
        fi ;;
      esac""";

  @TempDir Path folder;
  private TestUser user;

  @BeforeEach
  void aUserWithAKeychain() throws IOException {
    user = new TestUser(folder);
    Path store = Files.createDirectory(folder.resolve("store"));
    user.helper("keychain", KEYCHAIN.replace("STORE", store.toString()));
  }

  private AuthFile authFile() {
    return new AuthFile(user.environment(), CredentialOptions.defaults());
  }

  @Test
  void aHelperOfTheRegistryKeepsTheLoginAndTheFileStaysAsItIs() throws IOException {
    Path file = user.authFile("{ 'credHelpers': {'quay.io': 'keychain'} }");
    String before = Files.readString(file);

    assertThat(authFile().login(QUAY, ALICE))
        .isEqualTo("credential helper docker-credential-keychain (credHelpers in " + file + ")");

    assertThat(file).hasContent(before);
    assertThat(folder.resolve("store/quay.io"))
        .hasContent(
            """
            {"ServerURL":"quay.io","Username":"alice","Secret":"geheim"}""");
    assertThat(user.find("quay.io/team").credential()).isEqualTo(ALICE);
  }

  @Test
  void theHelperOfAllRegistriesTakesTheSecretOutOfTheFile() throws IOException {
    Path file =
        user.authFile(
            "{'auths':{'https://index.docker.io/v1/':%s},'credsStore':'keychain'}"
                .formatted(entry("old:pw")));

    authFile().login(DOCKER_HUB, ALICE);
    authFile().login(QUAY, ALICE);

    assertThat(Files.readString(file).replaceAll("\\s", "").replace('"', '\''))
        .isEqualTo(
            "{'auths':{'https://index.docker.io/v1/':{},'quay.io':{}},'credsStore':'keychain'}");
    assertThat(user.find("docker.io/team/x").credential()).isEqualTo(ALICE);
    assertThat(folder.resolve("store/https:__index.docker.io_v1_")).exists();
  }

  @Test
  void anIdentityTokenIsKeptAsThatOfTheUserNamedToken() throws IOException {
    user.authFile("{'credHelpers':{'quay.io':'keychain'}}");
    Credential token = new Credential.IdentityToken("t");

    authFile().login(QUAY, token);

    assertThat(user.find("quay.io").credential()).isEqualTo(token);
  }

  @Test
  void aRegistryTokenCannotBeKept() throws IOException {
    user.authFile("{'credHelpers':{'quay.io':'keychain'}}");

    assertThatThrownBy(() -> authFile().login(QUAY, new Credential.RegistryToken("geheim")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a registry token")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void aPathOfARegistryWithAHelperIsRefused() throws IOException {
    Path file = user.authFile("{'credsStore':'keychain'}");
    String before = Files.readString(file);

    assertThatThrownBy(() -> authFile().login(RegistryKey.parse("quay.io/team"), ALICE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("log in to quay.io");
    assertThat(file).hasContent(before);
  }

  @Test
  void aLogoutErasesItFromTheHelper() throws IOException {
    user.authFile("{'credHelpers':{'quay.io':'keychain'}}");
    authFile().login(QUAY, ALICE);

    assertThat(authFile().logout(QUAY)).isTrue();
    assertThat(folder.resolve("store/quay.io")).doesNotExist();
    assertThat(authFile().logout(QUAY)).isFalse();
  }

  @Test
  void aLogoutErasesItFromTheHelperOfAllRegistriesAndFromTheFile() throws IOException {
    user.authFile("{'credsStore':'keychain'}");
    authFile().login(QUAY, ALICE);

    assertThat(authFile().logout(QUAY)).isTrue();
    assertThat(folder.resolve("store/quay.io")).doesNotExist();
    assertThat(Files.readString(user.authFile())).doesNotContain("quay.io");
  }

  @Test
  void aLogoutOfAllErasesWhatTheFileNames() throws IOException {
    user.authFile("{'credsStore':'keychain','credHelpers':{'ghcr.io':'keychain'}}");
    authFile().login(QUAY, ALICE);
    authFile().login(DOCKER_HUB, ALICE);
    authFile().login(RegistryKey.parse("ghcr.io"), ALICE);
    Files.writeString(folder.resolve("store/other.io"), "of somebody else");

    assertThat(authFile().logoutAll()).isTrue();
    assertThat(folder.resolve("store")).isDirectoryContaining("glob:**other.io");
    assertThat(folder.resolve("store").toFile().list()).containsExactly("other.io");
    assertThat(authFile().logoutAll()).isFalse();
  }

  @Test
  void aHelperThatFailsKeepsNothingInTheFile() throws IOException {
    Path file = user.authFile("{'credsStore':'broken'}");
    user.helper("broken", "read -r input; echo \"$input\"; exit 1");
    String before = Files.readString(file);

    assertThatThrownBy(() -> authFile().login(QUAY, ALICE))
        .isInstanceOf(CredentialHelperException.class)
        .hasMessageEndingWith("failed with exit status 1");
    assertThat(file).hasContent(before);
  }
}
