package io.mcv.testing.registry;

import io.mcv.oci.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The answers of a registry as a client gets them, with a fault or without. */
final class FaultyAnswers {
  private static final Set<String> NOT_FORWARDED =
      Set.of("connection", "keep-alive", "content-length", "transfer-encoding");

  private final String registry;
  private final String proxy;
  private final CountDownLatch closed;

  /**
   * Makes them.
   *
   * @param registry scheme, name and port as they stand in its redirects
   * @param proxy what replaces these
   * @param closed goes down when the proxy is closed
   */
  FaultyAnswers(String registry, String proxy, CountDownLatch closed) {
    this.registry = registry;
    this.proxy = proxy;
    this.closed = closed;
  }

  /** An answer that needs no registry. */
  static MockResponse of(Fault.Instead instead) {
    MockResponse.Builder response = new MockResponse.Builder().code(instead.status());
    response.body(instead.body());
    instead.headers().forEach(response::setHeader);
    return response.build();
  }

  static MockResponse of(Fault.RedirectTo redirect, ProxiedRequest request) {
    return new MockResponse.Builder()
        .code(307)
        .setHeader("Location", redirect.server() + request.target())
        .build();
  }

  /** Closes the connection; nothing is sent. */
  static MockResponse nothing() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }

  /** Whether an answer has what the fault changes. */
  static boolean canMeet(Fault fault, ProxiedAnswer answer) {
    boolean ofTheBody =
        fault instanceof Fault.HalfBody
            || fault instanceof Fault.WrongByte
            || fault instanceof Fault.Drip
            || fault instanceof Fault.EndlessBody;
    return !ofTheBody || answer.body().length > 0;
  }

  /** The registry's answer, changed by those faults that change one. */
  MockResponse of(ProxiedRequest request, ProxiedAnswer answer, @Nullable Fault fault) {
    boolean head = request.method().equals("HEAD");
    MockResponse.Builder response =
        new MockResponse.Builder().code(answer.status()).headers(headers(answer));
    if (head) {
      String length = answer.header("content-length");
      if (length != null) {
        response.setHeader("Content-Length", length);
      }
    } else if (answer.status() != 204 && answer.status() != 304) {
      response.body(new Buffer().write(answer.body()));
    }
    if (fault != null) {
      spoil(response, answer, fault, head);
    }
    return response.build();
  }

  private void spoil(
      MockResponse.Builder response, ProxiedAnswer answer, Fault fault, boolean head) {
    byte[] body = answer.body();
    if (fault instanceof Fault.HalfBody) {
      response.onResponseBody(new SocketEffect.CloseSocket());
    } else if (fault instanceof Fault.WrongLength wrong) {
      String length = head ? answer.header("content-length") : Integer.toString(body.length);
      long told = length == null ? 0 : Long.parseLong(length);
      response.setHeader("Content-Length", Math.max(0, told + wrong.difference()));
      // Told too, so that bytes too many are not taken for the next answer: one fault at a time.
      response.setHeader("Connection", "close");
      response.onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE);
    } else if (fault instanceof Fault.WrongByte) {
      byte[] changed = body.clone();
      changed[changed.length / 2] ^= 1;
      response.body(new Buffer().write(changed));
    } else if (fault instanceof Fault.WrongDigest) {
      byte[] other = "something else".getBytes(StandardCharsets.US_ASCII);
      response.setHeader("Docker-Content-Digest", Digest.sha256(other).toString());
    } else if (fault instanceof Fault.EndlessBody) {
      response.body(new FaultyBodies.Endless(body, closed));
      response.removeHeader("Content-Length").setHeader("Transfer-Encoding", "chunked");
    } else if (fault instanceof Fault.Drip drip) {
      response.body(new FaultyBodies.Dripping(body, drip.pause(), closed));
    }
  }

  private Headers headers(ProxiedAnswer answer) {
    Headers.Builder headers = new Headers.Builder();
    answer
        .headers()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name)) {
                values.forEach(value -> headers.addUnsafeNonAscii(name, rewritten(name, value)));
              }
            });
    return headers.build();
  }

  private String rewritten(String name, String value) {
    boolean leadsBack = name.equals("location") && value.startsWith(registry + "/");
    return leadsBack ? proxy + value.substring(registry.length()) : value;
  }
}
