package io.mcv.client.candidate;

import io.mcv.oci.model.Printable;
import io.mcv.spec.conformance.ConformanceReport;
import org.jspecify.annotations.Nullable;

/**
 * What a tool made of a cache.
 *
 * @param cache name of the cache
 * @param failure why there is no image; null where there is one
 * @param report of the image; null where there is none
 * @param output the beginning of what the tool printed; not safe for a terminal
 */
public record CreatorResult(
    String cache, @Nullable String failure, @Nullable ConformanceReport report, String output) {

  /** Makes the reason printable. */
  public CreatorResult {
    failure = failure == null ? null : Printable.line(failure);
  }

  /** Whether there is an image that breaks no rule of MUST. */
  public boolean conforms() {
    return report != null && report.conforms();
  }
}
