package io.mcv.oci.cosign.trust;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.key.KeyFileException;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.GoTime;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code trusted_root.json}.
 *
 * <pre>
 * mediaType
 * tlogs[], ctlogs[]          baseUrl, hashAlgorithm, publicKey{rawBytes, keyDetails, validFor}
 * certificateAuthorities[],
 * timestampAuthorities[]     subject{organization, commonName}, uri,
 *                            certChain{certificates[{rawBytes}]}, validFor
 * validFor                   start, end as RFC 3339
 * </pre>
 *
 * <p>A log must say from when it is trusted; without {@code validFor.start} the file is refused. A
 * log with an algorithm that is not in {@link KeyDetails} is left out, so that a root made for
 * newer tools still serves: what such a log says counts as said by a stranger. Everything else that
 * cannot be read refuses the file. Not read are {@code logId} and {@code checkpointKeyId}, since
 * the key itself tells how the log is named.
 *
 * @see <a
 *     href="https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto">
 *     sigstore_trustroot.proto</a>
 */
final class TrustedRootFile {
  private static final Set<String> MEDIA_TYPES =
      Set.of(
          "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
          "application/vnd.dev.sigstore.trustedroot+json;version=0.2",
          "application/vnd.dev.sigstore.trustedroot.v0.1+json",
          "application/vnd.dev.sigstore.trustedroot.v0.2+json");
  private static final String TREE_HASH = "SHA2_256";

  private final JsonObject file;
  private final String what;

  private TrustedRootFile(JsonObject file, String what) {
    this.file = file;
    this.what = what;
  }

  static TrustedRoot read(byte[] json, String what) throws TrustedRootException {
    try {
      return new TrustedRootFile(Json.parseObject(json), what).root();
    } catch (JsonException e) {
      throw new TrustedRootException(what + " is no trusted root: " + e.getMessage(), e);
    } catch (SignatureRejectedException | KeyFileException e) {
      throw new TrustedRootException(String.valueOf(e.getMessage()), e);
    }
  }

  private TrustedRoot root()
      throws TrustedRootException, JsonException, SignatureRejectedException, KeyFileException {
    String mediaType = file.string("mediaType");
    if (!MEDIA_TYPES.contains(mediaType)) {
      throw new TrustedRootException(
          what
              + " has the media type "
              + Printable.of(mediaType)
              + ": trusted roots of version 0.1 and 0.2 are known");
    }
    return new TrustedRoot(
        logs("tlogs"),
        logs("ctlogs"),
        authorities("certificateAuthorities"),
        authorities("timestampAuthorities"));
  }

  private List<TransparencyLog> logs(String field)
      throws TrustedRootException, JsonException, SignatureRejectedException, KeyFileException {
    List<TransparencyLog> logs = new ArrayList<>();
    for (JsonObject each : objects(file, field)) {
      TransparencyLog log = log(each);
      if (log != null) {
        logs.add(log);
      }
    }
    return logs;
  }

  private @Nullable TransparencyLog log(JsonObject log)
      throws TrustedRootException, JsonException, SignatureRejectedException, KeyFileException {
    JsonObject publicKey = log.object("publicKey");
    KeyDetails details = KeyDetails.of(publicKey.string("keyDetails"));
    String hash = log.optionalString("hashAlgorithm");
    if (details == null || (hash != null && !hash.equals(TREE_HASH))) {
      return null;
    }
    ValidityPeriod validity = validity(publicKey);
    if (validity.start() == null) {
      throw new TrustedRootException(
          place(publicKey, "validFor.start")
              + " is missing: a log is trusted from a time that the root must say");
    }
    VerificationKey key = key(publicKey, details);
    if (!key.allows(details.scheme())) {
      throw new TrustedRootException(
          place(publicKey, "keyDetails") + " is " + details + ", and its key is a " + key);
    }
    return new TransparencyLog(
        origin(log.optionalString("baseUrl")), key, details.scheme(), validity);
  }

