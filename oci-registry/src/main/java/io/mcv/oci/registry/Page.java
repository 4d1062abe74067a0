package io.mcv.oci.registry;

import io.mcv.oci.registry.http.HttpResponse;
import io.mcv.oci.registry.http.Locations;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items what is in it
 * @param next where the next part is; null for the last one
 * @param <T> what is listed
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288#section-3">RFC 8288, 3</a>
 */
record Page<T>(List<T> items, @Nullable URI next) {
  private static final Pattern NEXT =
      Pattern.compile(
          "<([^>]*)>\\s*(?:;[^,]*?)?;\\s*rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next\\b)",
          Pattern.CASE_INSENSITIVE);

  /** The place of the next page that {@code Link} names, or null. */
  static @Nullable URI next(HttpResponse response) throws IOException {
    for (String link : response.fields().all("Link")) {
      Matcher matcher = NEXT.matcher(link);
      if (matcher.find()) {
        return Locations.resolve(response.uri(), matcher.group(1));
      }
    }
    return null;
  }
}
