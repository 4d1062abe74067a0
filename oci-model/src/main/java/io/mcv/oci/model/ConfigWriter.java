package io.mcv.oci.model;

import io.mcv.oci.json.GoNil;
import io.mcv.oci.json.GoStruct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Image configurations to JSON.
 *
 * <table>
 * <caption>Order of fields; those in brackets only where they are not empty</caption>
 * <tr><td>image-spec 1.0</td><td>[created author] architecture [variant] os [os.version
 *   os.features] config rootfs [history]</td></tr>
 * <tr><td>image-spec 1.1</td><td>[created author] architecture os [os.version os.features variant]
 *   config rootfs [history]</td></tr>
 * <tr><td>config</td><td>[User ExposedPorts Env Entrypoint Cmd Volumes WorkingDir Labels StopSignal
 *   ArgsEscaped], the last since before 1.1 in the tools that still have the order of 1.0</td></tr>
 * <tr><td>rootfs</td><td>type diff_ids</td></tr>
 * <tr><td>history</td><td>[created created_by author comment empty_layer]</td></tr>
 * </table>
 */
final class ConfigWriter {
  private ConfigWriter() {}

  static GoStruct write(ImageConfig image, ImageConfig.Dialect dialect) {
    GoStruct json =
        new GoStruct()
            .putUnlessEmpty("created", image.created())
            .putUnlessEmpty("author", image.author())
            .put("architecture", image.architecture());
    if (dialect == ImageConfig.Dialect.IMAGE_SPEC_1_0) {
      json.putUnlessEmpty("variant", image.variant());
    }
    json.put("os", image.os())
        .putUnlessEmpty("os.version", image.osVersion())
        .putUnlessEmpty("os.features", image.osFeatures());
    if (dialect == ImageConfig.Dialect.IMAGE_SPEC_1_1) {
      json.putUnlessEmpty("variant", image.variant());
    }
    return json.put("config", container(image.config()))
        .put("rootfs", rootFs(image.rootfs()))
        .putUnlessEmpty("history", image.history().stream().map(ConfigWriter::history).toList());
  }

  private static GoStruct container(ContainerConfig config) {
    List<String> env = config.env();
    Map<String, String> labels = config.labels();
    return new GoStruct()
        .putUnlessEmpty("User", config.user())
        .putUnlessEmpty("ExposedPorts", set(config.exposedPorts()))
        .putUnlessEmpty("Env", env == null ? GoNil.SLICE : env)
        .putUnlessEmpty("Entrypoint", config.entrypoint())
        .putUnlessEmpty("Cmd", config.cmd())
        .putUnlessEmpty("Volumes", set(config.volumes()))
        .putUnlessEmpty("WorkingDir", config.workingDir())
        .putUnlessEmpty("Labels", labels == null ? GoNil.MAP : labels)
        .putUnlessEmpty("StopSignal", config.stopSignal())
        .putUnlessEmpty("ArgsEscaped", config.argsEscaped());
  }

  private static GoStruct rootFs(RootFs rootFs) {
    List<Digest> diffIds = rootFs.diffIds();
    return new GoStruct()
        .put("type", rootFs.type())
        .put(
            "diff_ids",
            diffIds == null ? GoNil.SLICE : diffIds.stream().map(Digest::toString).toList());
  }

  private static GoStruct history(HistoryEntry entry) {
    return new GoStruct()
        .putUnlessEmpty("created", entry.created())
        .putUnlessEmpty("created_by", entry.createdBy())
        .putUnlessEmpty("author", entry.author())
        .putUnlessEmpty("comment", entry.comment())
        .putUnlessEmpty("empty_layer", entry.emptyLayer());
  }

  private static Map<String, GoStruct> set(Set<String> keys) {
    Map<String, GoStruct> object = new HashMap<>();
    keys.forEach(key -> object.put(key, new GoStruct()));
    return object;
  }
}
