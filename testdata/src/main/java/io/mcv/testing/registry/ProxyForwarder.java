package io.mcv.testing.registry;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Sends requests on to a registry and reads its answers whole; redirects are answers too. */
final class ProxyForwarder {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** The largest body of a request or an answer, in bytes: all of it is kept in memory. */
  static final long MAX_BODY = 256L * 1024 * 1024;

  /** What belongs to one connection, or is counted anew. */
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "connection", "keep-alive", "content-length", "transfer-encoding", "expect");

  private final URI registry;

  /** Without a pool: a connection that a registry closed when it was restarted is not met again. */
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .followRedirects(false)
          .followSslRedirects(false)
          .retryOnConnectionFailure(false)
          .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
          .callTimeout(DEADLINE)
          .readTimeout(DEADLINE)
          .build();

  ProxyForwarder(URI registry) {
    this.registry = registry;
  }

  ProxiedAnswer forward(ProxiedRequest request) throws IOException {
    try (Response response = client.newCall(outgoing(request)).execute()) {
      okio.BufferedSource source = response.body().source();
      if (source.request(MAX_BODY + 1)) {
        throw new IOException("an answer of more than " + MAX_BODY + " bytes");
      }
      return new ProxiedAnswer(
          response.code(), headers(response.headers()), source.readByteArray());
    }
  }

  /** Ends what is under way. */
  void cancel() {
    client.dispatcher().cancelAll();
  }

  private Request outgoing(ProxiedRequest request) {
    Request.Builder outgoing = new Request.Builder().url(registry + request.target());
    // Else okhttp would ask for gzip and undo it.
    outgoing.header("Accept-Encoding", "identity");
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name)) {
                outgoing.removeHeader(name);
                values.forEach(value -> outgoing.addHeader(name, value));
              }
            });
    boolean empty = request.method().equals("GET") || request.method().equals("HEAD");
    return outgoing
        .method(request.method(), empty ? null : RequestBody.create(request.body()))
        .build();
  }

  static Map<String, List<String>> headers(Headers headers) {
    Map<String, List<String>> byName = new TreeMap<>();
    for (int i = 0; i < headers.size(); i++) {
      byName
          .computeIfAbsent(headers.name(i).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(headers.value(i));
    }
    return byName;
  }
}
