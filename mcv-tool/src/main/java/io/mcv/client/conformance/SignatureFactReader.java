package io.mcv.client.conformance;

import io.mcv.oci.cosign.SignatureReader;
import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.InTotoStatement;
import io.mcv.oci.cosign.bundle.SigstoreBundle;
import io.mcv.oci.cosign.bundle.SimpleSigningPayload;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.OciException;
import io.mcv.spec.conformance.image.SignatureFact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what belongs to an image, and which digest its signatures and attestations name. */
final class SignatureFactReader {
  private static final int MAX_ATTACHMENTS = 1000;

  /** What rules look at of the annotations of a layer. */
  private static final String SIGNATURE = "dev.cosignproject.cosign/signature";

  /** Characters of it that are kept: what is base64 stays so, and no signature is longer. */
  private static final int MAX_SIGNATURE_CHARACTERS = 4 * SignatureLimits.MAX_SIGNATURE_BYTES;

  private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
  private static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";
  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle";

  private final ImageSource source;
  private final SignatureReader blobs;
  private int partsLeft = SignatureLimits.MAX_SIGNATURES;

  SignatureFactReader(ImageSource source) {
    this.source = source;
    this.blobs = new SignatureReader(source);
  }

  /**
   * What belongs to any of these manifests, the first {@value #MAX_ATTACHMENTS}, and of all
   * together the first {@value SignatureLimits#MAX_SIGNATURES} layers.
   *
   * @throws IOException if the place of the image cannot be read
   */
  List<SignatureFact> read(Set<Digest> images) throws IOException {
    Map<Digest, Attachment> attachments = new LinkedHashMap<>();
    for (Digest image : images) {
      for (Attachment each : source.attachments(image)) {
        if (attachments.size() < MAX_ATTACHMENTS) {
          attachments.putIfAbsent(each.manifest().digest(), each);
        }
      }
    }
    List<SignatureFact> facts = new ArrayList<>();
    for (Attachment each : attachments.values()) {
      facts.add(fact(each, images));
    }
    return facts;
  }

  private SignatureFact fact(Attachment attachment, Set<Digest> images) throws IOException {
    String digest = attachment.manifest().digest().toString();
    Manifest manifest;
    try {
      manifest = attachment.manifest().parse();
    } catch (OciException e) {
      return new SignatureFact(digest, attachment.tag(), null, null, List.of(), e.getMessage());
    }
    List<SignatureFact.Part> parts = new ArrayList<>();
    if (manifest instanceof ImageManifest image) {
      for (Descriptor layer : image.layers()) {
        if (partsLeft > 0) {
          partsLeft--;
          parts.add(part(layer, images));
        }
      }
    }
    MediaType type = manifest.artifactType();
    Descriptor subject = manifest.subject();
    return new SignatureFact(
        digest,
        attachment.tag(),
        type == null ? null : type.value(),
        subject == null ? null : subject.digest().toString(),
        parts,
        null);
  }

  private SignatureFact.Part part(Descriptor layer, Set<Digest> images) throws IOException {
    String signed = null;
    String fault = null;
    try {
      signed = signedDigest(layer, images);
    } catch (SignatureRejectedException e) {
      fault = e.getMessage();
    }
    return new SignatureFact.Part(
        layer.digest().toString(), layer.mediaType().value(), signature(layer), signed, fault);
  }

  private static Map<String, String> signature(Descriptor layer) {
    String signature =
        Objects.requireNonNullElse(layer.annotations(), Map.<String, String>of()).get(SIGNATURE);
    return signature == null
        ? Map.of()
        : Map.of(
            SIGNATURE,
            signature.substring(0, Math.min(signature.length(), MAX_SIGNATURE_CHARACTERS)));
  }

  private @Nullable String signedDigest(Descriptor layer, Set<Digest> images)
      throws IOException, SignatureRejectedException {
    String type = layer.mediaType().value();
    if (type.equals(SIMPLE_SIGNING)) {
      return SimpleSigningPayload.parse(blobs.read(layer)).manifestDigest().toString();
    }
    if (type.equals(ENVELOPE)) {
      return statement(DsseEnvelope.parse(blobs.read(layer)), images);
    }
    if (!type.startsWith(BUNDLE)) {
      return null;
    }
    return SigstoreBundle.parse(blobs.read(layer)).content() instanceof DsseEnvelope envelope
        ? statement(envelope, images)
        : null;
  }

  /** Of several subjects the one that is the image, so that the others do not matter. */
  private static @Nullable String statement(DsseEnvelope envelope, Set<Digest> images)
      throws SignatureRejectedException {
    if (!envelope.payloadType().equals(InTotoStatement.PAYLOAD_TYPE)) {
      return null;
    }
    List<String> subjects = new ArrayList<>();
    for (InTotoStatement.Subject each :
        InTotoStatement.parse(envelope.payload().toArray()).subjects()) {
      each.digests().forEach((algorithm, hex) -> subjects.add(algorithm + ":" + hex));
    }
    return subjects.stream()
        .filter(subject -> images.stream().anyMatch(image -> image.toString().equals(subject)))
        .findFirst()
        .orElse(subjects.isEmpty() ? null : subjects.get(0));
  }
}
