package io.mcv.client;

import io.mcv.oci.model.Platform;
import io.mcv.oci.registry.RegistryOptions;
import org.jspecify.annotations.Nullable;

/**
 * What to copy, and where to.
 *
 * @param source reference of the image, as on the command line
 * @param destination reference that it gets
 * @param all whether an index is copied with all of its images, and not just one of them
 * @param platform image of an index to copy; null for this host's or the only one
 * @param sourceRegistry how the source's registry is talked to; null for the client's way
 * @param destinationRegistry how the destination's registry is talked to; null for the client's way
 * @param changes what is changed on the way
 * @param policy decides whether the image may be copied
 * @param attachments whether what belongs to the image, such as signatures, is copied with it
 */
public record CopyRequest(
    String source,
    String destination,
    boolean all,
    @Nullable Platform platform,
    @Nullable RegistryOptions sourceRegistry,
    @Nullable RegistryOptions destinationRegistry,
    CopyChanges changes,
    ImagePolicy policy,
    boolean attachments) {

  /** An image for this host, as it is, with its attachments and without a look at signatures. */
  public static CopyRequest of(String source, String destination) {
    return new CopyRequest(
        source,
        destination,
        false,
        null,
        null,
        null,
        CopyChanges.NONE,
        ImagePolicy.UNCHECKED,
        true);
  }

  /** The same with all images of an index, or with one. */
  public CopyRequest withAll(boolean newAll) {
    return new CopyRequest(
        source,
        destination,
        newAll,
        platform,
        sourceRegistry,
        destinationRegistry,
        changes,
        policy,
        attachments);
  }

  /** The same for this platform. */
  public CopyRequest withPlatform(@Nullable Platform newPlatform) {
    return new CopyRequest(
        source,
        destination,
        all,
        newPlatform,
        sourceRegistry,
        destinationRegistry,
        changes,
        policy,
        attachments);
  }

  /** The same with ways of its own to talk to the two registries. */
  public CopyRequest withRegistries(
      @Nullable RegistryOptions newSource, @Nullable RegistryOptions newDestination) {
    return new CopyRequest(
        source,
        destination,
        all,
        platform,
        newSource,
        newDestination,
        changes,
        policy,
        attachments);
  }

  /** The same with these changes on the way. */
  public CopyRequest withChanges(CopyChanges newChanges) {
    return new CopyRequest(
        source,
        destination,
        all,
        platform,
        sourceRegistry,
        destinationRegistry,
        newChanges,
        policy,
        attachments);
  }

  /** The same under this policy. */
  public CopyRequest withPolicy(ImagePolicy newPolicy) {
    return new CopyRequest(
        source,
        destination,
        all,
        platform,
        sourceRegistry,
        destinationRegistry,
        changes,
        newPolicy,
        attachments);
  }

  /** The same with what belongs to the image, or without. */
  public CopyRequest withAttachments(boolean newAttachments) {
    return new CopyRequest(
        source,
        destination,
        all,
        platform,
        sourceRegistry,
        destinationRegistry,
        changes,
        policy,
        newAttachments);
  }
}
