package io.mcv.oci.cosign.certificate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.Extension;

/**
 * The extensions in which Fulcio says more about an identity, below 1.3.6.1.4.1.57264.1. The first
 * ones hold their text as it is, the later ones as a DER {@code UTF8String}.
 *
 * @see <a href="https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md">Fulcio, OID
 *     information</a>
 */
enum FulcioExtension {
  ISSUER_V1("1", "issuerV1", true),
  GITHUB_WORKFLOW_TRIGGER("2", "githubWorkflowTrigger", true),
  GITHUB_WORKFLOW_SHA("3", "githubWorkflowSHA", true),
  GITHUB_WORKFLOW_NAME("4", "githubWorkflowName", true),
  GITHUB_WORKFLOW_REPOSITORY("5", "githubWorkflowRepository", true),
  GITHUB_WORKFLOW_REF("6", "githubWorkflowRef", true),
  ISSUER_V2("8", "issuer", false),
  BUILD_SIGNER_URI("9", "buildSignerURI", false),
  BUILD_SIGNER_DIGEST("10", "buildSignerDigest", false),
  RUNNER_ENVIRONMENT("11", "runnerEnvironment", false),
  SOURCE_REPOSITORY_URI("12", "sourceRepositoryURI", false),
  SOURCE_REPOSITORY_DIGEST("13", "sourceRepositoryDigest", false),
  SOURCE_REPOSITORY_REF("14", "sourceRepositoryRef", false),
  SOURCE_REPOSITORY_IDENTIFIER("15", "sourceRepositoryIdentifier", false),
  SOURCE_REPOSITORY_OWNER_URI("16", "sourceRepositoryOwnerURI", false),
  SOURCE_REPOSITORY_OWNER_IDENTIFIER("17", "sourceRepositoryOwnerIdentifier", false),
  BUILD_CONFIG_URI("18", "buildConfigURI", false),
  BUILD_CONFIG_DIGEST("19", "buildConfigDigest", false),
  BUILD_TRIGGER("20", "buildTrigger", false),
  RUN_INVOCATION_URI("21", "runInvocationURI", false),
  SOURCE_REPOSITORY_VISIBILITY("22", "sourceRepositoryVisibilityAtSigning", false),
  DEPLOYMENT_ENVIRONMENT("23", "deploymentEnvironment", false),
  TOKEN_SUBJECT("24", "tokenSubject", false);

  private static final String ARC = "1.3.6.1.4.1.57264.1.";

  /** The type of Fulcio's other name, a subject alternative name. */
  static final ASN1ObjectIdentifier OTHER_NAME = new ASN1ObjectIdentifier(ARC + "7");

  private final ASN1ObjectIdentifier id;
  private final String field;
  private final boolean raw;

  FulcioExtension(String number, String field, boolean raw) {
    this.id = new ASN1ObjectIdentifier(ARC + number);
    this.field = field;
    this.raw = raw;
  }

  /** Whether an extension holds text that is no DER. */
  static boolean isRaw(ASN1ObjectIdentifier id) {
    for (FulcioExtension each : values()) {
      if (each.raw && each.id.equals(id)) {
        return true;
      }
    }
    return false;
  }

  ASN1ObjectIdentifier id() {
    return id;
  }

  /** As sigstore names it in JSON. */
  String field() {
    return field;
  }

  /** Its text. */
  String text(Extension extension) throws IOException {
    byte[] value = extension.getExtnValue().getOctets();
    if (!raw) {
      return text(ASN1Primitive.fromByteArray(value));
    }
    return utf8(value);
  }

  /** The text of a {@code UTF8String}. */
  static String text(ASN1Primitive value) throws IOException {
    if (value instanceof ASN1UTF8String text) {
      return text.getString();
    }
    throw new IOException("no UTF8String");
  }

  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
