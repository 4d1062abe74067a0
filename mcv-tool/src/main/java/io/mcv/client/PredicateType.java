package io.mcv.client;

import java.net.URI;

/** The kinds of claims that have a short name, as cosign has them. */
public enum PredicateType {
  /** Anything, as text with the time of its signature. */
  CUSTOM("custom", "https://cosign.sigstore.dev/attestation/v1"),
  /** What a scanner for vulnerabilities found. */
  VULNERABILITIES("vuln", "https://cosign.sigstore.dev/attestation/vuln/v1"),
  /** SLSA provenance 0.2. */
  SLSA_PROVENANCE("slsaprovenance", "https://slsa.dev/provenance/v0.2"),
  /** The same by its other name. */
  SLSA_PROVENANCE_02("slsaprovenance02", "https://slsa.dev/provenance/v0.2"),
  /** SLSA provenance 1. */
  SLSA_PROVENANCE_1("slsaprovenance1", "https://slsa.dev/provenance/v1"),
  /** A list of parts by SPDX, as text. */
  SPDX("spdx", "https://spdx.dev/Document"),
  /** The same as JSON. */
  SPDX_JSON("spdxjson", "https://spdx.dev/Document"),
  /** A list of parts by CycloneDX. */
  CYCLONEDX("cyclonedx", "https://cyclonedx.org/bom"),
  /** An in-toto link. */
  LINK("link", "https://in-toto.io/Link/v1"),
  /** Which vulnerabilities matter, by OpenVEX. */
  OPENVEX("openvex", "https://openvex.dev/ns");

  private final String id;
  private final String uri;

  PredicateType(String id, String uri) {
    this.id = id;
    this.uri = uri;
  }

  /** The short name. */
  public String id() {
    return id;
  }

  /** What a statement names it by. */
  public String uri() {
    return uri;
  }

  /**
   * The URI of a short name; a URI stays as it is.
   *
   * @throws IllegalArgumentException if it is neither, with the names there are
   */
  public static String uri(String nameOrUri) {
    StringBuilder names = new StringBuilder();
    for (PredicateType each : values()) {
      if (each.id.equals(nameOrUri)) {
        return each.uri;
      }
      names.append(each.id).append(", ");
    }
    if (isUri(nameOrUri)) {
      return nameOrUri;
    }
    throw new IllegalArgumentException(
        "'" + nameOrUri + "' is no type of claim: there are " + names + "or give a URI");
  }

  private static boolean isUri(String text) {
    try {
      return URI.create(text).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