  private VerificationKey key(JsonObject publicKey, KeyDetails details)
      throws JsonException, SignatureRejectedException, KeyFileException {
    String place = place(publicKey, "rawBytes");
    Bytes key = StrictBase64.decodeEither(publicKey.string("rawBytes"), place);
    if (details != KeyDetails.PKCS1_RSA_PKCS1V5) {
      return VerificationKey.ofSpki(key, place);
    }
    String pem = new Pem("RSA PUBLIC KEY", key).text();
    return VerificationKey.parse(pem.getBytes(StandardCharsets.US_ASCII), place);
  }

  /** Checkpoints name their log by its URL without the scheme. */
  private static String origin(@Nullable String url) {
    if (url == null) {
      return "";
    }
    int scheme = url.indexOf("://");
    String rest = scheme < 0 ? url : url.substring(scheme + 3);
    return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
  }

  private List<CertificateAuthority> authorities(String field)
      throws TrustedRootException, JsonException, SignatureRejectedException {
    List<CertificateAuthority> authorities = new ArrayList<>();
    for (JsonObject each : objects(file, field)) {
      authorities.add(
          new CertificateAuthority(name(each), chain(each.object("certChain")), validity(each)));
    }
    return authorities;
  }

  private static String name(JsonObject authority) throws JsonException {
    JsonObject subject = authority.optionalObject("subject");
    String uri = authority.optionalString("uri");
    String name = subject == null ? null : subject.optionalString("commonName");
    String organization = subject == null ? null : subject.optionalString("organization");
    StringBuilder words = new StringBuilder(name == null ? "an authority" : Printable.of(name));
    if (organization != null) {
      words.append(" of ").append(Printable.of(organization));
    }
    if (uri != null) {
      words.append(" (").append(Printable.of(uri)).append(')');
    }
    return words.toString();
  }

  private List<Bytes> chain(JsonObject chain)
      throws TrustedRootException, JsonException, SignatureRejectedException {
    List<JsonObject> certificates = objects(chain, "certificates");
    if (certificates.isEmpty() || certificates.size() > SignatureLimits.MAX_CERTIFICATES) {
      throw new TrustedRootException(
          place(chain, "certificates")
              + " has "
              + certificates.size()
              + " certificates: 1 to "
              + SignatureLimits.MAX_CERTIFICATES
              + " make a chain");
    }
    List<Bytes> ders = new ArrayList<>();
    for (JsonObject each : certificates) {
      ders.add(certificate(each));
    }
    return ders;
  }

  private Bytes certificate(JsonObject certificate)
      throws TrustedRootException, JsonException, SignatureRejectedException {
    String place = place(certificate, "rawBytes");
    Bytes der = StrictBase64.decodeEither(certificate.string("rawBytes"), place);
    CertificateAuthority.requireCertificate(der, place);
    return der;
  }

  private ValidityPeriod validity(JsonObject owner) throws TrustedRootException, JsonException {
    JsonObject period = owner.optionalObject("validFor");
    if (period == null) {
      return ValidityPeriod.ALWAYS;
    }
    Instant start = time(period, "start");
    Instant end = time(period, "end");
    if (start != null && end != null && end.isBefore(start)) {
      throw new TrustedRootException(place(owner, "validFor") + " ends before it starts");
    }
    return new ValidityPeriod(start, end);
  }

  private @Nullable Instant time(JsonObject period, String field)
      throws TrustedRootException, JsonException {
    String text = period.optionalString(field);
    try {
      return text == null ? null : GoTime.parse(text).toInstant();
    } catch (IllegalArgumentException e) {
      throw new TrustedRootException(place(period, field) + " is no time: " + e.getMessage(), e);
    }
  }

  private String place(JsonObject object, String field) {
    return what + ": " + object.path(field);
  }

  private static List<JsonObject> objects(JsonObject object, String field) throws JsonException {
    List<JsonObject> list = object.optionalObjects(field);
    return list == null ? List.of() : list;
  }
}
