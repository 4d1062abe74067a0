package io.mcv.client.gpu;

import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceReport;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a report: a whole one, or a list of GPUs alone. */
final class GpuReportReader {
  private static final int MAX_GPUS = 1024;
  private static final int MAX_CODE = Integer.MAX_VALUE;
  private static final long MAX_MILLIS = 24 * 3600 * 1000L;

  private GpuReportReader() {}

  static GpuReport read(byte[] utf8) throws JsonException {
    if (isList(utf8)) {
      return new GpuReport(gpus(Json.parseObjects(utf8)), List.of(), new TreeMap<>(), List.of());
    }
    JsonObject report = Json.parseObject(utf8);
    List<JsonObject> gpus = report.optionalObjects("gpus");
    if (gpus == null) {
      throw new JsonException("gpus is missing");
    }
    return new GpuReport(
        gpus(gpus),
        sources(report),
        new TreeMap<>(
            Objects.requireNonNullElse(report.optionalStringMap("environment"), Map.of())),
        Objects.requireNonNullElse(report.optionalStrings("warnings"), List.of()));
  }

  private static boolean isList(byte[] utf8) {
    for (byte each : utf8) {
      if (!Character.isWhitespace(each)) {
        return each == '[';
      }
    }
    return false;
  }

  private static List<Gpu> gpus(List<JsonObject> records) throws JsonException {
    if (records.size() > MAX_GPUS) {
      throw new JsonException("it has " + records.size() + " GPUs, more than " + MAX_GPUS);
    }
    List<Gpu> gpus = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonObject record : records) {
      Gpu gpu = new GpuReader(record).read(gpus.size());
      if (!ids.add(gpu.id())) {
        throw new JsonException(record.path("id") + " is that of another GPU too: " + gpu.id());
      }
      gpus.add(gpu);
    }
    return gpus;
  }

  private static List<SourceReport> sources(JsonObject report) throws JsonException {
    List<SourceReport> sources = new ArrayList<>();
    for (JsonObject each :
        Objects.requireNonNullElse(report.optionalObjects("sources"), List.<JsonObject>of())) {
      sources.add(
          new SourceReport(
              source(each),
              status(each),
              each.optionalString("path"),
              each.optionalString("version"),
              Numbers.optionalInt(each, "code", -MAX_CODE, MAX_CODE),
              each.optionalString("message"),
              Numbers.optionalLong(each, "millis", 0, MAX_MILLIS)));
    }
    return sources;
  }

  private static Source source(JsonObject report) throws JsonException {
    String name = report.string("name");
    for (Source source : Source.values()) {
      if (source.id().equals(name)) {
        return source;
      }
    }
    throw new JsonException(report.path("name") + " is no source of this version: " + name);
  }

  private static SourceReport.Status status(JsonObject report) throws JsonException {
    String id = report.string("status");
    for (SourceReport.Status status : SourceReport.Status.values()) {
      if (status.id().equals(id)) {
        return status;
      }
    }
    throw new JsonException(report.path("status") + " is no status: " + id);
  }

  /** Whole numbers within bounds. */
  static final class Numbers {
    private Numbers() {}

    static @Nullable Long optionalLong(JsonObject object, String name, long least, long most)
        throws JsonException {
      Long value = object.optionalInteger(name);
      if (value != null && (value < least || value > most)) {
        throw new JsonException(
            object.path(name) + " is not within " + least + " and " + most + ": " + value);
      }
      return value;
    }

    static @Nullable Integer optionalInt(JsonObject object, String name, int least, int most)
        throws JsonException {
      Long value = optionalLong(object, name, least, most);
      return value == null ? null : value.intValue();
    }
  }
}
