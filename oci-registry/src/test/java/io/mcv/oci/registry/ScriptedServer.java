package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback that answers as a test says, for what a real registry will not do, and
 * remembers what it was asked. What nobody has spoken of is 404.
 */
final class ScriptedServer implements AutoCloseable {
  /** Quiet: what TLS looks like to a server of plain http is no crash. */
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  static {
    SERVER_LOG.setLevel(Level.OFF);
  }

  private final MockWebServer server = new MockWebServer();
  private final List<Route> routes = new CopyOnWriteArrayList<>();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final boolean tls;

  /** What is said to a request. */
  @FunctionalInterface
  interface Answer {
    MockResponse to(RecordedRequest request) throws IOException;
  }

  private record Route(String method, Pattern target, AtomicInteger times, Answer answer) {
    boolean takes(RecordedRequest request) {
      return method.equals(request.getMethod())
          && target.matcher(request.getTarget()).matches()
          && times.getAndUpdate(left -> Math.max(left - 1, 0)) > 0;
    }
  }

  private ScriptedServer(@Nullable SSLSocketFactory sockets) throws IOException {
    tls = sockets != null;
    if (sockets != null) {
      server.useHttps(sockets);
    }
    server.setProtocols(List.of(Protocol.HTTP_1_1));
    server.setDispatcher(new Script());
    server.start(InetAddress.getByName("127.0.0.1"), 0);
  }

  static ScriptedServer start() throws IOException {
    return new ScriptedServer(null);
  }

  static ScriptedServer withTls(SSLSocketFactory sockets) throws IOException {
    return new ScriptedServer(sockets);
  }

  /**
   * Says what to answer. What was said last counts first.
   *
   * @param target regular expression for path and query
   */
  ScriptedServer on(String method, String target, Answer answer) {
    return on(method, target, Integer.MAX_VALUE, answer);
  }

  /** The same for that many requests; then again what was said before. */
  ScriptedServer on(String method, String target, int times, Answer answer) {
    routes.add(0, new Route(method, Pattern.compile(target), new AtomicInteger(times), answer));
    return this;
  }

  /** Has this manifest under that tag, and under its digest. */
  ScriptedServer manifest(String repository, String tag, RawManifest manifest) {
    String places = "/v2/" + repository + "/manifests/(" + tag + "|" + manifest.digest() + ")";
    on("GET", places, request -> whole(manifest).body(buffer(manifest.bytes())).build());
    return on(
        "HEAD",
        places,
        request -> whole(manifest).setHeader("Content-Length", manifest.size()).build());
  }

  /** Has this blob. */
  ScriptedServer blob(String repository, byte[] content) {
    String place = "/v2/" + repository + "/blobs/" + Digest.sha256(content);
    on("GET", place, request -> bytes(content).build());
    return on(
        "HEAD", place, request -> answer(200).setHeader("Content-Length", content.length).build());
  }

  int port() {
    return server.getPort();
  }

  /** Name and port, as in a reference. */
  String host() {
    return (tls ? "localhost:" : "127.0.0.1:") + port();
  }

  URI base() {
    return URI.create((tls ? "https://" : "http://") + host());
  }

  /** All requests until now. */
  List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** All requests until now as method and target, without a query. */
  List<String> lines() {
    return requests.stream()
        .map(r -> r.getMethod() + " " + r.getTarget().replaceFirst("\\?.*", ""))
        .toList();
  }

  /** Those of a method, whose target matches. */
  List<RecordedRequest> requests(String method, String target) {
    return requests.stream()
        .filter(r -> r.getMethod().equals(method) && r.getTarget().matches(target))
        .toList();
  }

  static MockResponse.Builder answer(int status) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Docker-Distribution-Api-Version", "registry/2.0");
  }

  static Answer status(int status) {
    return request -> answer(status).build();
  }

  /** An error in the form of the specification; with {@code '} for quotes in the message. */
  static MockResponse.Builder error(int status, String code, String message) {
    return json(
        status,
        "{'errors':[{'code':'%s','message':'%s'}]}".formatted(code, message).replace('\'', '"'));
  }

  static MockResponse.Builder json(int status, String json) {
    return answer(status).setHeader("Content-Type", "application/json").body(json);
  }

  static MockResponse.Builder bytes(byte[] content) {
    return answer(200).setHeader("Content-Type", "application/octet-stream").body(buffer(content));
  }

  static MockResponse.Builder whole(RawManifest manifest) {
    return answer(200)
        .setHeader("Content-Type", manifest.mediaType().value())
        .setHeader("Docker-Content-Digest", manifest.digest().toString());
  }

  static Buffer buffer(byte[] content) {
    return new Buffer().write(content);
  }

  static byte[] body(RecordedRequest request) {
    ByteString body = request.getBody();
    return body == null ? new byte[0] : body.toByteArray();
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Script extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      requests.add(request);
      for (Route route : routes) {
        if (route.takes(request)) {
          try {
            return route.answer.to(request);
          } catch (IOException e) {
            return answer(500).body(String.valueOf(e.getMessage())).build();
          }
        }
      }
      MockResponse.Builder unknown = answer(404);
      boolean head = "HEAD".equals(request.getMethod()); // whose answers have no body
      return (head ? unknown : unknown.body("nobody has spoken of this")).build();
    }
  }
}
