package io.mcv.oci.registry.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that environment variables name: {@code HTTPS_PROXY} for https, {@code HTTP_PROXY}
 * for http, {@code ALL_PROXY} for what has none of its own, and {@code NO_PROXY} with hosts, by
 * commas, to which requests go directly. Each may be written in lower case; upper case comes first.
 *
 * <p>{@code localhost} and loopback addresses are never reached by a proxy. Immutable.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config">httpproxy</a>, whose
 *     rules Go's tools follow
 */
public final class Proxies extends ProxySelector {
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final @Nullable ProxyAddress https;
  private final @Nullable ProxyAddress http;
  private final List<ProxyExemption> exemptions;

  private Proxies(
      @Nullable ProxyAddress https, @Nullable ProxyAddress http, List<ProxyExemption> exemptions) {
    this.https = https;
    this.http = http;
    this.exemptions = List.copyOf(exemptions);
  }

  /**
   * Reads the variables. Entries of {@code NO_PROXY} that mean nothing are left, as Go does.
   *
   * @throws ProxySettingException if one names a proxy that cannot be used; no password is shown
   */
  public static Proxies of(UserEnvironment environment) throws ProxySettingException {
    List<ProxyExemption> exemptions = new ArrayList<>();
    String variable = firstSet(environment, "NO_PROXY", "no_proxy");
    String entries = variable == null ? "" : String.valueOf(environment.variable(variable));
    for (String entry : entries.split(",")) {
      ProxyExemption exemption = ProxyExemption.parse(entry);
      if (exemption != null) {
        exemptions.add(exemption);
      }
    }
    return new Proxies(
        proxy(environment, "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"),
        proxy(environment, "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"),
        exemptions);
  }

  private static @Nullable ProxyAddress proxy(UserEnvironment environment, String... variables)
      throws ProxySettingException {
    String variable = firstSet(environment, variables);
    return variable == null
        ? null
        : ProxyAddress.parse(variable, String.valueOf(environment.variable(variable)));
  }

  private static @Nullable String firstSet(UserEnvironment environment, String... variables) {
    return Stream.of(variables)
        .filter(variable -> environment.variable(variable) != null)
        .findFirst()
        .orElse(null);
  }

  /**
   * The proxy for a request.
   *
   * @return one element, {@link Proxy#NO_PROXY} where the request goes directly; the address of a
   *     proxy is not resolved
   */
  @Override
  public List<Proxy> select(URI uri) {
    String host = uri.getHost();
    boolean isHttps = "https".equalsIgnoreCase(uri.getScheme());
    ProxyAddress address = isHttps ? https : "http".equalsIgnoreCase(uri.getScheme()) ? http : null;
    if (address == null || host == null) {
      return DIRECT;
    }
    int usual = isHttps ? 443 : 80;
    boolean direct = isExempt(host, uri.getPort() < 0 ? usual : uri.getPort());
    return direct ? DIRECT : List.of(address.proxy());
  }

  private boolean isExempt(String written, int port) {
    boolean bracketed = written.startsWith("[") && written.endsWith("]");
    String bare = bracketed ? written.substring(1, written.length() - 1) : written;
    String host = bare.toLowerCase(Locale.ROOT);
    InetAddress address = IpLiteral.parse(host);
    if (host.equals("localhost") || (address != null && address.isLoopbackAddress())) {
      return true;
    }
    return exemptions.stream().anyMatch(exemption -> exemption.matches(host, address, port));
  }

  /** Does nothing: there is no other proxy to turn to. */
  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException problem) {}

  /**
   * What to send to a proxy that asks who the user is.
   *
   * @param proxy the address of a proxy that {@link #select} gave
   * @return value of the header {@code Proxy-Authorization}, a secret; null without credentials
   */
  public @Nullable String authorization(SocketAddress proxy) {
    for (ProxyAddress address : new ProxyAddress[] {https, http}) {
      if (address != null && proxy.equals(address.proxy().address())) {
        return address.authorization();
      }
    }
    return null;
  }
}
