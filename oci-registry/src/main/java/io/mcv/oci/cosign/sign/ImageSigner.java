package io.mcv.oci.cosign.sign;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.InTotoStatement;
import io.mcv.oci.cosign.bundle.LayerSignature;
import io.mcv.oci.cosign.bundle.SigstoreBundle;
import io.mcv.oci.cosign.bundle.SimpleSigningPayload;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs images, and claims about them, with a key, as cosign does offline. Nothing but the place of
 * the image is written to: no log, no timestamp.
 *
 * <table>
 * <caption>What is stored</caption>
 * <tr><th></th><th>legacy</th><th>bundle</th></tr>
 * <tr><td>signature</td><td>tag {@code sha256-HEX.sig}, a layer for each: the payload of simple
 *   signing, its signature in an annotation</td><td>referrer with a Sigstore bundle 0.3: a DSSE
 *   envelope around a statement of type {@code https://sigstore.dev/cosign/sign/v1}</td></tr>
 * <tr><td>claim</td><td>tag {@code sha256-HEX.att}, a layer for each: a DSSE envelope</td><td>the
 *   same envelope in a bundle</td></tr>
 * </table>
 *
 * <p>Signatures are those that every verifier takes: ECDSA and RSA (PKCS #1 v1.5) over SHA-256, on
 * P-384 and P-521 too, and Ed25519 over the bytes themselves. With a key, neither cosign 2 and 3.1
 * nor containers/image verify what cosign 3.1 signs with SHA-384, SHA-512 or Ed25519ph.
 *
 * <p>Other signatures that are there stay. An image that this key has signed already with the same
 * content is not signed again; a claim is stored each time.
 */
public final class ImageSigner {
  private static final MediaType SIMPLE_SIGNING =
      new MediaType("application/vnd.dev.cosign.simplesigning.v1+json");
  private static final MediaType ENVELOPE = new MediaType("application/vnd.dsse.envelope.v1+json");

  private final PayloadSigner signer;
  private final SignatureFormat format;
  private final @Nullable Instant created;

  /**
   * With a key.
   *
   * @param created written into the manifest of a bundle; null to leave it out
   */
  public ImageSigner(SigningKey key, SignatureFormat format, @Nullable Instant created) {
    this.signer = new PayloadSigner(key);
    this.format = format;
    this.created = created;
  }

  /**
   * Signs a manifest or index, and stores the signature beside it.
   *
   * @param source of the image, to see what is there already
   * @param store of the place where it is
   * @param image the descriptor of what is signed
   * @param repository that the payload names, as {@code quay.io/team/cache}; may be empty. A bundle
   *     names none
   * @param annotations that are signed too
   * @return what holds the signature now
   */
  public List<Attachment> sign(
      ImageSource source,
      AttachmentStore store,
      Descriptor image,
      String repository,
      Map<String, String> annotations)
      throws IOException {
    List<Attachment> stored = new ArrayList<>();
    if (format != SignatureFormat.BUNDLE) {
      stored.add(signPayload(store, image, repository, annotations));
    }
    if (format != SignatureFormat.LEGACY) {
      byte[] statement = InTotoStatement.ofImage(image.digest(), annotations);
      BundleReferrers referrers = new BundleReferrers(store, image, created);
      Optional<Attachment> there = referrers.find(source, statement, signer);
      stored.add(
          there.isPresent()
              ? there.get()
              : referrers.add(
                  SigstoreBundle.ofKey(signer.hint(), signer.seal(statement)),
                  InTotoStatement.IMAGE_SIGNATURE));
    }
    return stored;
  }

  /**
   * Signs a claim about a manifest or index, and stores it beside it.
   *
   * @param store of the place where it is
   * @param image the descriptor of what the claim is about
   * @param repository its name in the claim; may be empty
   * @param predicateType what kind of claim, a URI
   * @param predicate JSON, which is signed as it is
   * @return what holds the claim now
   * @throws MalformedDocumentException if the predicate is no JSON
   */
  public List<Attachment> attest(
      AttachmentStore store,
      Descriptor image,
      String repository,
      String predicateType,
      byte[] predicate)
      throws IOException {
    DsseEnvelope envelope =
        signer.seal(claim(repository, image.digest(), predicateType, predicate));
    List<Attachment> stored = new ArrayList<>();
    if (format != SignatureFormat.BUNDLE) {
      byte[] blob = envelope.json();
      Descriptor layer =
          Descriptor.of(ENVELOPE, blob)
              .withAnnotations(
                  Map.of(LayerSignature.SIGNATURE, "", "predicateType", predicateType));
      stored.add(
          new TaggedSignatures(store, image.digest(), ".att").add(layer, blob, layer::equals));
    }
    if (format != SignatureFormat.LEGACY) {
      stored.add(
          new BundleReferrers(store, image, created)
              .add(SigstoreBundle.ofKey(signer.hint(), envelope), predicateType));
    }
    return stored;
  }

  private static byte[] claim(
      String repository, Digest image, String predicateType, byte[] predicate)
      throws MalformedDocumentException {
    try {
      return InTotoStatement.ofClaim(repository, image, predicateType, predicate);
    } catch (JsonException e) {
      throw new MalformedDocumentException("the predicate cannot be signed: " + e.getMessage(), e);
    }
  }

  private Attachment signPayload(
      AttachmentStore store, Descriptor image, String repository, Map<String, String> annotations)
      throws IOException {
    Map<String, @Nullable Object> optional = new TreeMap<>(GoJson.KEY_ORDER);
    optional.putAll(annotations);
    byte[] payload = new SimpleSigningPayload(repository, image.digest(), optional).json();
    Descriptor blob = Descriptor.of(SIMPLE_SIGNING, payload);
    Descriptor layer =
        blob.withAnnotations(Map.of(LayerSignature.SIGNATURE, signer.sign(payload).base64()));
    return new TaggedSignatures(store, image.digest(), ".sig")
        .add(
            layer, payload, each -> each.digest().equals(blob.digest()) && isSigned(each, payload));
  }

  private boolean isSigned(Descriptor layer, byte[] payload) {
    String signature = layer.annotation(LayerSignature.SIGNATURE);
    try {
      return signature != null
          && signer.hasSigned(payload, StrictBase64.decode(signature, "the signature"));
    } catch (SignatureRejectedException e) {
      return false;
    }
  }
}
