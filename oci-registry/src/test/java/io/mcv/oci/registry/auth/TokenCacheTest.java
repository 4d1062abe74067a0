package io.mcv.oci.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
  private static final Credential ALICE = new Credential.Password("alice", "pw");
  private static final TokenCache.Key KEY = new TokenCache.Key("https://a/t", "registry", ALICE);
  private static final Set<Scope> PULL = Set.of(Scope.repository("team/cache", "pull"));
  private static final Set<Scope> PUSH = Set.of(Scope.repository("team/cache", "pull", "push"));

  private final AtomicLong clock = new AtomicLong();
  private final TokenCache cache = new TokenCache(clock::get);

  private static BearerToken token(String value, Set<Scope> scopes) {
    return new BearerToken(value, scopes, 100);
  }

  @Test
  void findsATokenThatPermitsAsMuchOrMore() {
    BearerToken token = token("a", PUSH);
    cache.put(KEY, token);

    assertThat(cache.find(KEY, PUSH)).isEqualTo(token);
    assertThat(cache.find(KEY, PULL)).isEqualTo(token);
    assertThat(cache.find(KEY, Set.of())).isEqualTo(token);
  }

  @Test
  void doesNotFindATokenThatPermitsLess() {
    cache.put(KEY, token("a", PULL));

    assertThat(cache.find(KEY, PUSH)).isNull();
    assertThat(cache.find(KEY, Set.of(Scope.repository("other", "pull")))).isNull();
  }

  @Test
  void doesNotFindATokenOfAnotherServerServiceOrCredential() {
    cache.put(KEY, token("a", PULL));

    List<TokenCache.Key> others =
        List.of(
            new TokenCache.Key("https://b/t", "registry", ALICE),
            new TokenCache.Key("https://a/t", "other", ALICE),
            new TokenCache.Key("https://a/t", null, ALICE),
            new TokenCache.Key("https://a/t", "registry", new Credential.Anonymous()),
            new TokenCache.Key("https://a/t", "registry", new Credential.Password("alice", "x")),
            new TokenCache.Key("https://a/t", "registry", new Credential.IdentityToken("pw")));
    assertThat(others).allMatch(key -> cache.find(key, PULL) == null);
  }

  @Test
  void doesNotFindATokenThatIsNoLongerFresh() {
    cache.put(KEY, token("a", PULL));

    clock.set(99);
    assertThat(cache.find(KEY, PULL)).isNotNull();
    clock.set(100);
    assertThat(cache.find(KEY, PULL)).isNull();
  }

  @Test
  void findsTheNewest() {
    cache.put(KEY, token("a", PULL));
    cache.put(KEY, token("b", PULL));

    assertThat(cache.find(KEY, PULL)).isEqualTo(token("b", PULL));
  }

  @Test
  void keepsATokenThatPermitsMoreThanANewerOne() {
    cache.put(KEY, token("a", PUSH));
    cache.put(KEY, token("b", PULL));

    assertThat(cache.find(KEY, PUSH)).isEqualTo(token("a", PUSH));
  }

  @Test
  void forgetsATokenThatWasRefused() {
    cache.put(KEY, token("a", PULL));
    cache.put(KEY, token("b", PUSH));

    cache.forget(token("b", PUSH));
    assertThat(cache.find(KEY, PUSH)).isNull();
  }

  @Test
  void dropsTheOldestWhenThereAreTooMany() {
    List<Set<Scope>> scopes = new ArrayList<>();
    for (int i = 0; i <= TokenCache.MAX_TOKENS; i++) {
      scopes.add(Set.of(Scope.repository("r" + i, "pull")));
      cache.put(KEY, token("t" + i, scopes.get(i)));
    }

    assertThat(cache.find(KEY, scopes.get(0))).isNull();
    assertThat(cache.find(KEY, scopes.get(1))).isNotNull();
    assertThat(cache.find(KEY, scopes.get(TokenCache.MAX_TOKENS))).isNotNull();
  }

  @Test
  void aTokenThatIsNoLongerFreshMakesRoom() {
    cache.put(KEY, new BearerToken("old", PULL, 10));
    clock.set(50);
    List<Set<Scope>> scopes = new ArrayList<>();
    for (int i = 0; i < TokenCache.MAX_TOKENS; i++) {
      scopes.add(Set.of(Scope.repository("r" + i, "pull")));
      cache.put(KEY, token("t" + i, scopes.get(i)));
    }

    assertThat(scopes).allMatch(scope -> cache.find(KEY, scope) != null);
  }

  @Test
  void manyThreadsMayUseIt() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 4; i++) {
      String name = "r" + i;
      Thread thread =
          new Thread(
              () -> {
                Set<Scope> scopes = Set.of(Scope.repository(name, "pull"));
                for (int n = 0; n < 2_000; n++) {
                  cache.put(KEY, token(name + n, scopes));
                  assertThat(cache.find(KEY, scopes)).isEqualTo(token(name + n, scopes));
                }
              });
      thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }
}
