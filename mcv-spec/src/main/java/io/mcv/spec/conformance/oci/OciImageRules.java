package io.mcv.spec.conformance.oci;

import io.mcv.spec.conformance.rule.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The group {@code oci-image}. */
public final class OciImageRules {
  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      Stream.of(
              BlobRules.ALL,
              DocumentRules.ALL,
              DescriptorRules.ALL,
              AnnotationRules.ALL,
              ManifestRules.ALL,
              PortableTypeRules.ALL,
              IndexRules.ALL,
              ConfigRules.ALL,
              DiffIdRules.ALL)
          .flatMap(List::stream)
          .toList();

  private OciImageRules() {}
}
