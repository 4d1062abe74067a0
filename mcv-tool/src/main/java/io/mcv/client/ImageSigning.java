package io.mcv.client;

import io.mcv.oci.cosign.sign.ImageSigner;
import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.reference.Reference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs an image where it is, and claims about it. */
final class ImageSigning {
  private static final String DOCKER_HUB = "docker.io/";

  private final Places places;
  private final SigningOptions options;
  private final ImageSigner signer;

  ImageSigning(Places places, SigningOptions options) {
    this.places = places;
    this.options = options;
    this.signer = new ImageSigner(options.key(), options.format(), options.created());
  }

  SignResult sign(Map<String, String> annotations) throws IOException {
    return each(
        (found, store, image) ->
            signer.sign(found.source(), store, image, identity(found), annotations));
  }

  SignResult attest(String type, byte[] content) throws IOException {
    String uri = PredicateType.uri(type);
    byte[] predicate = predicate(type, content);
    return each(
        (found, store, image) -> signer.attest(store, image, identity(found), uri, predicate));
  }

  /** What is done for one manifest. */
  private interface Step {
    List<Attachment> run(Found found, AttachmentStore store, Descriptor image) throws IOException;
  }

  private SignResult each(Step step) throws IOException {
    Reference reference = Reference.parse(options.image());
    Places.checkSignable(reference, options.from());
    try (Found found = places.find(reference, options.from(), true);
        AttachmentStore store = places.attachments(reference, found)) {
      List<SignResult.SignedManifest> signed = new ArrayList<>();
      for (RawManifest manifest : manifests(found)) {
        List<Attachment> stored = step.run(found, store, manifest.descriptor());
        signed.add(
            new SignResult.SignedManifest(
                manifest.digest(), stored.stream().map(ImageSigning::stored).toList()));
      }
      return new SignResult(found.name(), found.place(), signed);
    }
  }

  private List<RawManifest> manifests(Found found) throws IOException {
    RawManifest addressed = found.source().manifest();
    List<RawManifest> manifests = new ArrayList<>(List.of(addressed));
    if (options.recursive()) {
      for (ResolvedImage.ListedImage each : ResolvedImage.all(found.source())) {
        RawManifest raw = each.image().raw();
        if (manifests.stream().noneMatch(other -> other.digest().equals(raw.digest()))) {
          manifests.add(raw);
        }
      }
    }
    return manifests;
  }

  private static SignResult.StoredSignature stored(Attachment attachment) {
    return new SignResult.StoredSignature(attachment.tag(), attachment.manifest().digest());
  }

  /** The repository with the name that cosign has for Docker Hub. */
  private String identity(Found found) {
    String identity = options.identity();
    if (identity != null) {
      return identity;
    }
    String repository = found.repository();
    if (repository == null) {
      return "";
    }
    return found.isRemote() && repository.startsWith(DOCKER_HUB)
        ? "index." + repository
        : repository;
  }

  /** What cosign makes of the file for a type. */
  private byte[] predicate(String type, byte[] content) throws MalformedDocumentException {
    if (type.equals(PredicateType.SPDX.id())) {
      return GoJson.compact(text(content));
    }
    if (type.equals(PredicateType.CUSTOM.id())) {
      return GoJson.compact(
          new GoStruct()
              .put("Data", text(content))
              .put("Timestamp", timestamp(options.created()))
              .fields());
    }
    return content;
  }

  private static String text(byte[] content) throws MalformedDocumentException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedDocumentException("the predicate is not text in UTF-8", e);
    }
  }

  private static String timestamp(@Nullable Instant created) {
    return created == null ? "" : created.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
