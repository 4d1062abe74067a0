package io.mcv.spec.conformance.cache;

import io.mcv.spec.conformance.rule.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The group {@code mcv-compat}. */
public final class McvCompatRules {
  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      Stream.of(
              LabelRules.ALL,
              SummaryRules.ALL,
              FolderRules.ALL,
              KernelRules.ALL,
              InImageManifestRules.ALL,
              LayerTypeRules.ALL)
          .flatMap(List::stream)
          .toList();

  private McvCompatRules() {}
}
