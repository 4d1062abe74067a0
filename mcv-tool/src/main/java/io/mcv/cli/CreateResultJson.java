package io.mcv.cli;

import io.mcv.client.CreateResult;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.Descriptor;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.PortabilityFinding;
import java.util.Map;

/** What {@code create --json} and {@code --result} tell. */
final class CreateResultJson {
  private CreateResultJson() {}

  static Object of(CreateResult result) {
    return new GoStruct()
        .put("image", result.image())
        .put("digest", result.manifest().digest().toString())
        .put("manifest", descriptor(result.manifest()))
        .put("config", descriptor(result.config()))
        .put("layers", result.layers().stream().map(CreateResultJson::layer).toList())
        .put("kind", result.kind().id())
        .put("entryCount", (long) result.entryCount())
        .put("cacheSize", result.cacheSize())
        .put("targets", result.targets().stream().map(CreateResultJson::target).toList())
        .put("labels", result.labels())
        .put("portability", result.portability().stream().map(CreateResultJson::finding).toList())
        .put("warnings", result.warnings())
        .fields();
  }

  private static GoStruct descriptor(Descriptor descriptor) {
    return new GoStruct()
        .put("mediaType", descriptor.mediaType().value())
        .put("digest", descriptor.digest().toString())
        .put("size", descriptor.size());
  }

  private static Map<String, ?> layer(CreateResult.Layer layer) {
    return descriptor(layer.blob())
        .put("diffId", layer.diffId().toString())
        .put("tarSize", layer.tarSize())
        .fields();
  }

  static GoStruct target(GpuTarget target) {
    return new GoStruct()
        .put("backend", target.backend())
        .put("arch", target.arch())
        .put("warpSize", (long) target.warpSize());
  }

  private static Map<String, ?> finding(PortabilityFinding finding) {
    return new GoStruct()
        .put("path", finding.path())
        .put("reason", finding.reason())
        .put("detail", finding.detail())
        .fields();
  }
}
