package io.mcv.oci.registry;

import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.Printable;
import io.mcv.oci.registry.auth.BearerToken;
import io.mcv.oci.registry.auth.Challenge;
import io.mcv.oci.registry.auth.Credential;
import io.mcv.oci.registry.auth.FoundCredential;
import io.mcv.oci.registry.auth.RealmPolicy;
import io.mcv.oci.registry.auth.RegistryKey;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.auth.TokenCache;
import io.mcv.oci.registry.auth.TokenResponse;
import io.mcv.oci.registry.http.ConnectionException;
import io.mcv.oci.registry.http.Exchange;
import io.mcv.oci.registry.http.HostResolver;
import io.mcv.oci.registry.http.HttpResponse;
import io.mcv.oci.registry.http.PrivateNetworks;
import io.mcv.oci.registry.http.Redirects;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets tokens from the servers that registries name, and keeps them as long as they live.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token
 *     authentication</a>
 */
final class TokenServers {
  static final String BEARER = "Bearer ";

  private static final Set<Integer> NO_SUCH_METHOD = Set.of(404, 405, 501);

  private final Exchange direct;
  private final Exchange redirected;
  private final HostResolver resolver;
  private final RealmPolicy policy;
  private final TokenCache cache;
  private final Supplier<Attempts> attempts;
  private final Map<TokenCache.Key, Object> locks = new ConcurrentHashMap<>();
  private final Map<TokenCache.Key, Credential> renewed = new ConcurrentHashMap<>();

  TokenServers(
      Exchange direct,
      HostResolver resolver,
      RealmPolicy policy,
      TokenCache cache,
      Supplier<Attempts> attempts) {
    this.direct = direct;
    this.redirected = new Redirects(direct, resolver);
    this.resolver = resolver;
    this.policy = policy;
    this.cache = cache;
    this.attempts = attempts;
  }

  /**
   * The header for a challenge: with a token that is there and lives, else with a new one.
   *
   * @param refused the header that did not do, or null
   * @throws RegistryAccessException if the token server refuses the credentials, or must not see
   *     them
   */
  String authorization(
      Challenge challenge,
      Set<Scope> scopes,
      FoundCredential credential,
      RegistryKey registry,
      URI base,
      @Nullable String refused)
      throws IOException {
    TokenRequest request = request(challenge, scopes, credential, registry, base);
    TokenCache.Key key =
        new TokenCache.Key(request.realm().toString(), request.service(), credential.credential());
    synchronized (locks.computeIfAbsent(key, k -> new Object())) {
      BearerToken token = cache.find(key, scopes);
      if (token != null) {
        String kept = BEARER + token.value();
        if (!kept.equals(refused)) {
          return kept;
        }
        cache.forget(token);
      }
      return BEARER + fetch(request, key, credential, registry).value();
    }
  }

  private TokenRequest request(
      Challenge challenge,
      Set<Scope> scopes,
      FoundCredential credential,
      RegistryKey registry,
      URI base)
      throws RegistryAccessException {
    boolean plainHttp = base.getScheme().equals("http");
    RealmPolicy.Verdict verdict =
        policy.judge(challenge.parameter("realm"), base.getAuthority(), plainHttp);
    if (verdict instanceof RealmPolicy.Verdict.Refused refused) {
      throw new RegistryAccessException(
          registry.toString(),
          "logging in to " + registry.host() + ": " + refused.reason(),
          0,
          List.of(),
          credential.source());
    }
    URI realm = ((RealmPolicy.Verdict.Allowed) verdict).realm();
    boolean guarded =
        !realm.getHost().equalsIgnoreCase(base.getHost())
            && !PrivateNetworks.containHost(base.getHost(), resolver);
    return new TokenRequest(realm, challenge.parameter("service"), scopes, guarded);
  }

  private BearerToken fetch(
      TokenRequest request, TokenCache.Key key, FoundCredential credential, RegistryKey registry)
      throws IOException {
    Attempts tries = attempts.get();
    while (true) {
      try {
        TokenResponse answer = ask(request, key, credential, registry);
        BearerToken token = answer.toBearerToken(request.scopes(), System.nanoTime());
        cache.put(key, token);
        if (answer.refreshToken() != null) {
          renewed.put(key, new Credential.IdentityToken(answer.refreshToken()));
        }
        return token;
      } catch (IOException e) {
        tries.failed(e);
      }
    }
  }

  /** Asks by the method of the credential and, where there is no such method, by the other one. */
  private TokenResponse ask(
      TokenRequest request, TokenCache.Key key, FoundCredential found, RegistryKey registry)
      throws IOException {
    Credential credential = renewed.getOrDefault(key, found.credential());
    boolean post = credential instanceof Credential.IdentityToken;
    try (HttpResponse response = send(request, credential, post)) {
      boolean anonymous = credential instanceof Credential.Anonymous;
      if (anonymous || !NO_SUCH_METHOD.contains(response.status())) {
        return read(request, response, found, registry);
      }
    } catch (ConnectionException e) {
      throw new RegistryConnectionException(registry.toString(), about(registry), e);
    }
    try (HttpResponse response = send(request, credential, !post)) {
      return read(request, response, found, registry);
    } catch (ConnectionException e) {
      throw new RegistryConnectionException(registry.toString(), about(registry), e);
    }
  }

  /** A POST has the secret in its body, which a redirect would take along: it is not followed. */
  private HttpResponse send(TokenRequest request, Credential credential, boolean post)
      throws IOException {
    return post ? direct.send(request.post(credential)) : redirected.send(request.get(credential));
  }

  private static TokenResponse read(
      TokenRequest request, HttpResponse response, FoundCredential found, RegistryKey registry)
      throws IOException {
    if (response.status() == 401 || response.status() == 403) {
      throw new RegistryAccessException(
          registry.toString(),
          about(registry)
              + ": the token server "
              + Printable.of(request.realm().getHost())
              + " refuses "
              + found.credential()
              + " ("
              + found.source()
              + ") with "
              + response.status()
              + "; log in again: mcv-tool login "
              + registry.host(),
          response.status(),
          List.of(),
          found.source());
    }
    if (!response.isSuccess()) {
      throw AnswerErrors.of(
          response,
          "asking the token server " + Printable.of(request.realm().getHost()) + " for a token",
          registry.toString(),
          registry.host(),
          found.source());
    }
    try {
      return TokenResponse.parse(response.read(TokenResponse.MAX_BYTES + 1), Clock.systemUTC());
    } catch (MalformedDocumentException e) {
      throw new RegistryProtocolException(
          registry.toString(), about(registry), String.valueOf(e.getMessage()));
    }
  }

  private static String about(RegistryKey registry) {
    return "getting a token for " + registry;
  }
}
