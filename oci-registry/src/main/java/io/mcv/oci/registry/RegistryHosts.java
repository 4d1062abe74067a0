package io.mcv.oci.registry;

import io.mcv.oci.registry.auth.Credentials;
import io.mcv.oci.registry.auth.RealmPolicy;
import io.mcv.oci.registry.auth.RegistryKey;
import io.mcv.oci.registry.auth.TokenCache;
import io.mcv.oci.registry.config.CertificateFolders;
import io.mcv.oci.registry.config.Proxies;
import io.mcv.oci.registry.config.RegistriesConf;
import io.mcv.oci.registry.config.RegistryPlace;
import io.mcv.oci.registry.config.TlsMaterial;
import io.mcv.oci.registry.http.Exchange;
import io.mcv.oci.registry.http.HttpTransport;
import io.mcv.oci.registry.http.PublicSuffixes;
import io.mcv.oci.registry.http.Redirects;
import io.mcv.oci.registry.http.RetryPolicy;
import io.mcv.oci.registry.http.TlsSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a client has met, and what all of them share: connections, certificates,
 * proxies, credentials and tokens. Made from the options when the first one is wanted.
 */
final class RegistryHosts implements Closeable {
  private final RegistryOptions options;
  private final Configuration configuration;
  private final Map<String, RegistryHost> hosts = new HashMap<>();
  private final Set<String> insecureServers = ConcurrentHashMap.newKeySet();
  private @Nullable HttpTransport transport;
  private @Nullable Credentials credentials;
  private @Nullable TokenServers tokens;

  /** Reads the configuration of registries, once. */
  interface Configuration {
    RegistriesConf read() throws IOException;
  }

  RegistryHosts(RegistryOptions options, Configuration configuration) {
    this.options = options;
    this.configuration = configuration;
  }

  /**
   * The repository at a place.
   *
   * @param retried whether steps that fail there are tried again; not where there is another place
   */
  RegistryRepository repository(RegistryPlace place, boolean retried) throws IOException {
    RepositoryAddress address = RepositoryAddress.of(place.name());
    RegistryKey key = new RegistryKey(address.registry(), address.path());
    RetryPolicy policy = retried ? options.retries() : RetryPolicy.NEVER;
    RegistryHost host = host(address.registry(), isInsecure(place.insecure()));
    return new RegistryRepository(address, new RegistryCaller(host, key, () -> attempts(policy)));
  }

  /** A registry as a whole. */
  RegistryCaller registry(String name) throws IOException {
    boolean configured = configuration.read().isInsecure(name);
    RegistryKey key = new RegistryKey(name, null);
    return new RegistryCaller(
        host(name, isInsecure(configured)), key, () -> attempts(options.retries()));
  }

  /** Sends what it is given, as nobody in particular. */
  Exchange anonymous() throws IOException {
    return new Redirects(transport(), options.resolver());
  }

  @Override
  public synchronized void close() {
    if (transport != null) {
      transport.close();
    }
  }

  private boolean isInsecure(boolean configured) {
    Boolean verify = options.tlsVerify();
    return verify == null ? configured : !verify;
  }

  private synchronized RegistryHost host(String registry, boolean insecure) throws IOException {
    String key = registry + (insecure ? " insecure" : "");
    RegistryHost host = hosts.get(key);
    if (host == null) {
      if (insecure) {
        insecureServers.add(DockerHub.apiHost(registry));
      }
      Exchange exchange = new Redirects(transport(), options.resolver());
      host =
          new RegistryHost(
              registry, insecure, new Authenticator(exchange, credentials(), tokenServers()));
      hosts.put(key, host);
    }
    return host;
  }

  private synchronized HttpTransport transport() throws IOException {
    if (transport == null) {
      Proxies proxies = Proxies.of(options.environment());
      transport =
          new HttpTransport(
              options.timeouts(),
              this::tls,
              proxies,
              proxy -> proxies.authorization(proxy.address()),
              options.resolver(),
              options.listener()::debug);
    }
    return transport;
  }

  private TlsSettings tls(String server) throws IOException {
    CertificateFolders folders =
        new CertificateFolders(options.environment(), options.certificateFolder());
    boolean verify = !insecureServers.contains(server);
    TlsMaterial material =
        TlsMaterial.of(options.environment(), folders.find(DockerHub.registry(server)), verify);
    return new TlsSettings(
        material.socketFactory(), material.trustManager(), material.hostnameVerifier());
  }

  private Credentials credentials() throws IOException {
    if (credentials == null) {
      credentials =
          new Credentials(
              options.environment(),
              options
                  .credentials()
                  .withCredentialHelpers(configuration.read().credentialHelpers()));
    }
    return credentials;
  }

  private TokenServers tokenServers() throws IOException {
    if (tokens == null) {
      tokens =
          new TokenServers(
              transport(),
              options.resolver(),
              new RealmPolicy(PublicSuffixes::registrableDomain, options.tokenServers()),
              new TokenCache(System::nanoTime),
              () -> attempts(options.retries()));
    }
    return tokens;
  }

  private Attempts attempts(RetryPolicy policy) {
    return new Attempts(policy, Pause.SLEEP, options.listener()::info);
  }
}
