package io.mcv.oci.layout;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code cosign save} makes of a layout: it has one image, and what belongs to that is told by
 * annotations, not by names.
 *
 * <table>
 * <caption>Annotation {@code kind} of entries of index.json</caption>
 * <tr><td>{@code dev.cosignproject.cosign/image}, {@code …/imageIndex}</td><td>the image</td></tr>
 * <tr><td>{@code dev.cosignproject.cosign/sigs}</td><td>the manifest of its tag {@code .sig}</td>
 *     </tr>
 * <tr><td>{@code dev.cosignproject.cosign/atts}</td><td>that of its tag {@code .att}</td></tr>
 * <tr><td>none at all</td><td>referrers are blobs that no entry names</td></tr>
 * </table>
 *
 * @see <a href="https://github.com/sigstore/cosign/blob/v3.0.2/pkg/oci/layout/write.go">cosign,
 *     pkg/oci/layout</a>
 */
final class SavedByCosign {
  private static final String KIND = "kind";
  private static final String PREFIX = "dev.cosignproject.cosign/";
  private static final int MAX_BLOBS = 10_000;
  private static final int MAX_REFERRER_BYTES = 64 * 1024;

  private SavedByCosign() {}

  /** The suffix of the tag that an entry stands for; null where it stands for none. */
  static @Nullable String suffix(LayoutImage image) {
    String kind = image.descriptor().annotation(KIND);
    if ((PREFIX + "sigs").equals(kind)) {
      return ".sig";
    }
    return (PREFIX + "atts").equals(kind) ? ".att" : null;
  }

  /** The image; null where there is not exactly one. */
  static @Nullable Digest image(List<LayoutImage> images) {
    Digest only = null;
    for (LayoutImage each : images) {
      String kind = each.descriptor().annotation(KIND);
      if ((PREFIX + "image").equals(kind) || (PREFIX + "imageIndex").equals(kind)) {
        if (only != null) {
          return null;
        }
        only = each.descriptor().digest();
      }
    }
    return only;
  }

  /**
   * All manifests among the blobs that are small enough for a referrer.
   *
   * @throws io.mcv.oci.model.LimitExceededException if there are too many blobs to look at
   */
  static List<Descriptor> manifests(LayoutReader layout) throws IOException {
    List<Descriptor> found = new ArrayList<>();
    for (String hex : layout.blobs().names(DigestAlgorithm.SHA256, MAX_BLOBS)) {
      try {
        Digest digest = new Digest(DigestAlgorithm.SHA256, hex);
        if (layout.blobs().size(digest) <= MAX_REFERRER_BYTES) {
          found.add(layout.blobs().describe(digest));
        }
      } catch (IOException | IllegalArgumentException e) {
        // No manifest, as most blobs are; or damaged, and then no part of the image that is read.
      }
    }
    return found;
  }
}
