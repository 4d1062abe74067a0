package io.mcv.oci.registry;

import io.mcv.oci.registry.auth.Challenge;
import io.mcv.oci.registry.auth.Credential;
import io.mcv.oci.registry.auth.Credentials;
import io.mcv.oci.registry.auth.FoundCredential;
import io.mcv.oci.registry.auth.RegistryKey;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.Exchange;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import io.mcv.oci.registry.http.Origin;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows a registry who asks.
 *
 * <p>Scheme: {@code Bearer} tokens of the token server that the registry names, else {@code Basic}.
 * Nothing is looked up and nothing is sent before the registry has asked for it; what it asked for
 * is remembered for the requests that follow. A token that is refused is fetched anew, once.
 *
 * <p>Checks: credentials go to the registry's own scheme, host and port alone, and to a token
 * server by the rule of {@link io.mcv.oci.registry.auth.RealmPolicy}. Out of scope: Negotiate,
 * Digest and the like, which no registry uses.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token
 *     authentication</a>
 */
final class Authenticator {
  private static final int UNAUTHORIZED = 401;

  /** A token, the same fetched anew, and Basic where a registry then asks for that. */
  private static final int MAX_ANSWERS = 3;

  /** A token, and the same fetched anew. */
  private static final int MAX_TOKENS = 2;

  private static final String BEARER = "bearer";
  private static final String BASIC = "basic";

  private final Exchange exchange;
  private final Credentials credentials;
  private final TokenServers tokens;
  private final Map<RegistryKey, FoundCredential> found = new ConcurrentHashMap<>();
  private volatile @Nullable Challenge known;

  Authenticator(Exchange exchange, Credentials credentials, TokenServers tokens) {
    this.exchange = exchange;
    this.credentials = credentials;
    this.tokens = tokens;
  }

  /** Where the credentials that were used for this came from; that none were. */
  String sourceFor(RegistryKey key) {
    FoundCredential credential = found.get(key);
    return credential == null ? "no credentials" : credential.source();
  }

  /** The credential for this, looked up once. */
  FoundCredential credential(RegistryKey key) throws IOException {
    FoundCredential credential = found.get(key);
    if (credential == null) {
      credential = credentials.find(key);
      found.put(key, credential);
    }
    return credential;
  }

  /**
   * Sends a request, with what the registry wants to see.
   *
   * @param scopes what the request needs
   * @param base where the registry answers: nobody else sees credentials
   * @return the answer; a 401 where nothing has helped
   */
  HttpResponse send(HttpRequest request, Set<Scope> scopes, RegistryKey key, URI base)
      throws IOException {
    if (!isAt(base, request.uri())) {
      return exchange.send(request);
    }
    Challenge remembered = known;
    String shown = remembered == null ? null : authorization(remembered, scopes, key, base, null);
    HttpResponse response = exchange.send(with(request, shown));
    int refusedTokens = 0;
    for (int answers = 0; answers < MAX_ANSWERS && isChallenge(response, base); answers++) {
      refusedTokens += shown != null && shown.startsWith(TokenServers.BEARER) ? 1 : 0;
      String next;
      try {
        next = answer(usable(response, refusedTokens < MAX_TOKENS), scopes, key, base, shown);
      } catch (IOException e) {
        response.close();
        throw e;
      }
      if (next == null) {
        return response;
      }
      response.close();
      shown = next;
      response = exchange.send(with(request, shown));
    }
    return response;
  }

  /** What to show next; null where there is nothing left to show. */
  private @Nullable String answer(
      List<Challenge> usable,
      Set<Scope> scopes,
      RegistryKey key,
      URI base,
      @Nullable String refused)
      throws IOException {
    RegistryAccessException withheld = null;
    for (Challenge challenge : usable) {
      Set<Scope> wanted = new LinkedHashSet<>(scopes);
      wanted.addAll(challenge.scopes());
      try {
        String next = authorization(challenge, Scope.merged(wanted), key, base, refused);
        if (next != null && !next.equals(refused)) {
          known = challenge;
          return next;
        }
      } catch (RegistryAccessException e) {
        withheld = e; // a realm of no use does not hide Basic
      }
    }
    if (withheld != null) {
      throw withheld;
    }
    return null;
  }

  /** Bearer, unless tokens have been of no use, before Basic, whatever their order. */
  private static List<Challenge> usable(HttpResponse response, boolean tokens) {
    List<Challenge> all = Challenge.parse(response.fields().all("WWW-Authenticate"));
    List<Challenge> usable = new ArrayList<>();
    all.stream().filter(c -> tokens && c.scheme().equals(BEARER)).forEach(usable::add);
    all.stream().filter(c -> c.scheme().equals(BASIC)).forEach(usable::add);
    return usable;
  }

  /**
   * The header; null where this challenge cannot be met.
   *
   * @param refused the header that did not do, or null
   */
  private @Nullable String authorization(
      Challenge challenge, Set<Scope> scopes, RegistryKey key, URI base, @Nullable String refused)
      throws IOException {
    FoundCredential credential = credential(key);
    if (challenge.scheme().equals(BASIC)) {
      return credential.credential() instanceof Credential.Password password
          ? basic(password)
          : null;
    }
    if (credential.credential() instanceof Credential.RegistryToken token) {
      return TokenServers.BEARER + token.token();
    }
    return tokens.authorization(challenge, scopes, credential, key, base, refused);
  }

  static String basic(Credential.Password password) {
    byte[] text = (password.user() + ":" + password.secret()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }

  private static HttpRequest with(HttpRequest request, @Nullable String authorization) {
    return authorization == null ? request : request.with("Authorization", authorization);
  }

  private static boolean isChallenge(HttpResponse response, URI base) {
    return response.status() == UNAUTHORIZED && isAt(base, response.uri());
  }

  private static boolean isAt(URI base, URI uri) {
    return Origin.of(base).equals(Origin.of(uri));
  }
}
