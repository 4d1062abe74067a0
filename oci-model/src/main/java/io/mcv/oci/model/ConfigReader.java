package io.mcv.oci.model;

import io.mcv.oci.json.GoTime;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Image configurations from JSON. */
final class ConfigReader {
  private ConfigReader() {}

  static ImageConfig read(byte[] bytes) throws OciException {
    if (bytes.length > ImageConfig.MAX_CONFIG_BYTES) {
      throw new LimitExceededException(
          "an image configuration of "
              + bytes.length
              + " bytes is larger than the limit of "
              + ImageConfig.MAX_CONFIG_BYTES,
          ImageConfig.MAX_CONFIG_BYTES);
    }
    try {
      return image(Json.parseObject(bytes));
    } catch (JsonException e) {
      throw new MalformedDocumentException(
          "not an image configuration: " + Printable.of(e.getMessage()), e);
    }
  }

  private static ImageConfig image(JsonObject json) throws JsonException {
    return new ImageConfig(
        time(json, "created"),
        text(json, "author"),
        text(json, "architecture"),
        text(json, "os"),
        text(json, "os.version"),
        texts(json, "os.features"),
        text(json, "variant"),
        container(json.optionalObject("config")),
        rootFs(json.optionalObject("rootfs")),
        history(json),
        text(json, "docker_version"));
  }

  private static ContainerConfig container(@Nullable JsonObject json) throws JsonException {
    if (json == null) {
      return ContainerConfig.EMPTY;
    }
    return new ContainerConfig(
        text(json, "User"),
        keys(json, "ExposedPorts"),
        json.optionalStrings("Env"),
        texts(json, "Entrypoint"),
        texts(json, "Cmd"),
        keys(json, "Volumes"),
        text(json, "WorkingDir"),
        json.optionalStringMap("Labels"),
        text(json, "StopSignal"),
        json.flag("ArgsEscaped"));
  }

  private static RootFs rootFs(@Nullable JsonObject json) throws JsonException {
    if (json == null) {
      return RootFs.ABSENT;
    }
    List<String> texts = json.optionalStrings("diff_ids");
    if (texts == null) {
      return new RootFs(text(json, "type"), null);
    }
    List<Digest> diffIds = new ArrayList<>();
    for (String text : texts) {
      try {
        diffIds.add(Digest.parse(text));
      } catch (IllegalArgumentException e) {
        String place = json.path("diff_ids") + "[" + diffIds.size() + "]";
        throw new JsonException(place + " is wrong: " + e.getMessage());
      }
    }
    return new RootFs(text(json, "type"), diffIds);
  }

  private static List<HistoryEntry> history(JsonObject json) throws JsonException {
    List<JsonObject> entries = json.optionalObjects("history");
    List<HistoryEntry> history = new ArrayList<>();
    for (JsonObject entry : entries == null ? List.<JsonObject>of() : entries) {
      history.add(
          new HistoryEntry(
              time(entry, "created"),
              text(entry, "created_by"),
              text(entry, "author"),
              text(entry, "comment"),
              entry.flag("empty_layer")));
    }
    return history;
  }

  private static @Nullable OffsetDateTime time(JsonObject json, String name) throws JsonException {
    String text = json.optionalString(name);
    try {
      return text == null ? null : GoTime.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JsonException(json.path(name) + " is wrong: " + e.getMessage());
    }
  }

  private static String text(JsonObject json, String name) throws JsonException {
    String text = json.optionalString(name);
    return text == null ? "" : text;
  }

  private static List<String> texts(JsonObject json, String name) throws JsonException {
    List<String> texts = json.optionalStrings(name);
    return texts == null ? List.of() : texts;
  }

  /** A set, which Go writes as an object of empty objects. */
  private static Set<String> keys(JsonObject json, String name) throws JsonException {
    JsonObject object = json.optionalObject(name);
    if (object == null) {
      return Set.of();
    }
    for (String key : object.names()) {
      object.optionalObject(key);
    }
    return object.names();
  }
}
