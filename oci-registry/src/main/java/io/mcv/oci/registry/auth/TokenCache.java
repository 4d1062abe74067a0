package io.mcv.oci.registry.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that can be used again, in memory alone. Safe for use by several threads.
 *
 * <p>Tokens of one credential are never found for another.
 */
public final class TokenCache {
  /** As many tokens are kept; the oldest goes first. */
  public static final int MAX_TOKENS = 256;

  private final LongSupplier nanoTime;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * An empty cache.
   *
   * @param nanoTime the clock by which tokens were received, {@code System::nanoTime} but for tests
   */
  public TokenCache(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Who issued a token, and to whom.
   *
   * @param realm address of the token server
   * @param service the registry as the token server calls it, or null
   * @param credential with which the token was fetched
   */
  public record Key(String realm, @Nullable String service, Credential credential) {}

  private record Entry(Key key, BearerToken token) {}

  /** The newest fresh token that permits all that is wanted, or null. */
  public synchronized @Nullable BearerToken find(Key key, Set<Scope> wanted) {
    long now = nanoTime.getAsLong();
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.key.equals(key) && entry.token.isFresh(now) && entry.token.covers(wanted)) {
        return entry.token;
      }
    }
    return null;
  }

  /** Keeps a token; those of the same key that permit no more than it does are dropped. */
  public synchronized void put(Key key, BearerToken token) {
    long now = nanoTime.getAsLong();
    entries.removeIf(
        old -> !old.token.isFresh(now) || old.key.equals(key) && token.covers(old.token.scopes()));
    if (token.isFresh(now)) {
      entries.add(new Entry(key, token));
    }
    if (entries.size() > MAX_TOKENS) {
      entries.remove(0);
    }
  }

  /** Drops a token that the registry refused. */
  public synchronized void forget(BearerToken token) {
    entries.removeIf(entry -> entry.token.value().equals(token.value()));
  }
}
