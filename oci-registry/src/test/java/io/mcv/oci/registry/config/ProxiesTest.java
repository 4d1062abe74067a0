package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final Path NOWHERE = Path.of("/none");

  private static Proxies proxies(String... variables) throws ProxySettingException {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      map.put(variables[i], variables[i + 1]);
    }
    return Proxies.of(new UserEnvironment(map, NOWHERE, NOWHERE));
  }

  /** {@code HTTP proxy:80}, or {@code DIRECT}. */
  private static String select(Proxies proxies, String uri) {
    List<Proxy> selected = proxies.select(URI.create(uri));
    assertThat(selected).hasSize(1);
    Proxy proxy = selected.get(0);
    if (proxy.type() == Proxy.Type.DIRECT) {
      return "DIRECT";
    }
    InetSocketAddress address = (InetSocketAddress) proxy.address();
    assertThat(address.isUnresolved()).isTrue();
    return proxy.type() + " " + address.getHostString() + ":" + address.getPort();
  }

  @Test
  void withoutVariablesEverythingIsDirect() throws Exception {
    Proxies proxies = proxies();

    assertThat(select(proxies, "https://quay.io/v2/")).isEqualTo("DIRECT");
    assertThat(select(proxies, "http://quay.io/v2/")).isEqualTo("DIRECT");
  }

  @Test
  void eachSchemeHasItsOwnProxy() throws Exception {
    Proxies proxies = proxies("HTTPS_PROXY", "http://one:1", "HTTP_PROXY", "http://two:2");

    assertThat(select(proxies, "https://quay.io/v2/")).isEqualTo("HTTP one:1");
    assertThat(select(proxies, "HTTPS://quay.io/v2/")).isEqualTo("HTTP one:1");
    assertThat(select(proxies, "http://quay.io/v2/")).isEqualTo("HTTP two:2");
    assertThat(select(proxies, "ftp://quay.io/v2/")).isEqualTo("DIRECT");
  }

  @Test
  void theProxyOfHttpIsNotForHttps() throws Exception {
    assertThat(select(proxies("HTTP_PROXY", "http://two:2"), "https://quay.io/"))
        .isEqualTo("DIRECT");
  }

  @Test
  void namesInLowerCaseCountWhereThoseInUpperCaseAreNotSet() throws Exception {
    assertThat(select(proxies("https_proxy", "a:1", "HTTPS_PROXY", ""), "https://quay.io/"))
        .isEqualTo("HTTP a:1");
    assertThat(select(proxies("http_proxy", "a:1"), "http://quay.io/")).isEqualTo("HTTP a:1");
    assertThat(select(proxies("https_proxy", "a:1", "HTTPS_PROXY", "b:2"), "https://quay.io/"))
        .isEqualTo("HTTP b:2");
    assertThat(select(proxies("https_proxy", "a:1", "no_proxy", "quay.io"), "https://quay.io/"))
        .isEqualTo("DIRECT");
  }

  @Test
  void allProxyIsForWhatHasNoneOfItsOwn() throws Exception {
    Proxies proxies = proxies("ALL_PROXY", "socks5://all", "http_proxy", "own:1");

    assertThat(select(proxies, "https://quay.io/")).isEqualTo("SOCKS all:1080");
    assertThat(select(proxies, "http://quay.io/")).isEqualTo("HTTP own:1");
    assertThat(select(proxies("all_proxy", "a:1"), "http://quay.io/")).isEqualTo("HTTP a:1");
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy,                    HTTP proxy:80",
    "http://proxy:,                   HTTP proxy:80",
    "HTTP://proxy:3128,               HTTP proxy:3128",
    "http://proxy:3128/,              HTTP proxy:3128",
    "http://proxy:3128/path?q#f,      HTTP proxy:3128",
    "proxy,                           HTTP proxy:80",
    "proxy:3128,                      HTTP proxy:3128",
    "' proxy:3128 ',                  HTTP proxy:3128",
    "my_proxy.example.com:3128,       HTTP my_proxy.example.com:3128",
    "10.0.0.1:3128,                   HTTP 10.0.0.1:3128",
    "'[fd00::1]:3128',                HTTP fd00::1:3128",
    "'http://[fd00::1]',              HTTP fd00::1:80",
    "user:p%40ss@proxy:3128,          HTTP proxy:3128",
    "http://u:p@ss@proxy:3128,        HTTP proxy:3128",
    "socks5://proxy,                  SOCKS proxy:1080",
    "socks5h://proxy:9,               SOCKS proxy:9"
  })
  void readsEveryFormOfAProxy(String text, String expected) throws Exception {
    assertThat(select(proxies("HTTPS_PROXY", text), "https://quay.io/")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:secret@proxy:443",
        "ftp://user:secret@proxy",
        "socks4://user:secret@proxy",
        "socks5://user:secret@proxy",
        "http://",
        "http://user:secret@",
        "http://user:secret@proxy:0",
        "http://user:secret@proxy:65536",
        "http://user:secret@proxy:99999999999",
        "http://user:secret@proxy:port",
        "http://user:secret%zz@proxy",
        "http://user:secret@pro xy",
        "http://user:secret@pro\nxy",
        "http://user:secret/more@proxy",
        "http://user:1234/secret@proxy",
        "http://[fd00::1",
        "fd00::1"
      })
  void whatIsNoProxyIsSaidWithTheVariableAndWithoutThePassword(String text) {
    assertThatThrownBy(() -> proxies("https_proxy", text))
        .isInstanceOfSatisfying(
            ProxySettingException.class, e -> assertThat(e.variable()).isEqualTo("https_proxy"))
        .hasMessageStartingWith("the variable https_proxy ")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("\n");
  }

  @Test
  void endlessTextIsNoProxy() {
    assertThatThrownBy(() -> proxies("HTTP_PROXY", "a".repeat(4097)))
        .isInstanceOf(ProxySettingException.class)
        .hasMessageContaining("more than 4096 characters");
  }

  @Test
  void aWrongAllProxyIsNoProblemWhereItIsNotUsed() throws Exception {
    assertThat(proxies("ALL_PROXY", "ftp://a", "HTTP_PROXY", "a", "HTTPS_PROXY", "b")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    // Hosts and subdomains.
    "example.com,          https://example.com/,          true",
    "example.com,          https://EXAMPLE.com/,          true",
    "EXAMPLE.COM,          https://example.com/,          true",
    "example.com,          https://a.b.example.com/,      true",
    "example.com,          https://notexample.com/,       false",
    "example.com,          https://example.com.org/,      false",
    ".example.com,         https://a.example.com/,        true",
    ".example.com,         https://example.com/,          false",
    "*.example.com,        https://a.example.com/,        true",
    "*.example.com,        https://example.com/,          false",
    "exämple.com,          https://xn--exmple-cua.com/,   true",
    // Ports.
    "example.com:443,      https://example.com/,          true",
    "example.com:443,      https://example.com:444/,      false",
    "example.com:80,       http://example.com/,           true",
    "example.com:5000,     https://a.example.com:5000/,   true",
    ".example.com:5000,    https://example.com:5000/,     false",
    // Addresses.
    "10.1.2.3,             https://10.1.2.3/,             true",
    "10.1.2.3,             https://10.1.2.33/,            false",
    "10.1.2.3:5000,        https://10.1.2.3:5000/,        true",
    "10.1.2.3:5000,        https://10.1.2.3/,             false",
    "1.2.3,                https://1.2.3.4/,              false",
    "fd00::1,              'https://[fd00::1]/',          true",
    "fd00:0::1,            'https://[fd00::1]:5000/',     true",
    "'[fd00::1]',          'https://[fd00::1]/',          true",
    "'[fd00::1]:5000',     'https://[fd00::1]:5000/',     true",
    "'[fd00::1]:5000',     'https://[fd00::1]/',          false",
    "::ffff:10.1.2.3,      https://10.1.2.3/,             true",
    // Networks.
    "10.0.0.0/8,           https://10.255.0.1/,           true",
    "10.0.0.0/8,           https://11.0.0.1/,             false",
    "10.1.2.3/31,          https://10.1.2.2/,             true",
    "10.1.2.3/31,          https://10.1.2.4/,             false",
    "10.1.2.3/32,          https://10.1.2.3/,             true",
    "0.0.0.0/0,            https://8.8.8.8/,              true",
    "0.0.0.0/0,            'https://[fd00::1]/',          false",
    "0.0.0.0/0,            https://example.com/,          false",
    "fd00::/8,             'https://[fdff::1]/',          true",
    "fd00::/8,             'https://[fe00::1]/',          false",
    // Everything, and lists.
    "*,                    https://example.com/,          true",
    "*,                    https://10.1.2.3/,             true",
    "'a.com, example.com', https://example.com/,          true",
    "'a.com,*',            https://example.com/,          true",
    "'a.com b.com',        https://b.com/,                false",
    // What means nothing.
    "',, ,',               https://example.com/,          false",
    ":443,                 https://example.com/,          false",
    ".,                    https://example.com/,          false",
    "10.0.0.0/33,          https://10.0.0.1/,             false",
    "10.0.0.0/x,           https://10.0.0.1/,             false",
    "example.com/8,        https://example.com/,          false",
    "'[fd00::1',           'https://[fd00::1]/',          false"
  })
  void noProxyExemptsWhatItExemptsForGo(String noProxy, String uri, boolean direct)
      throws Exception {
    Proxies proxies = proxies("HTTPS_PROXY", "p:1", "HTTP_PROXY", "p:1", "NO_PROXY", noProxy);

    assertThat(select(proxies, uri)).isEqualTo(direct ? "DIRECT" : "HTTP p:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost/",
        "https://LOCALHOST:5000/",
        "https://127.0.0.1:5000/",
        "https://127.9.9.9/",
        "https://[::1]:5000/"
      })
  void thisHostIsNeverReachedByAProxy(String uri) throws Exception {
    assertThat(select(proxies("HTTPS_PROXY", "p:1"), uri)).isEqualTo("DIRECT");
  }

  @Test
  void aNameThatOnlyLooksLocalIsReachedByTheProxy() throws Exception {
    assertThat(select(proxies("HTTPS_PROXY", "p:1"), "https://localhost.example.com/"))
        .isEqualTo("HTTP p:1");
  }

  @Test
  void credentialsBelongToTheAddressOfTheirProxy() throws Exception {
    Proxies proxies =
        proxies("HTTPS_PROXY", "http://me:a%3Ab+c%C3%A9@one:1", "HTTP_PROXY", "http://two:2");

    assertThat(proxies.authorization(InetSocketAddress.createUnresolved("one", 1)))
        .isEqualTo("Basic " + base64("me:a:b+cé"));
    assertThat(proxies.authorization(InetSocketAddress.createUnresolved("two", 2))).isNull();
    assertThat(proxies.authorization(InetSocketAddress.createUnresolved("three", 1))).isNull();
  }

  @Test
  void aPasswordMayHoldAnAtSignAndMayBeMissing() throws Exception {
    assertThat(authorization("http://me:p@ss@one:1")).isEqualTo("Basic " + base64("me:p@ss"));
    assertThat(authorization("http://me@one:1")).isEqualTo("Basic " + base64("me:"));
  }

  private static @Nullable String authorization(String proxy) throws Exception {
    return proxies("HTTPS_PROXY", proxy)
        .authorization(InetSocketAddress.createUnresolved("one", 1));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void noPasswordIsShown() throws Exception {
    ProxyAddress address = ProxyAddress.parse("HTTPS_PROXY", "http://me:secret@one:1");
    UserEnvironment environment =
        new UserEnvironment(Map.of("HTTPS_PROXY", "http://me:secret@one:1"), NOWHERE, NOWHERE);

    assertThat(address.toString())
        .contains("one", "with credentials")
        .doesNotContain("secret", base64("me:secret"));
    assertThat(environment.toString()).doesNotContain("secret");
    assertThat(Proxies.of(environment).toString()).doesNotContain("secret");
  }
}
