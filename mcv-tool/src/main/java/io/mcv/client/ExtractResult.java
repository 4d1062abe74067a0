package io.mcv.client;

import io.mcv.oci.cosign.policy.PolicyDecision;
import io.mcv.oci.model.Digest;
import io.mcv.spec.CacheKind;
import java.nio.file.Path;
import java.util.List;

/**
 * What was extracted.
 *
 * @param image the reference, as it was resolved
 * @param foundIn the place that had it, such as {@code vault}
 * @param digest digest of the manifest that was addressed
 * @param decision what the policy said about the image, and of which signatures
 * @param imageSize bytes of the image's layers, as stored
 * @param kind what kind of cache it is
 * @param target folder that holds the cache now, absolute
 * @param files how many files the cache has
 * @param bytes bytes of these files
 * @param leftOut how many entries were left out since they fit no GPU: key folders of Triton, hash
 *     folders of vLLM
 * @param changed whether anything in the target had to be written
 * @param warnings what the user should know, one sentence each
 */
public record ExtractResult(
    String image,
    String foundIn,
    Digest digest,
    PolicyDecision decision,
    long imageSize,
    CacheKind kind,
    Path target,
    long files,
    long bytes,
    long leftOut,
    boolean changed,
    List<String> warnings) {

  /** Copies the warnings. */
  public ExtractResult {
    warnings = List.copyOf(warnings);
  }
}
