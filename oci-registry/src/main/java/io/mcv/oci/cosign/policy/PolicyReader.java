package io.mcv.oci.cosign.policy;

import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a policy as strictly as containers/image does: fields that are not known, in
 * any object, are errors, since a requirement that is overlooked would let images pass.
 */
final class PolicyReader {
  private static final Set<String> BY_PATH = Set.of("oci", "oci-archive", "dir");
  private static final Set<String> WITHOUT_SCOPES = Set.of("docker-archive", "tarball");

  private final Path folder;

  /** With the folder of the policy, for paths that are relative. */
  PolicyReader(Path folder) {
    this.folder = folder;
  }

  /** The requirements of every scope, by transport. */
  Map<String, Map<String, List<Requirement>>> transports(JsonObject policy) throws JsonException {
    JsonObject transports = policy.optionalObject("transports");
    Map<String, Map<String, List<Requirement>>> all = new LinkedHashMap<>();
    if (transports != null) {
      for (String transport : transports.names()) {
        all.put(transport, scopes(transport, transports.object(transport)));
      }
    }
    return all;
  }

  private Map<String, List<Requirement>> scopes(String transport, JsonObject scopes)
      throws JsonException {
    Map<String, List<Requirement>> all = new LinkedHashMap<>();
    for (String scope : scopes.names()) {
      checkScope(transport, scope, scopes);
      all.put(scope, requirements(scopes, scope));
    }
    return all;
  }

  /** A scope that no image can have would be overlooked in silence. */
  private static void checkScope(String transport, String scope, JsonObject scopes)
      throws JsonException {
    if (scope.isEmpty()) {
      return;
    }
    if (WITHOUT_SCOPES.contains(transport)) {
      throw new JsonException(scopes.path(scope) + ": the transport has no scopes but \"\"");
    }
    if (BY_PATH.contains(transport) && !isCleanPath(scope)) {
      throw new JsonException(
          scopes.path(scope)
              + " is not a path from the root, without . and .. and a slash at its end");
    }
  }

  private static boolean isCleanPath(String scope) {
    return scope.startsWith("/")
        && scope.indexOf('\0') < 0
        && !scope.equals("/")
        && Path.of(scope).normalize().toString().equals(scope);
  }

  /** A list of requirements, of which there must be one at least. */
  List<Requirement> requirements(JsonObject object, String name) throws JsonException {
    List<JsonObject> entries = object.optionalObjects(name);
    if (entries == null || entries.isEmpty()) {
      throw new JsonException(
          object.path(name)
              + (entries == null
                  ? " is missing"
                  : " is empty: give reject or another requirement"));
    }
    List<Requirement> all = new ArrayList<>();
    for (JsonObject entry : entries) {
      all.add(requirement(entry));
    }
    return List.copyOf(all);
  }

  private Requirement requirement(JsonObject entry) throws JsonException {
    String type = entry.string("type");
    switch (type) {
      case "insecureAcceptAnything":
        refuseOthers(entry, Set.of("type"));
        return Requirement.Fixed.ACCEPT;
      case "reject":
        refuseOthers(entry, Set.of("type"));
        return Requirement.Fixed.REJECT;
      case "signedBy":
        refuseOthers(
            entry, Set.of("type", "keyType", "keyPath", "keyPaths", "keyData", "signedIdentity"));
        return Requirement.Fixed.GPG;
      case "sigstoreSigned":
        return new SigstoreReader(entry, folder).requirement();
      default:
        throw new JsonException(entry.path("type") + " is not one that is known");
    }
  }

  static void refuseOthers(JsonObject object, Set<String> known) throws JsonException {
    for (String name : object.names()) {
      if (!known.contains(name)) {
        throw new JsonException(object.path(name) + " is not a field that is known here");
      }
      if (object.get(name) == null) {
        throw new JsonException(object.path(name) + " is null");
      }
    }
  }

  static @Nullable String onlyOne(JsonObject object, List<String> names) throws JsonException {
    String found = null;
    for (String name : names) {
      if (object.has(name)) {
        if (found != null) {
          throw new JsonException(
              object.path(found) + " and " + name + " cannot stand beside each other");
        }
        found = name;
      }
    }
    return found;
  }
}
