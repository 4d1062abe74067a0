package io.mcv.testing.cosign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;

/**
 * Whom a certificate is issued to.
 *
 * @param issuer of the token that says so
 * @param subject a URI
 */
public record Identity(String issuer, String subject) {

  /** A token that nobody signed; yet cosign wants to know how. */
  String token() {
    String claims =
        String.format(
            "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"sigstore\",\"exp\":%d}",
            issuer, subject, Instant.now().plusSeconds(3600).getEpochSecond());
    return part("{\"alg\":\"ES256\",\"typ\":\"JWT\"}") + "." + part(claims) + "." + part("none");
  }

  private static String part(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
