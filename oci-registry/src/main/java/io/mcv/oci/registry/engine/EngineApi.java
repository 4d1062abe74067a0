package io.mcv.oci.registry.engine;

import io.mcv.oci.model.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The paths of the API that an engine serves.
 *
 * <table>
 * <caption>Paths</caption>
 * <tr><th></th><th>docker, 1.24 to 1.47</th><th>podman, 4.0 and newer</th></tr>
 * <tr><td>look</td><td>{@code GET /v1.NN/images/NAME/json}</td>
 *   <td>{@code GET /vN.0.0/libpod/images/NAME/json}</td></tr>
 * <tr><td>read</td><td>{@code GET /v1.NN/images/ID/get}</td>
 *   <td>{@code GET /vN.0.0/libpod/images/ID/get?format=docker-archive}</td></tr>
 * <tr><td>write</td><td>{@code POST /v1.NN/images/load?quiet=1}</td>
 *   <td>{@code POST /vN.0.0/libpod/images/load}</td></tr>
 * </table>
 *
 * <p>Podman serves docker's paths too, but there a name without a host is one of docker.io, as it
 * is not on podman's own command line.
 *
 * @param images what the paths begin with
 * @param exportQuery what reading asks for besides
 * @param loadQuery what writing asks for besides
 */
record EngineApi(String images, String exportQuery, String loadQuery) {
  static final String PING = "/_ping";

  private static final ApiVersion OLDEST_DOCKER = new ApiVersion(1, 24);
  private static final ApiVersion NEWEST_DOCKER = new ApiVersion(1, 47);
  private static final ApiVersion OLDEST_PODMAN = new ApiVersion(4, 0);

  /** Settles on a version with an engine that has answered a ping. */
  static EngineApi of(AnswerHead ping, EngineFaults faults) throws EngineException {
    return faults.kind() == EngineKind.PODMAN
        ? podman(ApiVersion.parse(ping.field("Libpod-Api-Version")), faults)
        : docker(ApiVersion.parse(ping.field("Api-Version")), faults);
  }

  private static EngineApi docker(@Nullable ApiVersion served, EngineFaults faults)
      throws EngineException {
    if (served == null) {
      throw faults.garbled("no Api-Version");
    }
    if (served.compareTo(OLDEST_DOCKER) < 0) {
      throw faults.unsuitable(
          "its API " + served + " is older than " + OLDEST_DOCKER + "; update docker");
    }
    ApiVersion spoken = served.compareTo(NEWEST_DOCKER) < 0 ? served : NEWEST_DOCKER;
    return new EngineApi("/v" + spoken + "/images/", "", "?quiet=1");
  }

  private static EngineApi podman(@Nullable ApiVersion served, EngineFaults faults)
      throws EngineException {
    if (served == null) {
      throw faults.unsuitable("it is not podman's; write docker-daemon: for docker's");
    }
    if (served.compareTo(OLDEST_PODMAN) < 0) {
      throw faults.unsuitable(
          "its version " + served + " is older than " + OLDEST_PODMAN + "; update podman");
    }
    return new EngineApi(
        "/v" + served.major() + ".0.0/libpod/images/", "?format=docker-archive", "");
  }

  String look(String name) {
    return images + checked(name) + "/json";
  }

  String export(String id) {
    return images + checked(id) + "/get" + exportQuery;
  }

  String load() {
    return images + "load" + loadQuery;
  }

  /** Whatever else a name had in it could end the path, or the line of the request. */
  private static String checked(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letterOrDigit && "._-:/@+".indexOf(c) < 0) {
        throw new IllegalArgumentException("not the name of an image: " + Printable.of(name));
      }
    }
    return name;
  }
}
