package io.mcv.oci.cosign.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image as a policy sees it.
 *
 * @param transport as {@code docker}, {@code oci}, {@code dir}
 * @param scopes under which its requirements may stand, the most specific first, without the
 *     default {@code ""}
 * @param repository the name {@code host/path} without tag and digest; null where the image has no
 *     name
 * @param tag null where it has none
 * @param digest as the reference names it; null where it does not
 */
public record PolicySubject(
    String transport,
    List<String> scopes,
    @Nullable String repository,
    @Nullable String tag,
    @Nullable String digest) {
  /** With a list of its own. */
  public PolicySubject {
    scopes = List.copyOf(scopes);
  }
}
