package io.mcv.testing.registry;

import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy in front of a registry, for small images: it remembers all that passes, and makes
 * one thing after another go wrong, as it is told.
 *
 * <p>A client that talks to it does not meet the registry: where the registry redirects to itself,
 * the proxy says to come to the proxy. Redirects to others go through as they are.
 */
public final class FaultProxy implements AutoCloseable {
  /**
   * Quiet, as skopeo tries TLS first: what that looks like to a server of plain HTTP would stand in
   * the output of tests as a crash. Held here, since the JDK forgets loggers that nobody holds.
   */
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  static {
    SERVER_LOG.setLevel(Level.OFF);
  }

  private final boolean tls;
  private final ProxyForwarder forwarder;
  private final MockWebServer server = new MockWebServer();
  private final ResettableSockets sockets = new ResettableSockets();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final FaultyAnswers answers;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private int arrived;

  private FaultProxy(URI registry, @Nullable SSLSocketFactory tls) throws IOException {
    this.tls = tls != null;
    this.forwarder = new ProxyForwarder(registry);
    server.setServerSocketFactory(sockets);
    server.setDispatcher(new Forwarding());
    server.setProtocols(List.of(Protocol.HTTP_1_1));
    server.setBodyLimit(ProxyForwarder.MAX_BODY);
    if (tls != null) {
      server.useHttps(tls);
    }
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    this.answers = new FaultyAnswers(registry.toString(), base().toString(), closed);
  }

  /**
   * Starts one.
   *
   * @param registry scheme, name and port, over plain HTTP, without a slash at the end
   */
  public static FaultProxy before(URI registry) throws IOException {
    return new FaultProxy(registry, null);
  }

  /**
   * Starts one that speaks HTTPS to clients, with the {@link TestCertificates#server} certificate.
   *
   * @param registry scheme, name and port, over plain HTTP, without a slash at the end
   */
  public static FaultProxy withTls(URI registry, TestCertificates certificates) throws IOException {
    return new FaultProxy(registry, certificates.serverSockets());
  }

  /** Starts one before this registry. */
  public static FaultProxy before(LoopbackRegistry registry) throws IOException {
    return before(registry.base());
  }

  /** Name and port, as in a reference: {@code 127.0.0.1}, or {@code localhost} with TLS. */
  public String host() {
    return (tls ? "localhost:" : "127.0.0.1:") + server.getPort();
  }

  /** Scheme, name and port, without a slash at the end. */
  public URI base() {
    return URI.create((tls ? "https://" : "http://") + host());
  }

  /** A reference to an image of the registry, by way of this proxy. */
  public String image(String repository) {
    return "docker://" + host() + "/" + repository;
  }

  /** Does this to the request with that number, counted from 0 since the start or a reset. */
  public void injectAt(int number, Fault fault) {
    inject(fault, 1, request -> request.number() == number);
  }

  /**
   * Does this to requests as they come. Of several faults that would fit a request, it meets the
   * one that was told first.
   *
   * <p>A fault of the body leaves an answer without a body as it is, and does not count.
   *
   * @param times to how many requests
   * @param which to which of them
   */
  public synchronized void inject(Fault fault, int times, Predicate<ProxiedRequest> which) {
    rules.add(new Rule(fault, times, which));
  }

  /** All that has passed since the start or a reset, in the order in which it ended. */
  public synchronized List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** How many requests a fault was done to. */
  public synchronized int faults() {
    return (int) exchanges.stream().filter(exchange -> exchange.fault() != null).count();
  }

  /** Forgets faults that are still to come and all that has passed; numbers begin at 0 again. */
  public synchronized void reset() {
    rules.clear();
    exchanges.clear();
    arrived = 0;
  }

  @Override
  public void close() {
    closed.countDown();
    forwarder.cancel();
    server.close();
  }

  private static final class Rule {
    private final Fault fault;
    private final Predicate<ProxiedRequest> which;
    private int times;

    Rule(Fault fault, int times, Predicate<ProxiedRequest> which) {
      this.fault = fault;
      this.times = times;
      this.which = which;
    }
  }

  private final class Forwarding extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest recorded) {
      ProxiedRequest request = arrival(recorded);
      Fault fault = faultFor(request);
      try {
        return answer(request, fault);
      } catch (IOException e) {
        String why = "the proxy got no answer: " + Printable.line(String.valueOf(e.getMessage()));
        note(request, null, fault);
        return FaultyAnswers.of(new Fault.Instead(502, Map.of("Content-Type", "text/plain"), why));
      }
    }
  }

  private MockResponse answer(ProxiedRequest request, @Nullable Fault told) throws IOException {
    Fault fault = told;
    if (fault instanceof Fault.Instead instead) {
      note(request, null, fault);
      return FaultyAnswers.of(instead);
    }
    if (fault instanceof Fault.RedirectTo redirect) {
      note(request, null, fault);
      return FaultyAnswers.of(redirect, request);
    }
    if (fault instanceof Fault.ResetBefore) {
      note(request, null, fault);
      sockets.reset();
      return FaultyAnswers.nothing();
    }
    ProxiedAnswer answer = forwarder.forward(request);
    if (fault != null && !FaultyAnswers.canMeet(fault, answer)) {
      fault = null;
    }
    note(request, answer, fault);
    if (fault instanceof Fault.ResetAfter) {
      sockets.reset();
      return FaultyAnswers.nothing();
    }
    if (fault instanceof Fault.Stall stall && FaultyBodies.isDown(closed, stall.time())) {
      return FaultyAnswers.nothing();
    }
    return answers.of(request, answer, fault);
  }

  private synchronized ProxiedRequest arrival(RecordedRequest recorded) {
    okio.ByteString body = recorded.getBody();
    if (body != null && body.size() < recorded.getBodySize()) {
      throw new IllegalStateException(
          "a request of more than " + ProxyForwarder.MAX_BODY + " bytes: use a CountingProxy");
    }
    return new ProxiedRequest(
        arrived++,
        recorded.getMethod(),
        recorded.getTarget(),
        ProxyForwarder.headers(recorded.getHeaders()),
        body == null ? new byte[0] : body.toByteArray());
  }

  private synchronized @Nullable Fault faultFor(ProxiedRequest request) {
    for (Iterator<Rule> left = rules.iterator(); left.hasNext(); ) {
      Rule rule = left.next();
      if (rule.which.test(request)) {
        rule.times--;
        if (rule.times <= 0) {
          left.remove();
        }
        return rule.fault;
      }
    }
    return null;
  }

  private synchronized void note(
      ProxiedRequest request, @Nullable ProxiedAnswer answer, @Nullable Fault fault) {
    exchanges.add(new Exchange(request, answer, fault));
  }
}
