package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.registry.http.HttpResponse;
import io.mcv.oci.registry.http.Locations;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upload that goes on.
 *
 * @param location where the rest is to be sent: that of the last answer, since registries keep
 *     state in it
 * @param offset bytes that the registry has
 */
record UploadSession(URI location, long offset) {
  /** {@code Range} of an upload; {@code bytes=} is not in the specification, but sent by some. */
  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(\\d{1,18})");

  /** The same after an answer to it, and with this offset. */
  UploadSession after(HttpResponse response, long newOffset) throws IOException {
    String next = response.fields().first("Location");
    URI uri = next == null ? location : Locations.resolve(response.uri(), next);
    return new UploadSession(uri, newOffset);
  }

  /** The same as the registry tells of it. */
  UploadSession told(HttpResponse response) throws IOException {
    String range = response.fields().first("Range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range.strip());
    // "0-0" is what nothing looks like, too: one byte is sent again rather than left out.
    long last = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    return after(response, last == 0 ? 0 : last + 1);
  }

  /** Where the upload ends, for a blob of this digest. */
  URI end(Digest digest) {
    String separator = location.getRawQuery() == null ? "?" : "&";
    String place = location.toString();
    return URI.create(
        place + (place.endsWith("?") || place.endsWith("&") ? "" : separator) + "digest=" + digest);
  }
}
