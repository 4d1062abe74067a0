package io.mcv.testing.registry;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bodies that a token server answers with.
 *
 * <table>
 * <caption>Fields; those in brackets only where asked for or set so</caption>
 * <tr><td>GET</td><td>{@code token access_token [expires_in] issued_at [refresh_token]}</td></tr>
 * <tr><td>POST</td><td>{@code access_token scope [expires_in] issued_at [refresh_token]}</td></tr>
 * </table>
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token authentication
 *     specification</a>
 * @see <a href="https://distribution.github.io/distribution/spec/auth/oauth/">OAuth2 token
 *     authentication</a>
 * @param lifetime how long a token is valid
 * @param expiresIn seconds that the answer says; null for nothing
 * @param accessTokenAlone whether a GET is answered without {@code token}
 */
record TokenAnswers(
    TokenSigner signer, Duration lifetime, @Nullable Long expiresIn, boolean accessTokenAlone) {

  byte[] toGet(String user, String service, List<Scope> access, @Nullable String refreshToken) {
    Instant now = Instant.now();
    String token = signer.sign(user, service, access, now, lifetime);
    GoStruct json = new GoStruct();
    if (!accessTokenAlone) {
      json.put("token", token);
    }
    json.put("access_token", token);
    return finish(json, now, refreshToken);
  }

  byte[] toPost(String user, String service, List<Scope> access, @Nullable String refreshToken) {
    Instant now = Instant.now();
    GoStruct json =
        new GoStruct()
            .put("access_token", signer.sign(user, service, access, now, lifetime))
            .put("scope", String.join(" ", access.stream().map(Scope::toString).toList()));
    return finish(json, now, refreshToken);
  }

  private byte[] finish(GoStruct json, Instant now, @Nullable String refreshToken) {
    if (expiresIn != null) {
      json.put("expires_in", expiresIn);
    }
    json.put("issued_at", now.truncatedTo(ChronoUnit.SECONDS).toString());
    return GoJson.compact(json.putUnlessEmpty("refresh_token", refreshToken));
  }
}
