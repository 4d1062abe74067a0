package io.mcv.oci.registry.engine;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What an engine tells while it takes an image in: one JSON object on each line.
 *
 * <table>
 * <caption>Lines</caption>
 * <tr><td>{@code {"stream":"Loaded image: …"}}</td><td>docker; {@code status} and {@code progress}
 *   too</td></tr>
 * <tr><td>{@code {"error":"…","errorDetail":{"message":"…"}}}</td><td>docker, after status 200: it
 *   did not work</td></tr>
 * <tr><td>{@code {"Names":["…"]}}</td><td>podman</td></tr>
 * </table>
 */
final class LoadReport {
  private static final int MAX_LINE = 64 * 1024;
  private static final long MAX_BYTES = 64L << 20;

  private final InputStream in;
  private final EngineFaults faults;
  private long left = MAX_BYTES;

  LoadReport(InputStream in, EngineFaults faults) {
    this.in = in;
    this.faults = faults;
  }

  /** Reads it to its end; gives the error that it tells of, or null. */
  @Nullable String error() throws IOException {
    String error = null;
    boolean any = false;
    for (byte[] line = line(); line != null; line = line()) {
      if (!isBlank(line)) {
        any = true;
        String told = error(line);
        error = error == null ? told : error;
      }
    }
    if (!any) {
      throw faults.garbled("nothing");
    }
    return error;
  }

  private @Nullable String error(byte[] line) throws IOException {
    try {
      JsonObject told = Json.parseObject(line);
      String error = told.optionalString("error");
      JsonObject detail = told.optionalObject("errorDetail");
      return error != null || detail == null ? error : detail.optionalString("message");
    } catch (JsonException e) {
      throw faults.garbled("something that is not JSON");
    }
  }

  private byte @Nullable [] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() == MAX_LINE || --left < 0) {
        throw faults.garbled("too long a report");
      }
      line.write(b);
    }
    return line.toByteArray();
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }
}
