package io.mcv.client;

import io.mcv.oci.model.ManifestFormat;
import io.mcv.oci.model.Platform;
import io.mcv.spec.image.Profile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to pack, and where to.
 *
 * @param image reference of the image to write, as on the command line
 * @param folder the cache
 * @param profile the form of the image
 * @param compression of the layers; null for what the profile uses
 * @param format of the manifest; null for what the profile uses, where the place can hold it
 * @param timestamp when the image was made: whole in its configuration, its floor in seconds for
 *     the files
 * @param platform what the image runs on; null for linux and the machine of the cache's libraries
 * @param title the label {@code org.opencontainers.image.title}; null for the last part of the
 *     repository name, where the profile has a title and the reference a repository, else for none
 * @param labels labels besides those of the profile; they win over those
 * @param annotations annotations of the manifest besides those of the profile; they win over those
 * @param dryRun whether everything is done but writing
 */
public record CreateRequest(
    String image,
    Path folder,
    Profile profile,
    @Nullable Compression compression,
    @Nullable ManifestFormat format,
    Instant timestamp,
    @Nullable Platform platform,
    @Nullable String title,
    Map<String, String> labels,
    Map<String, String> annotations,
    boolean dryRun) {
  /** Copies labels and annotations. */
  public CreateRequest {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /**
   * An image of a cache folder in the current form, dated 1970, so that the same cache gives the
   * same image at any time.
   */
  public static CreateRequest of(String image, Path folder) {
    return new CreateRequest(
        image,
        folder,
        Profile.CURRENT,
        null,
        null,
        Instant.EPOCH,
        null,
        null,
        Map.of(),
        Map.of(),
        false);
  }

  /** The same in another form. */
  public CreateRequest withProfile(Profile newProfile) {
    return new CreateRequest(
        image,
        folder,
        newProfile,
        compression,
        format,
        timestamp,
        platform,
        title,
        labels,
        annotations,
        dryRun);
  }

  /** The same with this compression; null for what the profile uses. */
  public CreateRequest withCompression(@Nullable Compression newCompression) {
    return new CreateRequest(
        image,
        folder,
        profile,
        newCompression,
        format,
        timestamp,
        platform,
        title,
        labels,
        annotations,
        dryRun);
  }

  /** The same with a manifest in this format; null for what the profile uses. */
  public CreateRequest withFormat(@Nullable ManifestFormat newFormat) {
    return new CreateRequest(
        image,
        folder,
        profile,
        compression,
        newFormat,
        timestamp,
        platform,
        title,
        labels,
        annotations,
        dryRun);
  }

  /** The same, made at this time. */
  public CreateRequest withTimestamp(Instant newTimestamp) {
    return new CreateRequest(
        image,
        folder,
        profile,
        compression,
        format,
        newTimestamp,
        platform,
        title,
        labels,
        annotations,
        dryRun);
  }

  /** The same for this platform; null to read it from the cache. */
  public CreateRequest withPlatform(@Nullable Platform newPlatform) {
    return new CreateRequest(
        image,
        folder,
        profile,
        compression,
        format,
        timestamp,
        newPlatform,
        title,
        labels,
        annotations,
        dryRun);
  }

  /** The same with this title; null for that of the reference. */
  public CreateRequest withTitle(@Nullable String newTitle) {
    return new CreateRequest(
        image,
        folder,
        profile,
        compression,
        format,
        timestamp,
        platform,
        newTitle,
        labels,
        annotations,
        dryRun);
  }

  /** The same with these labels besides those of the profile. */
  public CreateRequest withLabels(Map<String, String> newLabels) {
    return new CreateRequest(
        image,
        folder,
        profile,
        compression,
        format,
        timestamp,
        platform,
        title,
        newLabels,
        annotations,
        dryRun);
  }

  /** The same with these annotations besides those of the profile. */
  public CreateRequest withAnnotations(Map<String, String> newAnnotations) {
    return new CreateRequest(
        image,
        folder,
        profile,
        compression,
        format,
        timestamp,
        platform,
        title,
        labels,
        newAnnotations,
        dryRun);
  }

  /** The same, with or without writing. */
  public CreateRequest withDryRun(boolean newDryRun) {
    return new CreateRequest(
        image,
        folder,
        profile,
        compression,
        format,
        timestamp,
        platform,
        title,
        labels,
        annotations,
        newDryRun);
  }
}
