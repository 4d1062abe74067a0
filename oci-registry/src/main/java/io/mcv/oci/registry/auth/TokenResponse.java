package io.mcv.oci.registry.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.MalformedDocumentException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a token server.
 *
 * <table>
 * <caption>Its fields</caption>
 * <tr><td>{@code token}, else {@code access_token}</td><td>the token</td></tr>
 * <tr><td>{@code expires_in}</td><td>seconds from when it was issued; 60 without it</td></tr>
 * <tr><td>{@code refresh_token}</td><td>an identity token for the next time</td></tr>
 * </table>
 *
 * @param value the token, a secret
 * @param lifetime from when the answer came; not negative
 * @param refreshToken a secret, or null
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token
 *     authentication</a>
 */
public record TokenResponse(String value, Duration lifetime, @Nullable String refreshToken) {
  /** Largest answer that is read, in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(60);
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
  private static final Duration EARLY = Duration.ofSeconds(10);

  /**
   * Reads an answer.
   *
   * <p>Where the token is a JWT that ends sooner than {@code expires_in} says, that counts: the
   * time between its {@code iat} and {@code exp}, so that the clocks of server and host need not
   * agree, or until {@code exp} where it has no {@code iat}. It is not verified, which is for the
   * registry to do.
   *
   * @param wallClock for a token without {@code iat}
   * @throws MalformedDocumentException if there is no token in it, or one that cannot be sent; the
   *     message has nothing of the answer in it
   */
  public static TokenResponse parse(byte[] json, Clock wallClock)
      throws MalformedDocumentException {
    if (json.length > MAX_BYTES) {
      throw problem("it has more than " + MAX_BYTES + " bytes");
    }
    JsonObject answer = object(json);
    String value = text(answer, "token");
    if (value == null) {
      value = text(answer, "access_token");
    }
    if (value == null) {
      throw problem("it has neither token nor access_token");
    }
    if (!HeaderText.isSafe(value)) {
      throw problem("its token has characters that cannot be part of a header");
    }
    Duration lifetime = lifetime(answer);
    Duration ofToken = lifetimeOf(value, wallClock);
    if (ofToken != null && ofToken.compareTo(lifetime) < 0) {
      lifetime = ofToken.isNegative() ? Duration.ZERO : ofToken;
    }
    return new TokenResponse(value, lifetime, text(answer, "refresh_token"));
  }

  /**
   * The token, to be replaced 10 s before its end, or after half of its time if that is under 20 s.
   *
   * @param asked the scopes that were asked for
   * @param receivedAt instant of the monotonic clock, in nanoseconds
   */
  public BearerToken toBearerToken(Set<Scope> asked, long receivedAt) {
    Duration early = lifetime.compareTo(EARLY.multipliedBy(2)) < 0 ? lifetime.dividedBy(2) : EARLY;
    return new BearerToken(value, asked, receivedAt + lifetime.minus(early).toNanos());
  }

  private static Duration lifetime(JsonObject answer) throws MalformedDocumentException {
    Object seconds = answer.get("expires_in");
    if (seconds == null) {
      return DEFAULT_LIFETIME;
    }
    if (!(seconds instanceof Number number)) {
      throw problem("its expires_in is not a number");
    }
    double value = number.doubleValue(); // where it does not fit, it is more than the most
    if (value <= 0) {
      return DEFAULT_LIFETIME; // Go writes 0 where it means nothing
    }
    return value >= LONGEST_LIFETIME.toSeconds()
        ? LONGEST_LIFETIME
        : Duration.ofMillis((long) (value * 1000));
  }

  /** By the claims of a JWT; null for any other token, or one without an end. */
  private static @Nullable Duration lifetimeOf(String token, Clock wallClock) {
    try {
      JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
      Date end = claims == null ? null : claims.getExpirationTime();
      if (end == null) {
        return null;
      }
      Date issued = claims.getIssueTime();
      Instant begin = issued == null ? wallClock.instant() : issued.toInstant();
      return Duration.between(begin, end.toInstant());
    } catch (ParseException | RuntimeException e) {
      return null; // an opaque token: what looked like a JWT is not one
    }
  }

  private static JsonObject object(byte[] json) throws MalformedDocumentException {
    try {
      return Json.parseObject(json);
    } catch (JsonException e) {
      throw problem("it is not a JSON object"); // the cause quotes it
    }
  }

  private static @Nullable String text(JsonObject answer, String name)
      throws MalformedDocumentException {
    try {
      String text = answer.optionalString(name);
      return text == null || text.isEmpty() ? null : text;
    } catch (JsonException e) {
      throw problem("its " + name + " is not a string");
    }
  }

  private static MalformedDocumentException problem(String what) {
    return new MalformedDocumentException("the answer of the token server is wrong: " + what);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "TokenResponse[lifetime=" + lifetime + "]";
  }
}
