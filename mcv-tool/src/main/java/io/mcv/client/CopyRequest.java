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
 */
public record CopyRequest(
    String source,
    String destination,
    boolean all,
    @Nullable Platform platform,
    @Nullable RegistryOptions sourceRegistry,
    @Nullable RegistryOptions destinationRegistry) {

  /** An image for this host. */
  public static CopyRequest of(String source, String destination) {
    return new CopyRequest(source, destination, false, null, null, null);
  }

  /** The same with all images of an index, or with one. */
  public CopyRequest withAll(boolean newAll) {
    return new CopyRequest(
        source, destination, newAll, platform, sourceRegistry, destinationRegistry);
  }

  /** The same for this platform. */
  public CopyRequest withPlatform(@Nullable Platform newPlatform) {
    return new CopyRequest(
        source, destination, all, newPlatform, sourceRegistry, destinationRegistry);
  }

  /** The same with ways of its own to talk to the two registries. */
  public CopyRequest withRegistries(
      @Nullable RegistryOptions newSource, @Nullable RegistryOptions newDestination) {
    return new CopyRequest(source, destination, all, platform, newSource, newDestination);
  }
}
