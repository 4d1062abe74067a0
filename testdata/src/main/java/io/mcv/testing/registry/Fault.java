package io.mcv.testing.registry;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What can go wrong between a client and a registry: one thing, done by a {@link FaultProxy}. */
public sealed interface Fault {

  /** The connection is reset; the registry has not seen the request. */
  record ResetBefore() implements Fault {}

  /** The connection is reset after the registry has done what it was asked. */
  record ResetAfter() implements Fault {}

  /** The answer of the registry comes after this time, or never if the proxy is closed before. */
  record Stall(Duration time) implements Fault {}

  /** The connection is closed after half of the body. */
  record HalfBody() implements Fault {}

  /**
   * {@code Content-Length} differs from the length of the body; after the body the connection is
   * closed.
   *
   * @param difference positive for a length that is never reached, negative for bytes too many
   */
  record WrongLength(int difference) implements Fault {}

  /** The byte in the middle of the body is another one. */
  record WrongByte() implements Fault {}

  /** {@code Docker-Content-Digest} is the digest of something else. */
  record WrongDigest() implements Fault {}

  /** Before the body ends, as many bytes follow as the client takes; their number is not told. */
  record EndlessBody() implements Fault {}

  /** The body comes byte by byte, with this time before each. */
  record Drip(Duration pause) implements Fault {}

  /** The client is sent to the same path of another server, with 307. */
  record RedirectTo(URI server) implements Fault {}

  /** Something else answers; the registry has not seen the request. */
  record Instead(int status, Map<String, String> headers, String body) implements Fault {
    /** Copies the headers. */
    public Instead {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * An error as registries answer it, with a body of JSON.
   *
   * @param code for example {@code TOOMANYREQUESTS}
   * @param headers besides {@code Content-Type}
   */
  static Fault error(int status, String code, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    String body = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"injected\"}]}";
    return new Instead(status, all, body);
  }

  /** An error as registries answer it, with the code that fits the status. */
  static Fault error(int status) {
    String code =
        switch (status) {
          case 401 -> "UNAUTHORIZED";
          case 403 -> "DENIED";
          case 404 -> "NAME_UNKNOWN";
          case 405, 415 -> "UNSUPPORTED";
          case 429 -> "TOOMANYREQUESTS";
          default -> "UNKNOWN";
        };
    return error(status, code, Map.of());
  }

  /** 401 with this {@code WWW-Authenticate}. */
  static Fault unauthorized(String challenge) {
    return error(401, "UNAUTHORIZED", Map.of("WWW-Authenticate", challenge));
  }

  /** 429 with {@code Retry-After} in seconds. */
  static Fault tooManyRequests(long retryAfterSeconds) {
    return error(429, "TOOMANYREQUESTS", Map.of("Retry-After", Long.toString(retryAfterSeconds)));
  }

  /** 429 with {@code Retry-After} as a date, to the second. */
  static Fault tooManyRequests(Instant retryAfter) {
    String date = HttpDate.of(retryAfter);
    return error(429, "TOOMANYREQUESTS", Map.of("Retry-After", date));
  }

  /** An error page of a gateway, in HTML. */
  static Fault gateway(int status) {
    return html(status, "<html><body><h1>Bad gateway</h1></body></html>\n");
  }

  /** The login page that a network shows to guests, with 200. */
  static Fault loginPage() {
    return html(200, "<html><body><form>Accept our terms of use</form></body></html>\n");
  }

  private static Fault html(int status, String body) {
    return new Instead(status, Map.of("Content-Type", "text/html; charset=utf-8"), body);
  }
}
