package io.mcv.oci.registry.http;

import io.mcv.oci.registry.config.ConfigurationException;
import io.mcv.oci.registry.http.ConnectionException.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests by okhttp: one at a time for each thread, over connections that are kept for the
 * next one. Follows no redirect and tries nothing twice, but for a kept connection that turns out
 * to be gone; what is long is not sent twice even then.
 *
 * <p>HTTP/1.1 alone: blobs in parallel want a connection each, and whatever breaks one of them then
 * breaks no other.
 */
public final class HttpTransport implements Exchange, Closeable {
  private static final int IDLE_CONNECTIONS = 8;
  private static final Duration IDLE_TIME = Duration.ofMinutes(1);

  private final Timeouts timeouts;
  private final TlsSettings.Finder tls;
  private final ProxySelector proxies;
  private final HostResolver resolver;
  private final Consumer<String> debug;
  private final OkHttpClient plain;
  private final Map<String, OkHttpClient> secure = new ConcurrentHashMap<>();

  /**
   * A transport, which opens nothing before it is used.
   *
   * @param tls finds out how to speak TLS with a server
   * @param proxies which proxy leads where
   * @param proxyAuthorization finds the {@code Proxy-Authorization} for a proxy
   * @param debug is told of each exchange, a line each
   */
  public HttpTransport(
      Timeouts timeouts,
      TlsSettings.Finder tls,
      ProxySelector proxies,
      ProxyAuthorization proxyAuthorization,
      HostResolver resolver,
      Consumer<String> debug) {
    this.timeouts = timeouts;
    this.tls = tls;
    this.proxies = proxies;
    this.resolver = resolver;
    this.debug = debug;
    this.plain =
        new OkHttpClient.Builder()
            .connectTimeout(timeouts.connect())
            .readTimeout(timeouts.silence())
            .writeTimeout(timeouts.silence())
            .followRedirects(false)
            .followSslRedirects(false)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS))
            .connectionSpecs(
                List.of(ConnectionSpec.CLEARTEXT)) // else the client reads trust stores
            .proxySelector(proxies)
            .proxyAuthenticator(authenticator(proxyAuthorization))
            .dns(dns(resolver))
            .addNetworkInterceptor(new NoRepeats())
            .build();
  }

  /** Loads what the first transport would wait for. */
  public static void prepare() {
    new OkHttpClient.Builder()
        .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)) // else it reads trust stores
        .build();
  }

  @Override
  public HttpResponse send(HttpRequest request) throws IOException {
    URI uri = request.uri();
    HttpContent content = request.content();
    ReplayedBody body = content == null ? null : new ReplayedBody(content, request.streamed());
    long start = System.nanoTime();
    try {
      Call call = client(request).newCall(request(request, body));
      if (!request.streamed()) {
        call.timeout().timeout(timeouts.exchange().toMillis(), TimeUnit.MILLISECONDS);
      }
      Response response = execute(call, uri);
      HttpResponse answer =
          new HttpResponse(
              request,
              response.code(),
              NoRepeats.restored(HttpFields.of(response.headers().toMultimap())),
              new AnswerStream(response.body().byteStream(), uri));
      tell(request, answer, start);
      return answer;
    } catch (IOException e) {
      IOException own = body == null ? null : body.contentFailure();
      if (own != null) {
        throw own;
      }
      if (e instanceof ConfigurationException wrongFile) {
        throw wrongFile; // certificates are read when a connection wants them
      }
      ConnectionException told = ConnectionFaults.of(e, uri);
      debug.accept(request + ": " + told.getMessage() + after(start));
      throw told;
    }
  }

  /** What waits for a connection throws an undeclared exception when its thread is interrupted. */
  private static Response execute(Call call, URI uri) throws IOException {
    try {
      return call.execute();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      Thread.currentThread().interrupt();
      throw ConnectionFaults.interrupted(e, uri);
    }
  }

  /** Gives idle connections up. Exchanges that go on are not disturbed. */
  @Override
  public void close() {
    plain.connectionPool().evictAll();
    plain.dispatcher().executorService().shutdown();
  }

  private OkHttpClient client(HttpRequest request) throws IOException {
    URI uri = request.uri();
    OkHttpClient client = uri.getScheme().equals("https") ? secure(uri) : plain;
    if (!request.guarded() || proxies.select(uri).stream().anyMatch(p -> p.address() != null)) {
      return client;
    }
    if (isAddress(uri.getHost()) && PrivateNetworks.containHost(bare(uri.getHost()), resolver)) {
      throw ConnectionFaults.of(new PrivateAddressException(uri.getHost()), uri);
    }
    return client.newBuilder().dns(dns(PrivateNetworks.keptOut(resolver))).build();
  }

  private OkHttpClient secure(URI uri) throws IOException {
    String server = ConnectionFaults.server(uri);
    OkHttpClient known = secure.get(server);
    if (known != null) {
      return known;
    }
    TlsSettings settings = tls.find(server);
    OkHttpClient.Builder builder =
        plain
            .newBuilder()
            .connectionSpecs(List.of(ConnectionSpec.RESTRICTED_TLS, ConnectionSpec.MODERN_TLS))
            .sslSocketFactory(settings.sockets(), settings.trust());
    if (settings.names() != null) {
      builder.hostnameVerifier(settings.names());
    }
    OkHttpClient made = builder.build();
    OkHttpClient first = secure.putIfAbsent(server, made);
    return first == null ? made : first;
  }

  private static Request request(HttpRequest request, @Nullable ReplayedBody body)
      throws ConnectionException {
    Request.Builder builder = new Request.Builder();
    try {
      builder.url(request.uri().toString());
    } catch (IllegalArgumentException e) {
      throw new ConnectionException(
          Problem.FORBIDDEN, Redaction.of(request.uri()) + " is not a place that http leads to", e);
    }
    // Else okhttp asks for gzip, and digests and lengths would be those of something else.
    builder.header("Accept-Encoding", "identity");
    request
        .fields()
        .asMap()
        .forEach((name, values) -> values.forEach(value -> builder.addHeader(name, value)));
    return builder.method(request.method(), body).build();
  }

  private void tell(HttpRequest request, HttpResponse answer, long start) {
    String remaining = answer.fields().first("RateLimit-Remaining");
    debug.accept(
        request
            + ": "
            + answer.status()
            + (remaining == null ? "" : ", rate limit remaining " + remaining)
            + after(start));
  }

  private static String after(long start) {
    return " (" + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms)";
  }

  private static boolean isAddress(String host) {
    return host.startsWith("[") || host.matches("[0-9.]+");
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static Dns dns(HostResolver resolver) {
    return resolver::resolve;
  }

  /** For a tunnel okhttp asks before it is challenged, for plain http after that; once each. */
  private static Authenticator authenticator(ProxyAuthorization authorization) {
    return (route, response) -> {
      if (route == null || response.request().header("Proxy-Authorization") != null) {
        return null;
      }
      String value = authorization.find(route.proxy());
      return value == null
          ? null
          : response.request().newBuilder().header("Proxy-Authorization", value).build();
    };
  }
}
