package io.mcv.oci.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenResponseTest {
  private static final long NOW = 1_700_000_000;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

  /** Reads an answer, with {@code '} for quotes. */
  private static TokenResponse parse(String json) throws MalformedDocumentException {
    return TokenResponse.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), CLOCK);
  }

  private static String jwt(String claims) {
    return base64("{'alg':'ES256','kid':'k'}") + "." + base64(claims) + "." + base64("signature");
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'token':'a'}                       | a",
        "{'access_token':'b'}                | b",
        "{'token':'a','access_token':'b'}    | a",
        "{'token':'','access_token':'b'}     | b",
        "{'token':null,'access_token':'b'}   | b"
      })
  void hasTheTokenUnderEitherName(String json, String token) throws Exception {
    assertThat(parse(json).value()).isEqualTo(token);
  }

  @Test
  void mayHaveARefreshToken() throws Exception {
    assertThat(parse("{'token':'a','refresh_token':'r'}").refreshToken()).isEqualTo("r");
    assertThat(parse("{'token':'a'}").refreshToken()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'token':'a'}                              | 60000",
        "{'token':'a','expires_in':300}             | 300000",
        "{'token':'a','expires_in':5}               | 5000",
        "{'token':'a','expires_in':2.5}             | 2500",
        "{'token':'a','expires_in':0}               | 60000",
        "{'token':'a','expires_in':-1}              | 60000",
        "{'token':'a','expires_in':null}            | 60000",
        "{'token':'a','expires_in':9e99}            | 86400000",
        "{'token':'a','expires_in':99999999999999999999999} | 86400000"
      })
  void livesAsLongAsTheAnswerSays(String json, long milliseconds) throws Exception {
    assertThat(parse(json).lifetime()).isEqualTo(Duration.ofMillis(milliseconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'iat':1000,'exp':1100}            | 100",
        "{'iat':1000,'exp':9000}            | 300",
        "{'iat':9999999999,'exp':10000000099}| 100",
        "{'iat':1000,'exp':1000}            | 0",
        "{'iat':1000,'exp':900}             | 0",
        "{'exp':1700000100}                 | 100",
        "{'exp':1600000000}                 | 0",
        "{'iat':1000}                       | 300",
        "{'sub':'x'}                        | 300",
        "{'iat':0,'exp':9223372036854775807}| 0",
        "{'iat':'x','exp':'y'}              | 300"
      })
  void aJwtDoesNotOutliveItsOwnClaims(String claims, long seconds) throws Exception {
    assertThat(parse("{'token':'" + jwt(claims) + "','expires_in':300}").lifetime())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"opaque", "a.b.c", "a.b.c.d.e", "..", "e30.e30.", "e30.W10.x"})
  void aTokenThatIsNoJwtIsTakenAsItIs(String token) throws Exception {
    TokenResponse response = parse("{'token':'" + token + "','expires_in':300}");

    assertThat(response.value()).isEqualTo(token);
    assertThat(response.lifetime()).isEqualTo(Duration.ofSeconds(300));
  }

  @Test
  void aTokenWithClaimsOfEndlessDepthIsTakenAsItIs() throws Exception {
    String token = jwt("{'a':" + "[".repeat(50_000) + "}");

    assertThat(parse("{'token':'" + token + "'}").value()).isEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "geheim",
        "['geheim']",
        "{}",
        "{'token':''}",
        "{'token':['geheim']}",
        "{'token':'geheim\\r\\nX: y'}",
        "{'token':'geheim x'}",
        "{'token':'geheim','expires_in':'geheim'}",
        "{'token':'geheim','refresh_token':7}",
        "{'token':'geheim'} geheim"
      })
  void aWrongAnswerIsNotQuoted(String json) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageStartingWith("the answer of the token server is wrong: ")
        .hasMessageNotContaining("geheim")
        .hasNoCause();
  }

  @Test
  void anAnswerThatIsTooLargeIsRefused() {
    String json = "{'token':'a'}";
    String padding = " ".repeat(TokenResponse.MAX_BYTES - json.length());

    assertThatThrownBy(() -> parse(json + padding + " "))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("more than 1048576 bytes");
  }

  @ParameterizedTest
  @CsvSource({"300, 290", "60, 50", "20, 10", "19, 9.5", "2, 1", "0, 0"})
  void isReplacedBeforeItEnds(long lifetime, double fresh) {
    TokenResponse response = new TokenResponse("a", Duration.ofSeconds(lifetime), null);
    Set<Scope> scopes = Set.of(Scope.repository("a", "pull"));
    long received = Long.MAX_VALUE - 5; // the monotonic clock may overflow

    BearerToken token = response.toBearerToken(scopes, received);

    long until = received + (long) (fresh * TimeUnit.SECONDS.toNanos(1));
    assertThat(token).isEqualTo(new BearerToken("a", scopes, until));
    assertThat(token.isFresh(until)).isFalse();
    assertThat(token.isFresh(until - 1)).isTrue();
  }
}
