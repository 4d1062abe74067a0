package io.mcv.oci.registry.auth;

import io.mcv.oci.model.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a token server that a registry names may get the user's secret: a registry must
 * not be able to send it anywhere.
 *
 * <p>The token server must be on the registry's own host, whatever the port, or under the same
 * registrable domain, or on the user's list; and behind TLS, unless the user wants the registry
 * itself without.
 */
public final class RealmPolicy {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final RegistrableDomain domains;
  private final Set<String> allowed;

  /**
   * A policy.
   *
   * @param domains finds registrable domains
   * @param allowed further hosts, as {@code host}, or {@code host:port} for that port alone
   */
  public RealmPolicy(RegistrableDomain domains, Collection<String> allowed) {
    this.domains = domains;
    this.allowed = allowed.stream().map(RealmPolicy::canonical).collect(Collectors.toSet());
  }

  /** Whether a secret may go to a token server. */
  public sealed interface Verdict {
    /**
     * It may.
     *
     * @param realm the address of the token server
     */
    record Allowed(URI realm) implements Verdict {}

    /**
     * It may not.
     *
     * @param reason in words, which begin with the address
     */
    record Refused(String reason) implements Verdict {}
  }

  /**
   * Judges a token server.
   *
   * @param realm of the challenge
   * @param registry host of the registry that sent it, with its port where it has one
   * @param isPlainHttp whether the user wants that registry without TLS
   */
  public Verdict judge(@Nullable String realm, String registry, boolean isPlainHttp) {
    if (realm == null || realm.isEmpty()) {
      return new Verdict.Refused("the registry " + registry + " names no token server");
    }
    URI address;
    try {
      address = new URI(realm);
    } catch (URISyntaxException e) {
      return refused(realm, "is not the address of a token server");
    }
    String problem = problem(address, registry, isPlainHttp);
    return problem == null ? new Verdict.Allowed(address) : refused(realm, problem);
  }

  private @Nullable String problem(URI realm, String registry, boolean isPlainHttp) {
    String scheme = realm.getScheme() == null ? "" : realm.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return "is not an address with https";
    }
    if (realm.getHost() == null) {
      return "has no valid host";
    }
    if (realm.getRawUserInfo() != null) {
      return "has a user in it";
    }
    if (scheme.equals("http") && !isPlainHttp) {
      return "would get credentials without TLS; if the registry is meant to be used without it,"
          + " say so with --tls-verify=false";
    }
    String host = canonical(realm.getHost());
    int port = port(realm, scheme);
    if (isOfRegistry(host, registry) || isAllowed(host, port)) {
      return null;
    }
    return "belongs neither to the registry "
        + Printable.of(registry)
        + " nor to a host that may get its credentials; if you trust it, allow "
        + Printable.of(realm.getHost());
  }

  private boolean isOfRegistry(String host, String registry) {
    String own = withoutPort(canonical(registry));
    if (host.equals(own)) {
      return true;
    }
    String domain = domains.of(host);
    return domain != null && domain.equals(domains.of(own));
  }

  private boolean isAllowed(String host, int port) {
    return allowed.contains(host) || allowed.contains(host + ":" + port);
  }

  private static int port(URI realm, String scheme) {
    if (realm.getPort() >= 0) {
      return realm.getPort();
    }
    return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
  }

  private static String canonical(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    return canonical(hasPort ? host.substring(0, colon) : host);
  }

  private static Verdict refused(String realm, String problem) {
    String shown = realm.indexOf('@') < 0 ? Printable.of(realm) : "(address with a user)";
    return new Verdict.Refused("the token server " + shown + " " + problem);
  }
}
