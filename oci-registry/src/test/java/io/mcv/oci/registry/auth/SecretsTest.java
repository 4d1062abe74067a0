package io.mcv.oci.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values with secrets in them do not show these. */
class SecretsTest {
  private static final String SECRET = "geheim";

  static Stream<Object> values() {
    Credential password = new Credential.Password("alice", SECRET);
    return Stream.of(
        password,
        new Credential.IdentityToken(SECRET),
        new Credential.RegistryToken(SECRET),
        new FoundCredential(password, "--creds"),
        CredentialOptions.defaults().withCreds("alice:" + SECRET),
        new BearerToken(SECRET, Set.of(), 0),
        new TokenResponse(SECRET, Duration.ZERO, SECRET),
        new TokenCache.Key("https://a/t", null, password),
        new HelperProcess.Answer(0, SECRET.getBytes(), ""));
  }

  @ParameterizedTest
  @MethodSource("values")
  void toStringDoesNotShowTheSecret(Object value) {
    assertThat(value.toString()).isNotEmpty().doesNotContain(SECRET);
  }

  @Test
  void aUserIsShownWithoutControlCharacters() {
    assertThat(new Credential.Password("al\u001bice", SECRET)).hasToString("user al\\u001bice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "geheim\r\nX: y", "geheim\n", "geh eim", "geheim\u0000", "gehéim"})
  void aTokenThatIsNoPartOfAHeaderIsRefused(String token) {
    assertThatThrownBy(() -> new Credential.RegistryToken(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(() -> new BearerToken(token, Set.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":geheim"})
  void credsWithoutAUserAreRefused(String creds) {
    assertThatThrownBy(() -> CredentialOptions.defaults().withCreds(creds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("USER:PASSWORD")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void credsAndNoCredsExcludeEachOther() {
    CredentialOptions options = CredentialOptions.defaults().withCreds("alice:" + SECRET);

    assertThatThrownBy(options::withoutCreds)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void theDeadlineOfHelpersIsPositive() {
    CredentialOptions options = CredentialOptions.defaults();

    assertThatThrownBy(() -> options.withHelperDeadline(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.withHelperDeadline(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
