package io.mcv.oci.registry;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of an unexpected status means, in words.
 *
 * <p>The body may be the specification's list of errors, plain text, a web page, or nothing.
 */
final class AnswerErrors {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_ERRORS = 10;
  private static final int MAX_TEXT = 200;
  private static final Pattern DIGEST = Pattern.compile("[a-z0-9]{1,20}:[0-9a-f]{32,128}");

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Content Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(416, "Range Not Satisfiable"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private AnswerErrors() {}

  /**
   * The failure that an answer means. It reads the body.
   *
   * @param doing such as {@code reading manifest v1}
   * @param owner the repository or the registry
   * @param registry the registry's name, for advice
   * @param credentialSource where the credentials that were used came from
   */
  static IOException of(
      HttpResponse response, String doing, String owner, String registry, String credentialSource) {
    int status = response.status();
    List<RegistryError> errors = errors(response);
    String said = said(status, errors);
    String problem = doing + " of " + owner + ": " + said;
    if (status == 404) {
      return new NotFoundException(
          problem + "; it is not there, or not for you to see (mcv-tool login " + registry + ")");
    }
    if (status == 401 || status == 403) {
      return new RegistryAccessException(
          owner,
          problem
              + " ("
              + credentialSource
              + "); "
              + accessAdvice(status, registry, credentialSource),
          status,
          errors,
          credentialSource);
    }
    return new RegistryAnswerException(
        owner, problem + advice(status), status, errors, response.fields().first("Retry-After"));
  }

  /** Status, code and words, as in {@code 404 Not Found, MANIFEST_UNKNOWN: manifest unknown}. */
  private static String said(int status, List<RegistryError> errors) {
    String reason = REASONS.getOrDefault(status, "");
    String line = reason.isEmpty() ? "status " + status : status + " " + reason;
    String told = errors.stream().map(RegistryError::toString).collect(Collectors.joining("; "));
    return told.isEmpty() ? line : line + ", " + told;
  }

  private static String accessAdvice(int status, String registry, String credentialSource) {
    if (status == 403) {
      return "ask for the permission, or log in as somebody who has it: mcv-tool login " + registry;
    }
    return credentialSource.equals("no credentials")
        ? "log in first: mcv-tool login " + registry
        : "log in again: mcv-tool login " + registry;
  }

  private static String advice(int status) {
    return switch (status) {
      case 413 -> "; the registry, or a proxy in front of it, limits how much it takes at once";
      case 429 -> "; wait, log in for a higher limit, or raise --retry-times";
      case 500, 502, 503, 504 -> "; try again later, or raise --retry-times";
      default -> status / 100 == 3 ? "; it leads to another place, which is not followed here" : "";
    };
  }

  private static List<RegistryError> errors(HttpResponse response) {
    byte[] body;
    try {
      body = response.read(MAX_BYTES);
    } catch (IOException e) {
      return List.of();
    }
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      return List.of();
    }
    String type = ManifestBody.contentType(response);
    if (type.equals("text/html") || text.toLowerCase(Locale.ROOT).startsWith("<!doctype html")) {
      return List.of(new RegistryError("", "with a web page, as of a proxy, instead of an error"));
    }
    try {
      return listed(Json.parseObject(body));
    } catch (JsonException e) {
      String line = text.lines().findFirst().orElse("");
      return List.of(
          new RegistryError("", line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line));
    }
  }

  private static List<RegistryError> listed(JsonObject json) throws JsonException {
    List<JsonObject> objects = json.optionalObjects("errors");
    List<RegistryError> errors = new ArrayList<>();
    for (JsonObject error : objects == null ? List.<JsonObject>of() : objects) {
      if (errors.size() < MAX_ERRORS) {
        errors.add(error(error));
      }
    }
    return errors;
  }

  private static RegistryError error(JsonObject json) throws JsonException {
    String code = Objects.requireNonNullElse(json.optionalString("code"), "");
    String message = Objects.requireNonNullElse(json.optionalString("message"), "");
    String blob = blob(json.get("detail"));
    return new RegistryError(code, blob.isEmpty() ? message : (message + " " + blob).strip());
  }

  /** Which blob is missing stands in the detail alone: as a digest, or a descriptor's. */
  private static String blob(@Nullable Object detail) {
    Object digest = detail instanceof Map<?, ?> fields ? fields.get("Digest") : detail;
    return digest instanceof String text && DIGEST.matcher(text).matches() ? text : "";
  }
}
