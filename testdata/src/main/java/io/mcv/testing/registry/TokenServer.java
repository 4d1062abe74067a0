package io.mcv.testing.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Gives out bearer tokens, really signed, for a registry that was set up {@link
 * RegistrySetup#withTokensOf with} them.
 *
 * <p>GET with a user name and a password, or without; POST as of OAuth 2 with the grant types
 * {@code password} and {@code refresh_token}. A wrong password is 401; what a user may not do is
 * left out of the token, which is then refused by the registry.
 */
public final class TokenServer implements AutoCloseable {
  /** The {@code service} that registries name in their challenges. */
  public static final String SERVICE = "loopback-registry";

  static final String ISSUER = "loopback-tokens";

  private static final Set<String> SECRETS = Set.of("password", "refresh_token");

  private final TokenPolicy policy;
  private final TokenAnswers answers;
  private final int postRefusal;
  private final Path rootCertificates;
  private final MockWebServer server = new MockWebServer();
  private final List<TokenRequest> requests = new CopyOnWriteArrayList<>();

  TokenServer(TokenPolicy policy, TokenAnswers answers, int postRefusal, Path rootCertificates)
      throws IOException {
    this.policy = policy;
    this.answers = answers;
    this.postRefusal = postRefusal;
    this.rootCertificates = rootCertificates;
    server.setDispatcher(new Answering());
    server.start(InetAddress.getByName("127.0.0.1"), 0);
  }

  /**
   * One that is yet to be described and started.
   *
   * @param folder for its certificates
   */
  public static TokenServerSetup setup(Path folder) {
    return new TokenServerSetup(folder);
  }

  /** Where tokens are given out. */
  public URI realm() {
    return URI.create("http://127.0.0.1:" + server.getPort() + "/token");
  }

  /** All requests since the start, or since {@link #clearRequests}. */
  public List<TokenRequest> requests() {
    return List.copyOf(requests);
  }

  /** Forgets the requests until now. */
  public void clearRequests() {
    requests.clear();
  }

  /** A refresh token, as a login would have left it; its user need not be asked for a password. */
  public String refreshTokenFor(String user) {
    return policy.newRefreshToken(user);
  }

  /** Makes all refresh tokens that were given out invalid. */
  public void revokeRefreshTokens() {
    policy.revokeRefreshTokens();
  }

  @Override
  public void close() {
    server.close();
  }

  RegistryAccess access() {
    return new RegistryAccess.Tokens(realm(), SERVICE, ISSUER, rootCertificates);
  }

  private final class Answering extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (!request.getUrl().encodedPath().equals("/token")) {
        return failed(404, "no such path");
      }
      return switch (request.getMethod()) {
        case "GET" -> get(request);
        case "POST" -> post(request);
        default -> failed(405, "only GET and POST");
      };
    }
  }

  private MockResponse get(RecordedRequest request) {
    Map<String, List<String>> parameters = parameters(request.getUrl().encodedQuery());
    String[] credentials = basicCredentials(request);
    String user = credentials == null ? TokenPolicy.ANYBODY : credentials[0];
    if (credentials != null && !policy.knows(user, credentials[1])) {
      note("GET", parameters, user, 401);
      return failed(401, "incorrect username or password");
    }
    note("GET", parameters, user, 200);
    boolean offline = "true".equals(first(parameters, "offline_token")) && credentials != null;
    return ok(
        answers.toGet(
            user,
            service(parameters),
            granted(user, parameters),
            offline ? policy.newRefreshToken(user) : null));
  }

  private MockResponse post(RecordedRequest request) {
    okio.ByteString body = request.getBody();
    Map<String, List<String>> form = parameters(body == null ? null : body.utf8());
    if (postRefusal != 0) {
      note("POST", form, first(form, "username"), postRefusal);
      return failed(postRefusal, "POST is not supported");
    }
    Optional<String> user = userOf(form);
    if (user.isEmpty()) {
      note("POST", form, first(form, "username"), 401);
      return failed(401, "incorrect credentials");
    }
    note("POST", form, user.get(), 200);
    String refreshToken = first(form, "refresh_token");
    if (refreshToken == null && "offline".equals(first(form, "access_type"))) {
      refreshToken = policy.newRefreshToken(user.get());
    }
    return ok(answers.toPost(user.get(), service(form), granted(user.get(), form), refreshToken));
  }

  private Optional<String> userOf(Map<String, List<String>> form) {
    String grantType = String.valueOf(first(form, "grant_type"));
    if (grantType.equals("refresh_token")) {
      return policy.userOf(String.valueOf(first(form, "refresh_token")));
    }
    String user = String.valueOf(first(form, "username"));
    boolean known = policy.knows(user, String.valueOf(first(form, "password")));
    return grantType.equals("password") && known ? Optional.of(user) : Optional.empty();
  }

  private List<Scope> granted(String user, Map<String, List<String>> parameters) {
    return policy.granted(user, Scope.split(parameters.getOrDefault("scope", List.of())));
  }

  private static String service(Map<String, List<String>> parameters) {
    String service = first(parameters, "service");
    return service == null ? "" : service;
  }

  private void note(
      String method, Map<String, List<String>> parameters, @Nullable String user, int status) {
    Map<String, List<String>> shown = new LinkedHashMap<>(parameters);
    shown.keySet().removeAll(SECRETS);
    boolean named = user != null && !user.equals(TokenPolicy.ANYBODY);
    requests.add(new TokenRequest(method, shown, named ? user : null, status));
  }

  private static String @Nullable [] basicCredentials(RecordedRequest request) {
    String header = request.getHeaders().get("Authorization");
    if (header == null || !header.startsWith("Basic ")) {
      return null;
    }
    byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()).strip());
    String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
    return parts.length == 2 ? parts : new String[] {parts[0], ""};
  }

  private static Map<String, List<String>> parameters(@Nullable String encoded) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters
          .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
          .add(parts.length == 2 ? decoded(parts[1]) : "");
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static @Nullable String first(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.get(name);
    return values == null ? null : values.get(0);
  }

  private static MockResponse ok(byte[] json) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "application/json")
        .body(new Buffer().write(json))
        .build();
  }

  private static MockResponse failed(int status, String details) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json")
        .body("{\"details\": \"" + details + "\"}")
        .build();
  }
}
