package io.mcv.oci.registry.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.mcv.oci.model.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of a TOML file, read with the types that are expected. Errors name file and key. */
final class TomlTable {
  private final Path file;
  private final String place;
  private final JsonNode node;

  private TomlTable(Path file, String place, JsonNode node) {
    this.file = file;
    this.place = place;
    this.node = node;
  }

  static TomlTable parse(Path file, String toml) throws ConfigurationException {
    try {
      return new TomlTable(file, "", new TomlMapper().readTree(toml));
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new ConfigurationException(
          file, "is not TOML" + line + ": " + Printable.of(e.getOriginalMessage()));
    }
  }

  Path file() {
    return file;
  }

  boolean has(String key) {
    return node.has(key);
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Null where the key is missing. */
  @Nullable String text(String key) throws ConfigurationException {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(key, "must be text in quotes");
    }
    return value.textValue();
  }

  /** False where the key is missing. */
  boolean flag(String key) throws ConfigurationException {
    JsonNode value = node.get(key);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrong(key, "must be true or false, without quotes");
    }
    return value.booleanValue();
  }

  /** Null where the key is missing. */
  @Nullable List<String> texts(String key) throws ConfigurationException {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      if (element.isTextual()) {
        texts.add(element.textValue());
      }
    }
    if (!value.isArray() || texts.size() < value.size()) {
      throw wrong(key, "must be a list of texts in quotes");
    }
    return List.copyOf(texts);
  }

  /** Null where the key is missing. */
  @Nullable TomlTable table(String key) throws ConfigurationException {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      throw wrong(key, "must be a table");
    }
    return new TomlTable(file, " of " + key + place, value);
  }

  /** Empty where the key is missing. */
  List<TomlTable> tables(String key) throws ConfigurationException {
    JsonNode value = node.get(key);
    if (value == null) {
      return List.of();
    }
    List<TomlTable> tables = new ArrayList<>();
    for (JsonNode element : value) {
      if (element.isObject()) {
        String ordinal = " of " + key + " " + (tables.size() + 1);
        tables.add(new TomlTable(file, ordinal + place, element));
      }
    }
    if (!value.isArray() || tables.size() < value.size()) {
      throw wrong(key, "must be tables, each below its own [[…]]");
    }
    return tables;
  }

  ConfigurationException wrong(String key, String problem) {
    return new ConfigurationException(
        file, "has a wrong key: " + Printable.of(key) + place + " " + problem);
  }
}
