package io.mcv.oci.registry.http;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a host name somebody can register: {@code example.com} of {@code
 * registry.example.com}, {@code example.co.uk} of {@code auth.example.co.uk}.
 *
 * @see <a href="https://publicsuffix.org/list/">Public suffix list</a>
 */
public final class PublicSuffixes {
  private PublicSuffixes() {}

  /** The domain; null for an address, a single word, or a public suffix itself. */
  public static @Nullable String registrableDomain(String host) {
    HttpUrl url = HttpUrl.parse("https://" + host + "/");
    return url == null ? null : url.topPrivateDomain();
  }
}
