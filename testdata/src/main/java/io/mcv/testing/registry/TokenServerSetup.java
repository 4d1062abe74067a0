package io.mcv.testing.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TokenServer} is to be: nobody may do anything, unless said here. Made by {@link
 * TokenServer#setup}.
 */
public final class TokenServerSetup {
  private final Path folder;
  private final Map<String, String> passwords = new HashMap<>();
  private final List<TokenPolicy.Grant> grants = new ArrayList<>();
  private Duration lifetime = Duration.ofMinutes(5);
  private @Nullable Long expiresIn = lifetime.toSeconds();
  private int postRefusal;
  private boolean accessTokenAlone;

  TokenServerSetup(Path folder) {
    this.folder = folder;
  }

  /**
   * Knows this user.
   *
   * @param repository what the user may use: a name, or the begin of names with {@code *} after it
   * @param actions what the user may do there: {@code pull}, {@code push}, {@code delete}
   */
  public TokenServerSetup user(String name, String password, String repository, String... actions) {
    passwords.put(name, password);
    grants.add(new TokenPolicy.Grant(name, repository, Set.of(actions)));
    return this;
  }

  /** Allows a user who is known already, more than before. */
  public TokenServerSetup allow(String name, String repository, String... actions) {
    grants.add(new TokenPolicy.Grant(name, repository, Set.of(actions)));
    return this;
  }

  /** Allows everybody this, without a password. */
  public TokenServerSetup anybody(String repository, String... actions) {
    grants.add(new TokenPolicy.Grant(TokenPolicy.ANYBODY, repository, Set.of(actions)));
    return this;
  }

  /** Signs tokens for this time, instead of 5 minutes, and says so in {@code expires_in}. */
  public TokenServerSetup lifetime(Duration time) {
    lifetime = time;
    expiresIn = time.toSeconds();
    return this;
  }

  /**
   * Says this in {@code expires_in}, true or not.
   *
   * @param seconds or null to leave it out
   */
  public TokenServerSetup saysExpiresIn(@Nullable Long seconds) {
    expiresIn = seconds;
    return this;
  }

  /**
   * Knows no OAuth 2: answers every POST with this status.
   *
   * @param status for example 404 or 405
   */
  public TokenServerSetup withoutPost(int status) {
    postRefusal = status;
    return this;
  }

  /** Answers a GET with {@code access_token} and without {@code token}. */
  public TokenServerSetup withAccessTokenAlone() {
    accessTokenAlone = true;
    return this;
  }

  /** Starts it. The folder gets its certificates. */
  public TokenServer start() throws IOException {
    TestCertificates certificates = TestCertificates.in(folder);
    TokenSigner signer =
        new TokenSigner(
            certificates.signer(), certificates.authorityCertificate(), TokenServer.ISSUER);
    TokenAnswers answers = new TokenAnswers(signer, lifetime, expiresIn, accessTokenAlone);
    return new TokenServer(
        new TokenPolicy(passwords, grants), answers, postRefusal, certificates.authority());
  }
}
