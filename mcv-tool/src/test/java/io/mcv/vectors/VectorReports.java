package io.mcv.vectors;

import io.mcv.client.McvClient;
import io.mcv.client.ValidateRequest;
import io.mcv.spec.conformance.ConformanceReport;
import io.mcv.spec.conformance.rule.RuleGroup;
import io.mcv.testing.conformance.VectorCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports on vectors, each image read once for each profile. */
final class VectorReports {
  private final McvClient client;
  private final Map<String, ConformanceReport> reports = new HashMap<>();

  VectorReports(McvClient client) {
    this.client = client;
  }

  ConformanceReport of(Path vectors, VectorCase vector) throws IOException {
    return of(vectors.resolve(vector.layout()), vector.profile());
  }

  ConformanceReport of(Path layout, String profile) throws IOException {
    String key = profile + " " + layout;
    ConformanceReport report = reports.get(key);
    if (report == null) {
      ValidateRequest request = ValidateRequest.of("oci:" + layout + ":t");
      report = client.validate(request.withFormats(formats(profile))).report();
      reports.put(key, report);
    }
    return report;
  }

  private static @Nullable Set<RuleGroup> formats(String profile) {
    return switch (profile) {
      case "auto" -> null;
      case "oci" -> Set.of();
      default -> RuleGroup.of(profile).orElseThrow().withCommon();
    };
  }
}
