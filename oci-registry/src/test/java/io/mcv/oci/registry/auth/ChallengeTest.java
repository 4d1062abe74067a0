package io.mcv.oci.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengeTest {
  private static List<Challenge> parse(String... headers) {
    return Challenge.parse(List.of(headers));
  }

  /** Written as {@code scheme{name=value;name=value}}, with {@code ^} for quotes. */
  private static String text(List<Challenge> challenges) {
    StringBuilder text = new StringBuilder();
    for (Challenge challenge : challenges) {
      text.append(text.isEmpty() ? "" : " ").append(challenge.scheme()).append('{');
      String separator = "";
      for (String name : challenge.parameters().keySet()) {
        text.append(separator).append(name).append('=').append(challenge.parameter(name));
        separator = ";";
      }
      text.append('}');
    }
    return text.toString().replace('"', '^');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Basic realm=^r^                        | basic{realm=r}",
        "BASIC REALM=^R^                        | basic{realm=R}",
        "Basic realm=/                          | basic{realm=/}",
        "Basic                                  | basic{}",
        "Basic realm=^^                         | basic{realm=}",
        "Basic realm=                           | basic{}",
        "Bearer realm=^https://a/t^,service=^s^,scope=^repository:a/b:pull,push^ | bearer{realm=https://a/t;service=s;scope=repository:a/b:pull,push}",
        "Bearer realm=https://a/t?x=1,service=s | bearer{realm=https://a/t?x=1;service=s}",
        "Bearer  realm = ^a^ ,  service = b     | bearer{realm=a;service=b}",
        "Bearer realm=^a^ service=^b^           | bearer{realm=a;service=b}",
        "Bearer realm=^a\\^b\\\\c^              | bearer{realm=a^b\\c}",
        "Bearer realm=^a, Basic realm=b^        | bearer{realm=a, Basic realm=b}",
        "Bearer realm=^a^, Basic realm=^b^      | bearer{realm=a} basic{realm=b}",
        "Basic realm=^b^, Bearer realm=^a^,x=y  | basic{realm=b} bearer{realm=a;x=y}",
        ", ,Basic realm=a,, ,Bearer realm=b,    | basic{realm=a} bearer{realm=b}",
        "Negotiate, Basic realm=^b^             | negotiate{} basic{realm=b}",
        "Negotiate YWJj==, Basic realm=^b^      | negotiate{} basic{realm=b}",
        "Negotiate a/b+c~d                      | negotiate{}",
        "Basic realm=^a^, realm=^b^             | basic{realm=a}",
        "Basic realm=^open                      | basic{realm=open}",
        "Basic realm=^open\\                    | basic{realm=open\\}",
        "realm=^a^, Basic realm=^b^             | basic{realm=b}",
        "(?), Basic realm=^b^                   | basic{realm=b}",
        "Basic (x), realm=^b^                   | basic{realm=b}"
      })
  void readsWhatServersSend(String header, String expected) {
    assertThat(text(parse(header.replace('^', '"')))).isEqualTo(expected);
  }

  @Test
  void readsSeveralHeadersInTheirOrder() {
    assertThat(text(parse("Bearer realm=a", "Basic realm=b, Digest realm=c")))
        .isEqualTo("bearer{realm=a} basic{realm=b} digest{realm=c}");
  }

  @Test
  void aParameterDoesNotBelongToTheChallengeOfAnotherHeader() {
    assertThat(text(parse("Bearer realm=a", "service=b"))).isEqualTo("bearer{realm=a}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "=", "^", ",", "\\", "<html>", "=x", "ä ö"})
  void garbageIsNoChallenge(String header) {
    assertThat(parse(header.replace('^', '"'))).isEmpty();
  }

  @Test
  void neverFailsWhateverTheHeaderIs() {
    Random random = new Random(1);
    String alphabet = "ab=\"\\, \t/,;<\u0000ä";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder header = new StringBuilder();
      random
          .ints(random.nextInt(24), 0, alphabet.length())
          .forEach(at -> header.append(alphabet.charAt(at)));

      assertThat(parse(header.toString())).isNotNull();
    }
  }

  @Test
  void leavesOutAHeaderThatIsTooLong() {
    String padding = "x".repeat(Challenge.MAX_HEADER);

    assertThat(text(parse("Bearer realm=" + padding, "Basic realm=a"))).isEqualTo("basic{realm=a}");
  }

  @Test
  void readsAHeaderOfTheGreatestLength() {
    String start = "Basic realm=";
    String padding = "x".repeat(Challenge.MAX_HEADER - start.length());

    assertThat(parse(start + padding)).hasSize(1);
  }

  @Test
  void readsNoMoreThanSixteenChallenges() {
    List<String> headers = Collections.nCopies(10, "Basic realm=a, Bearer realm=b");

    assertThat(Challenge.parse(headers)).hasSize(Challenge.MAX_CHALLENGES);
  }

  @Test
  void hasTheScopesOfItsParameterMerged() {
    Challenge challenge =
        parse("Bearer scope=\"repository:a:pull  repository:b:pull repository:a:push\"").get(0);

    assertThat(challenge.scopes())
        .containsExactly(Scope.repository("a", "pull", "push"), Scope.repository("b", "pull"));
  }

  @Test
  void hasNoScopesWithoutTheParameterOrWithAnEmptyOne() {
    assertThat(Stream.of("Bearer realm=a", "Bearer scope=\"\"").map(h -> parse(h).get(0).scopes()))
        .allMatch(scopes -> scopes.isEmpty());
  }
}
