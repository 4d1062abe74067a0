package io.mcv.cli;

import io.mcv.client.Compression;
import io.mcv.client.CopyChanges;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.ManifestFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a copy changes on the way, by skopeo's names where it has some. */
final class ConversionFlags {
  private final Flag<String> format;
  private final Flag<String> compression;
  private final Flag<Integer> level;
  private final Flag<String> gzipProfile;
  private final Mark preserveDigests;
  private final SizeLimits sizes;

  ConversionFlags(Flags flags) {
    format =
        flags.value(
            String.class,
            List.of("-f", "--format"),
            "FORMAT",
            "Manifests as oci or v2s2, whatever they are.");
    compression =
        flags.value(
            String.class,
            List.of("--compression", "--dest-compress-format"),
            "METHOD",
            "Layers in gzip, zstd[:LEVEL] or none; those in another form are rewritten.");
    level =
        flags.value(
            Integer.class,
            "--dest-compress-level",
            "LEVEL",
            "The level of zstd, as in --compression zstd:LEVEL.");
    gzipProfile =
        flags.value(String.class, "--gzip-profile", "NAME", "Whose gzip layers get: as in create.");
    preserveDigests =
        flags.mark(
            "--preserve-digests",
            "Fail, before anything is moved, if anything would have to change.");
    sizes = new SizeLimits(flags);
  }

  CopyChanges changes() {
    try {
      Compression asked = compression();
      String profile = gzipProfile.value();
      Compression gzip = profile == null ? Compression.GZIP : Compression.parseGzipProfile(profile);
      String manifests = format.value();
      return new CopyChanges(
          manifests == null ? null : ManifestFormat.parse(manifests),
          asked == Compression.GZIP ? gzip : asked,
          gzip,
          preserveDigests.given(),
          sizes.applyTo(LayerLimits.DEFAULT));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Compression compression() {
    String method = compression.value();
    if (level.value() == null) {
      return method == null ? null : Compression.parse(method);
    }
    if (!"zstd".equals(method)) {
      throw new UsageException(
          "--dest-compress-level goes with --compression zstd; for gzip give --gzip-profile"
              + " jdk:LEVEL");
    }
    return Compression.parse(method + ":" + level.value());
  }
}
