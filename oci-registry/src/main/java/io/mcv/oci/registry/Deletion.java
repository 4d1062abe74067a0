package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deletion took away.
 *
 * @param digest of the manifest that is gone; null where a tag alone is
 * @param tags that are gone with it, the one that was named among them
 */
public record Deletion(@Nullable Digest digest, List<String> tags) {
  /** Copies the tags. */
  public Deletion {
    tags = List.copyOf(tags);
  }
}
