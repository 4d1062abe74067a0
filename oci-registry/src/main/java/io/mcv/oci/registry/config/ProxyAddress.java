package io.mcv.oci.registry.config;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a variable says of a proxy: {@code [SCHEME://][USER[:PASSWORD]@]HOST[:PORT][/…]}.
 *
 * <table>
 * <caption>Schemes</caption>
 * <tr><td>none, {@code http}</td><td>HTTP, with CONNECT for https; port 80</td></tr>
 * <tr><td>{@code socks5}, {@code socks5h}</td><td>SOCKS, which resolves names; port 1080</td></tr>
 * </table>
 *
 * <p>User and password may be percent-encoded. No error quotes more than the scheme, since any
 * other part may turn out to be a piece of a password.
 *
 * @param proxy its address is not resolved
 * @param authorization value of the header {@code Proxy-Authorization}, a secret; or null
 */
record ProxyAddress(Proxy proxy, @Nullable String authorization) {
  private static final int MAX_LENGTH = 4096;
  private static final Pattern SCHEME =
      Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,20})://(?<rest>.*)", Pattern.DOTALL);
  private static final Pattern PLACE =
      Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[A-Fa-f0-9:.]+])(?::(?<port>[0-9]*))?");
  private static final int MAX_PORT = 65535;

  static ProxyAddress parse(String variable, String text) throws ProxySettingException {
    if (text.length() > MAX_LENGTH) {
      throw new ProxySettingException(
          variable, "has more than " + MAX_LENGTH + " characters, which no proxy needs");
    }
    Matcher parts = SCHEME.matcher(text.strip());
    boolean hasScheme = parts.matches();
    String scheme = hasScheme ? parts.group("scheme").toLowerCase(Locale.ROOT) : "http";
    String authority = authority(variable, hasScheme ? parts.group("rest") : text.strip());
    int at = authority.lastIndexOf('@');
    String place = authority.substring(at + 1);
    String user = at < 0 ? null : authority.substring(0, at);
    return switch (scheme) {
      case "http" ->
          new ProxyAddress(
              new Proxy(Proxy.Type.HTTP, address(variable, place, 80)), basic(variable, user));
      case "socks5", "socks5h" -> socks(variable, place, user);
      case "https" ->
          throw new ProxySettingException(
              variable,
              "names a proxy that is reached by https, which is not supported: use its http port");
      default ->
          throw new ProxySettingException(
              variable, "names a proxy with the unknown scheme " + scheme);
    };
  }

  private static ProxyAddress socks(String variable, String place, @Nullable String user)
      throws ProxySettingException {
    if (user != null) {
      throw new ProxySettingException(
          variable, "has a user for a SOCKS proxy, which is supported for http proxies only");
    }
    return new ProxyAddress(new Proxy(Proxy.Type.SOCKS, address(variable, place, 1080)), null);
  }

  /** What comes before a path. */
  private static String authority(String variable, String text) throws ProxySettingException {
    String authority = text.split("[/?#]", 2)[0];
    if (text.indexOf('@', authority.length()) >= 0) {
      throw new ProxySettingException(
          variable, "has a / ? or # in its user or password: write %2F %3F or %23 for it");
    }
    return authority;
  }

  private static InetSocketAddress address(String variable, String place, int usual)
      throws ProxySettingException {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      throw new ProxySettingException(variable, "names no proxy: a host with a port is expected");
    }
    String host = parts.group("host");
    String bare = host.charAt(0) == '[' ? host.substring(1, host.length() - 1) : host;
    return InetSocketAddress.createUnresolved(bare, port(variable, parts.group("port"), usual));
  }

  private static int port(String variable, @Nullable String digits, int usual)
      throws ProxySettingException {
    if (digits == null || digits.isEmpty()) {
      return usual;
    }
    int port = digits.length() > 5 ? MAX_PORT + 1 : Integer.parseInt(digits);
    if (port < 1 || port > MAX_PORT) {
      throw new ProxySettingException(variable, "names a port that is not from 1 to " + MAX_PORT);
    }
    return port;
  }

  private static @Nullable String basic(String variable, @Nullable String user)
      throws ProxySettingException {
    if (user == null) {
      return null;
    }
    int colon = user.indexOf(':');
    String name = decoded(variable, colon < 0 ? user : user.substring(0, colon));
    String password = colon < 0 ? "" : decoded(variable, user.substring(colon + 1));
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String decoded(String variable, String text) throws ProxySettingException {
    try {
      // A plus is a plus here; only in forms does it stand for a space.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ProxySettingException(
          variable, "has a % without two hex digits in its user or password: write %25 for %");
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return proxy + (authorization == null ? "" : " with credentials");
  }
}
