package io.mcv.oci.cosign.policy;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.reference.ImageName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a {@code sigstoreSigned} requirement. */
final class SigstoreReader {
  private static final List<String> SIGNERS =
      List.of("keyPath", "keyPaths", "keyData", "keyDatas", "fulcio", "pki");
  private static final List<String> LOG_KEYS =
      List.of(
          "rekorPublicKeyPath", "rekorPublicKeyPaths", "rekorPublicKeyData", "rekorPublicKeyDatas");

  private final JsonObject entry;
  private final Path folder;

  SigstoreReader(JsonObject entry, Path folder) {
    this.entry = entry;
    this.folder = folder;
  }

  Requirement requirement() throws JsonException {
    Set<String> known = new HashSet<>(Set.of("type", "signedIdentity"));
    known.addAll(SIGNERS);
    known.addAll(LOG_KEYS);
    PolicyReader.refuseOthers(entry, known);
    String signers = PolicyReader.onlyOne(entry, SIGNERS);
    if (signers == null) {
      throw new JsonException(entry.path("type") + " needs one of " + String.join(", ", SIGNERS));
    }
    SignedIdentity identity = identity();
    String logKeys = PolicyReader.onlyOne(entry, LOG_KEYS);
    if (signers.equals("pki")) {
      return Requirement.Fixed.PKI;
    }
    PolicyMaterial logs = logKeys == null ? null : material(entry, logKeys);
    if (!signers.equals("fulcio")) {
      PolicyMaterial keys = material(entry, signers);
      return new SignatureRequirement(new SignatureRequirement.Keys(keys), logs, identity);
    }
    if (logs == null) {
      throw new JsonException(
          entry.path("fulcio") + " needs one of " + String.join(", ", LOG_KEYS));
    }
    return new SignatureRequirement(fulcio(entry.object("fulcio")), logs, identity);
  }

  private SignatureRequirement.Fulcio fulcio(JsonObject fulcio) throws JsonException {
    PolicyReader.refuseOthers(fulcio, Set.of("caPath", "caData", "oidcIssuer", "subjectEmail"));
    String authorities = PolicyReader.onlyOne(fulcio, List.of("caPath", "caData"));
    if (authorities == null) {
      throw new JsonException(fulcio.path("caPath") + " is missing, or caData");
    }
    String email = filled(fulcio, "subjectEmail");
    if (email.contains("://")) {
      throw new JsonException(fulcio.path("subjectEmail") + " is no e-mail address");
    }
    return new SignatureRequirement.Fulcio(
        material(fulcio, authorities), filled(fulcio, "oidcIssuer"), email);
  }

  private PolicyMaterial material(JsonObject object, String name) throws JsonException {
    List<String> values =
        name.endsWith("s") ? object.optionalStrings(name) : List.of(object.string(name));
    if (values == null || values.isEmpty()) {
      throw new JsonException(object.path(name) + " is empty");
    }
    return name.contains("Data") ? inline(object, name, values) : files(object, name, values);
  }

  private static PolicyMaterial inline(JsonObject object, String name, List<String> values)
      throws JsonException {
    List<Bytes> contents = new ArrayList<>();
    for (String value : values) {
      try {
        // As Go reads base64: lines may end anywhere.
        String text = value.replace("\n", "").replace("\r", "");
        contents.add(StrictBase64.decode(text, object.path(name)));
      } catch (SignatureRejectedException e) {
        throw new JsonException(String.valueOf(e.getMessage()));
      }
    }
    return new PolicyMaterial.Inline(object.path(name), contents);
  }

  private PolicyMaterial files(JsonObject object, String name, List<String> values)
      throws JsonException {
    List<Path> paths = new ArrayList<>();
    for (String value : values) {
      try {
        paths.add(folder.resolve(value));
      } catch (InvalidPathException e) {
        throw new JsonException(object.path(name) + " is not a path");
      }
    }
    return new PolicyMaterial.Files(paths);
  }

  private SignedIdentity identity() throws JsonException {
    JsonObject identity = entry.optionalObject("signedIdentity");
    if (identity == null) {
      return SignedIdentity.OfImage.EXACT_OR_BY_DIGEST;
    }
    String type = identity.string("type");
    for (SignedIdentity.OfImage each : SignedIdentity.OfImage.values()) {
      if (each.toString().equals(type)) {
        PolicyReader.refuseOthers(identity, Set.of("type"));
        return each;
      }
    }
    switch (type) {
      case "exactReference":
        PolicyReader.refuseOthers(identity, Set.of("type", "dockerReference"));
        return new SignedIdentity.ExactReference(name(identity, "dockerReference", true));
      case "exactRepository":
        PolicyReader.refuseOthers(identity, Set.of("type", "dockerRepository"));
        return new SignedIdentity.ExactRepository(
            name(identity, "dockerRepository", false).repository());
      case "remapIdentity":
        PolicyReader.refuseOthers(identity, Set.of("type", "prefix", "signedPrefix"));
        return new SignedIdentity.Remapped(
            prefix(identity, "prefix"), prefix(identity, "signedPrefix"));
      default:
        throw new JsonException(identity.path("type") + " is not one that is known");
    }
  }

  private static ImageName name(JsonObject object, String field, boolean whole)
      throws JsonException {
    ImageName name = SignedIdentity.nameOrNull(object.string(field));
    if (name == null || whole && !SignedIdentity.isWhole(name)) {
      throw new JsonException(
          object.path(field)
              + " is not the name of "
              + (whole ? "an image with a tag or digest" : "a repository"));
    }
    return name;
  }

  /** A host, or a host and the beginning of a path. */
  private static String prefix(JsonObject object, String field) throws JsonException {
    String prefix = object.string(field);
    ImageName below = SignedIdentity.nameOrNull(prefix + "/x");
    if (below == null || !below.repository().equals(prefix + "/x")) {
      throw new JsonException(
          object.path(field) + " is not a host, or a host and the beginning of a path");
    }
    return prefix;
  }

  private static String filled(JsonObject object, String field) throws JsonException {
    String value = object.string(field);
    if (value.isEmpty()) {
      throw new JsonException(object.path(field) + " is empty");
    }
    return value;
  }
}
