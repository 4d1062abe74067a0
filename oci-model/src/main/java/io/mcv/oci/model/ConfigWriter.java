package io.mcv.oci.model;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.json.GoTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Image configurations to JSON.
 *
 * <table>
 * <caption>Order of fields; those in brackets only where they are not empty</caption>
 * <tr><td>image-spec 1.0</td><td>[created author] architecture [variant] os [os.version
 *   os.features] config rootfs [history]</td></tr>
 * <tr><td>image-spec 1.1</td><td>[created author] architecture os [os.version os.features variant]
 *   config rootfs [history]</td></tr>
 * <tr><td>config</td><td>[User ExposedPorts Env Entrypoint Cmd Volumes WorkingDir Labels StopSignal],
 *   in 1.1 [ArgsEscaped]</td></tr>
 * <tr><td>rootfs</td><td>type diff_ids</td></tr>
 * <tr><td>history</td><td>[created created_by author comment empty_layer]</td></tr>
 * </table>
 */
final class ConfigWriter {
  private ConfigWriter() {}

  static byte[] write(ImageConfig image, ImageConfig.Dialect dialect) {
    boolean variantFirst = dialect == ImageConfig.Dialect.IMAGE_SPEC_1_0;
    GoStruct json =
        new GoStruct()
            .putUnlessEmpty("created", time(image.created()))
            .putUnlessEmpty("author", image.author())
            .put("architecture", image.architecture())
            .putUnlessEmpty("variant", variantFirst ? image.variant() : "")
            .put("os", image.os())
            .putUnlessEmpty("os.version", image.osVersion())
            .putUnlessEmpty("os.features", image.osFeatures())
            .putUnlessEmpty("variant", variantFirst ? "" : image.variant())
            .put("config", container(image.config(), dialect))
            .put("rootfs", rootFs(image.rootfs()))
            .putUnlessEmpty("history", history(image.history()));
    return GoJson.compact(json.fields());
  }

  private static GoStruct container(ContainerConfig config, ImageConfig.Dialect dialect) {
    boolean knowsArgsEscaped = dialect == ImageConfig.Dialect.IMAGE_SPEC_1_1;
    return new GoStruct()
        .putUnlessEmpty("User", config.user())
        .putUnlessEmpty("ExposedPorts", set(config.exposedPorts()))
        .putUnlessEmpty("Env", config.env())
        .putUnlessEmpty("Entrypoint", config.entrypoint())
        .putUnlessEmpty("Cmd", config.cmd())
        .putUnlessEmpty("Volumes", set(config.volumes()))
        .putUnlessEmpty("WorkingDir", config.workingDir())
        .putUnlessEmpty("Labels", config.labels())
        .putUnlessEmpty("StopSignal", config.stopSignal())
        .putUnlessEmpty("ArgsEscaped", knowsArgsEscaped && config.argsEscaped());
  }

  private static GoStruct rootFs(RootFs rootFs) {
    List<Digest> diffIds = rootFs.diffIds();
    return new GoStruct()
        .put("type", rootFs.type())
        .put("diff_ids", diffIds == null ? null : diffIds.stream().map(Digest::toString).toList());
  }

  private static List<Map<String, @Nullable Object>> history(List<HistoryEntry> history) {
    return history.stream().map(ConfigWriter::entry).toList();
  }

  private static Map<String, @Nullable Object> entry(HistoryEntry entry) {
    return new GoStruct()
        .putUnlessEmpty("created", time(entry.created()))
        .putUnlessEmpty("created_by", entry.createdBy())
        .putUnlessEmpty("author", entry.author())
        .putUnlessEmpty("comment", entry.comment())
        .putUnlessEmpty("empty_layer", entry.emptyLayer())
        .fields();
  }

  private static @Nullable String time(@Nullable OffsetDateTime time) {
    return time == null ? null : GoTime.toJson(time);
  }

  private static Map<String, Map<String, String>> set(Set<String> keys) {
    Map<String, Map<String, String>> object = new HashMap<>();
    keys.forEach(key -> object.put(key, Map.of()));
    return object;
  }
}
