package io.mcv.oci.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.registry.auth.RealmPolicy.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealmPolicyTest {
  private static final Set<String> SUFFIXES = Set.of("com", "io", "github.io", "co.uk");
  private static final RealmPolicy POLICY = new RealmPolicy(RealmPolicyTest::domain, List.of());

  /** The longest suffix and the label before it. */
  private static @Nullable String domain(String host) {
    int label = 0;
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      if (SUFFIXES.contains(host.substring(dot + 1)) && !SUFFIXES.contains(host)) {
        return host.substring(label);
      }
      label = dot + 1;
    }
    return null;
  }

  private static @Nullable String refusal(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused ? refused.reason() : null;
  }

  @ParameterizedTest
  @CsvSource({
    "https://quay.io/v2/auth,                quay.io",
    "https://QUAY.io/v2/auth,                Quay.IO",
    "https://quay.io./v2/auth,               quay.io",
    "https://quay.io:8443/v2/auth,           quay.io",
    "https://quay.io/v2/auth,                quay.io:8443",
    "HTTPS://quay.io/v2/auth?a=b,            quay.io",
    "https://auth.docker.io/token,           registry-1.docker.io",
    "https://gitlab.com/jwt/auth,            registry.gitlab.com",
    "https://auth.shop.co.uk/t,              registry.shop.co.uk",
    "https://10.0.0.1/t,                     10.0.0.1:5000",
    "https://[fd00::1]:443/t,                [fd00::1]:5000",
    "https://[fd00::1]/t,                    [fd00::1]",
    "https://registry:5001/t,                registry:5000",
  })
  void theRegistrysOwnHostOrDomainMayGetTheSecret(String realm, String registry) {
    assertThat(POLICY.judge(realm, registry, false))
        .isEqualTo(new Verdict.Allowed(URI.create(realm)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.com/t,                     quay.io",
    "https://quay.io.evil.com/t,             quay.io",
    "https://evilquay.io/t,                  quay.io",
    "https://evil.github.io/t,               good.github.io",
    "https://evil.co.uk/t,                   shop.co.uk",
    "https://10.0.0.2/t,                     10.0.0.1",
    "https://169.254.169.254/latest,         quay.io",
    "https://[fd00::2]/t,                    [fd00::1]",
    "https://localhost/t,                    quay.io",
    "https://other/t,                        registry"
  })
  void anotherHostMayNot(String realm, String registry) {
    assertThat(refusal(POLICY.judge(realm, registry, false)))
        .startsWith("the token server " + realm + " belongs neither to the registry " + registry)
        .endsWith("allow " + URI.create(realm).getHost());
  }

  @ParameterizedTest
  @CsvSource({
    "auth.example.com,      https://auth.example.com/t,      true",
    "AUTH.example.com,      https://auth.example.com:8443/t, true",
    "auth.example.com:8443, https://auth.example.com:8443/t, true",
    "auth.example.com:8443, https://auth.example.com/t,      false",
    "auth.example.com:443,  https://auth.example.com/t,      true",
    "auth.example.com,      http://auth.example.com/t,       false",
    "example.com,           https://auth.example.com/t,      false",
  })
  void aHostOnTheListOfTheUserMay(String allowed, String realm, boolean expected) {
    RealmPolicy policy = new RealmPolicy(RealmPolicyTest::domain, List.of(allowed));

    assertThat(policy.judge(realm, "quay.io", false) instanceof Verdict.Allowed)
        .isEqualTo(expected);
  }

  @Test
  void withoutTlsOnlyWhereTheRegistryIsWithoutIt() {
    String realm = "http://registry:5001/t";

    assertThat(refusal(POLICY.judge(realm, "registry:5000", false)))
        .contains("without TLS")
        .contains("--tls-verify=false");
    assertThat(POLICY.judge(realm, "registry:5000", true)).isInstanceOf(Verdict.Allowed.class);
    assertThat(POLICY.judge("https://registry/t", "registry:5000", true))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(POLICY.judge("http://evil.com/t", "registry:5000", true))
        .isInstanceOf(Verdict.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      quoteCharacter = '`',
      value = {
        "null,                          names no token server",
        "``,                            names no token server",
        "/,                             not an address with https",
        "quay.io/token,                 not an address with https",
        "//quay.io/token,               not an address with https",
        "file:///etc/passwd,            not an address with https",
        "ftp://quay.io/t,               not an address with https",
        "https:quay.io,                 no valid host",
        "https:///t,                    no valid host",
        "https://a_b.quay.io/t,         no valid host",
        "https://quay.io/a b,           is not the address",
        "https://x@quay.io/t,           has a user in it",
        "https://quay.io@evil.com/t,    has a user in it"
      })
  void whatIsNoPlainAddressIsRefused(@Nullable String realm, String reason) {
    assertThat(refusal(POLICY.judge(realm, "quay.io", false))).contains(reason);
  }

  @Test
  void theReasonShowsNeitherPasswordsNorControlCharacters() {
    assertThat(refusal(POLICY.judge("https://u:geheim@quay.io/t", "quay.io", false)))
        .doesNotContain("geheim");
    assertThat(refusal(POLICY.judge("https://a\u001b[1m", "quay.io", false))).contains("\\u001b");
  }
}
