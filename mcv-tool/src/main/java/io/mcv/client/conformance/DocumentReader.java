package io.mcv.client.conformance;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.spec.conformance.image.BlobFault;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.Document.Kind;
import io.mcv.spec.conformance.image.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the documents of one image; what is wrong with their bytes is in them. */
final class DocumentReader {
  private final ImageSource source;
  private final Set<Digest> manifests = new LinkedHashSet<>();

  DocumentReader(ImageSource source) {
    this.source = source;
  }

  /** The manifest or index that was addressed. */
  Document addressed() throws IOException {
    return manifest(source.addressed(), source::manifest);
  }

  /** A manifest or index that an index names. */
  Document manifest(Descriptor descriptor) throws IOException {
    return manifest(descriptor, () -> source.manifest(descriptor));
  }

  /** The digests of all manifests and indexes that were asked for. */
  Set<Digest> manifests() {
    return Collections.unmodifiableSet(manifests);
  }

  /** The configuration that a manifest names; empty for one that is not an image's. */
  Optional<Document> config(Document manifest) throws IOException {
    Optional<Descriptor> named =
        manifest.json().flatMap(json -> json.member("config")).flatMap(DocumentReader::descriptor);
    return named.isPresent() && isImageConfig(named.get().mediaType())
        ? Optional.of(config(named.get()))
        : Optional.empty();
  }

  /** What a descriptor says; empty where it is none that leads to anything. */
  static Optional<Descriptor> descriptor(JsonValue json) {
    try {
      return json.value() instanceof Map<?, ?> object
          ? Optional.of(Descriptor.read(JsonObject.of(object)))
          : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** Reads a manifest from where it is. */
  private interface Bytes {
    RawManifest read() throws IOException;
  }

  private Document manifest(Descriptor descriptor, Bytes bytes) throws IOException {
    manifests.add(descriptor.digest());
    RawManifest raw;
    try {
      raw = bytes.read();
    } catch (IOException e) {
      return unread(kind(descriptor.mediaType()), descriptor, BlobFaults.of(e));
    }
    Kind kind = kind(raw.mediaType());
    if (raw.size() != descriptor.size()) {
      return unread(kind, descriptor, wrongSize(descriptor.size(), raw.size()));
    }
    Document document = read(kind, descriptor, raw.mediaType(), raw.bytes());
    return kind == Kind.MANIFEST && !raw.mediaType().isManifest() && lists(document)
        ? read(Kind.INDEX, descriptor, raw.mediaType(), raw.bytes())
        : document;
  }

  private Document config(Descriptor descriptor) throws IOException {
    if (descriptor.size() > ImageConfig.MAX_CONFIG_BYTES) {
      return unread(
          Kind.CONFIG,
          descriptor,
          new BlobFault(
              BlobFault.Kind.TOO_LARGE,
              "at most " + ImageConfig.MAX_CONFIG_BYTES + " bytes",
              descriptor.size() + " bytes"));
    }
    try (InputStream in = source.openBlob(descriptor)) {
      return read(Kind.CONFIG, descriptor, descriptor.mediaType(), in.readAllBytes());
    } catch (IOException e) {
      return unread(Kind.CONFIG, descriptor, BlobFaults.of(e));
    }
  }

  private static Document read(Kind kind, Descriptor descriptor, MediaType type, byte[] bytes) {
    return Document.read(kind, name(kind, descriptor), type.value(), descriptor.digest(), bytes);
  }

  private static Document unread(Kind kind, Descriptor descriptor, BlobFault fault) {
    return Document.unread(kind, name(kind, descriptor), descriptor.mediaType().value(), fault);
  }

  private static String name(Kind kind, Descriptor descriptor) {
    return kind.name().toLowerCase(Locale.ROOT) + " " + descriptor.digest();
  }

  private static BlobFault wrongSize(long expected, long found) {
    return new BlobFault(BlobFault.Kind.WRONG_SIZE, expected + " bytes", found + " bytes");
  }

  /** What is of no known type is taken for a manifest, until it proves to list some. */
  private static Kind kind(MediaType type) {
    return type.isIndex() ? Kind.INDEX : Kind.MANIFEST;
  }

  private static boolean lists(Document document) {
    return document
        .json()
        .filter(json -> json.member("manifests").isPresent() && json.member("layers").isEmpty())
        .isPresent();
  }

  private static boolean isImageConfig(MediaType type) {
    return type.equals(MediaType.OCI_CONFIG) || type.equals(MediaType.DOCKER_CONFIG);
  }
}
