package io.mcv.spec.conformance.rule;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rules that belong together; some are of one generation of the format. */
public enum RuleGroup {
  /** Manifests, indexes, configurations and blobs by image-spec. */
  OCI_IMAGE(false),
  /** Folders and archives in the form of an OCI layout. */
  OCI_LAYOUT(false),
  /** What a layer must be so that it can be unpacked without harm. */
  LAYER_SAFETY(false),
  /** What all generations of cache images have in common. */
  MCV_COMPAT(true),
  /** A cache as an artifact with a layer type of its own. */
  MCV_OCI_ARTIFACT(true),
  /** Images of tcv and mcv of May and June 2025. */
  MCV_2025_05(true),
  /** Images of mcv since July 2025. */
  MCV_CURRENT(true),
  /** Images of cargohold, March to May 2025. */
  CARGOHOLD(true),
  /** Labels by which KServe mounts a cache. */
  KSERVE(true),
  /** What ties a cache to the machine it was made on. */
  PORTABILITY(false),
  /** Whether the same cache gives the same bytes again. */
  REPRODUCIBILITY(false),
  /** Signatures beside the image, and their form. */
  TRUST(false);

  private final boolean ofFormat;

  RuleGroup(boolean ofFormat) {
    this.ofFormat = ofFormat;
  }

  /** Whether it is applied only to images of its generation, or where it is asked for. */
  public boolean isOfFormat() {
    return ofFormat;
  }

  /** What an image of this format is held to: this group, and what all formats have in common. */
  public Set<RuleGroup> withCommon() {
    return EnumSet.of(this, MCV_COMPAT);
  }

  /** The name in reports and options, such as {@code oci-image}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The group of this name. */
  public static Optional<RuleGroup> of(String id) {
    return Arrays.stream(values()).filter(group -> group.id().equals(id)).findFirst();
  }
}
