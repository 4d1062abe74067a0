package io.mcv.testing.engine;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Answers as Docker Engine 24 gives them, by its API's documentation and source: {@code
 * api/swagger.yaml}, {@code api/server/router/image}, {@code pkg/jsonmessage}.
 */
public final class EngineAnswers {
  /** The answer to {@code GET /_ping}. */
  public static final String PING =
      """
      HTTP/1.1 200 OK\r
      Api-Version: 1.43\r
      Builder-Version: 2\r
      Cache-Control: no-cache, no-store, must-revalidate\r
      Docker-Experimental: false\r
      Ostype: linux\r
      Pragma: no-cache\r
      Server: Docker/24.0.7 (linux)\r
      Swarm: inactive\r
      Content-Length: 2\r
      Content-Type: text/plain; charset=utf-8\r
      \r
      OK""";

  private EngineAnswers() {}

  /** An error: {@code {"message":"…"}}. */
  public static String error(int status, String message) {
    return json(status, "{\"message\":\"" + message + "\"}\n");
  }

  /** A JSON document. */
  public static String json(int status, String document) {
    return "HTTP/1.1 "
        + status
        + " Whatever\r\nApi-Version: 1.43\r\nContent-Type: application/json\r\nContent-Length: "
        + document.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + document;
  }

  /** Content in one chunk for each part. */
  public static String chunked(String... parts) {
    StringBuilder answer =
        new StringBuilder(
            "HTTP/1.1 200 OK\r\nApi-Version: 1.43\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String part : parts) {
      answer.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
    }
    return answer.append("0\r\n\r\n").toString();
  }

  /** What {@code POST /images/load} tells when all went well. */
  public static String loaded(String name) {
    return chunked(
        "{\"status\":\"Loading layer\",\"progressDetail\":{\"current\":32768,\"total\":3145728},"
            + "\"progress\":\"[>     ]  32.77kB/3.146MB\",\"id\":\"8e012198eea1\"}\r\n",
        "{\"stream\":\"Loaded image: " + name + "\\n\"}\r\n");
  }

  /** What it tells when it did not: the status is 200 all the same. */
  public static String notLoaded(String reason) {
    return chunked(
        "{\"errorDetail\":{\"message\":\"" + reason + "\"},\"error\":\"" + reason + "\"}\r\n");
  }

  /** An image as {@code GET /images/NAME/json} tells of it. */
  public static String image(String id, String name) {
    return json(200, "{\"Id\":\"" + id + "\",\"RepoTags\":[\"" + name + "\"],\"Os\":\"linux\"}");
  }

  /** A ping alone. */
  public static Map<String, String> pingAlone() {
    return Map.of("GET /_ping", PING);
  }
}
