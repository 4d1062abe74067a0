package io.mcv.testing.registry;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.cert.CertificateEncodingException;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.tls.HeldCertificate;

/**
 * Signs tokens as a docker-registry wants them.
 *
 * <table>
 * <caption>JWT</caption>
 * <tr><td>header</td><td>{@code typ=JWT alg=ES256 x5c=[signer, authority]}</td></tr>
 * <tr><td>claims</td><td>{@code iss sub aud exp nbf iat jti access=[{type, name, actions}]}</td></tr>
 * </table>
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/jwt/">Token authentication
 *     implementation</a>
 */
final class TokenSigner {
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  private final HeldCertificate signer;
  private final HeldCertificate authority;
  private final String issuer;

  TokenSigner(HeldCertificate signer, HeldCertificate authority, String issuer) {
    this.signer = signer;
    this.authority = authority;
    this.issuer = issuer;
  }

  String sign(String user, String service, List<Scope> access, Instant now, Duration lifetime) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(user)
            .audience(service)
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now.minus(CLOCKS_DIFFER)))
            .expirationTime(Date.from(now.plus(lifetime)))
            .jwtID(UUID.randomUUID().toString())
            .claim("access", access.stream().map(TokenSigner::entry).toList())
            .build();
    try {
      SignedJWT token = new SignedJWT(header(), claims);
      token.sign(new ECDSASigner((ECPrivateKey) signer.keyPair().getPrivate()));
      return token.serialize();
    } catch (JOSEException | CertificateEncodingException e) {
      throw new IllegalStateException("cannot sign a token", e);
    }
  }

  private JWSHeader header() throws CertificateEncodingException {
    return new JWSHeader.Builder(JWSAlgorithm.ES256)
        .type(JOSEObjectType.JWT)
        .x509CertChain(
            List.of(
                Base64.encode(signer.certificate().getEncoded()),
                Base64.encode(authority.certificate().getEncoded())))
        .build();
  }

  private static Map<String, Object> entry(Scope scope) {
    return Map.of(
        "type", scope.type(), "name", scope.name(), "actions", List.copyOf(scope.actions()));
  }
}
