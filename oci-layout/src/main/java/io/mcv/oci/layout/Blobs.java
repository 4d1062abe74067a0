package io.mcv.oci.layout;

import io.mcv.oci.image.VerifyingInputStream;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.SizeMismatchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Content in files that have its digest for a name. */
final class Blobs {
  static final String NAME = "blobs";

  private final LayoutFiles files;
  private final boolean byAlgorithm;

  private Blobs(LayoutFiles files, boolean byAlgorithm) {
    this.files = files;
    this.byAlgorithm = byAlgorithm;
  }

  /** Those of a layout, at {@code blobs/ALGORITHM/HEX}. */
  static Blobs ofLayout(LayoutFiles files) {
    return new Blobs(files, true);
  }

  /** Those of a {@code dir:} image, at {@code HEX}. */
  static Blobs ofDirectory(LayoutFiles files) {
    return new Blobs(files, false);
  }

  /** The name of a blob among the files. */
  String name(Digest digest) {
    return byAlgorithm ? nameInLayout(digest) : digest.hex();
  }

  /** The name of a blob among the files of a layout. */
  static String nameInLayout(Digest digest) {
    return NAME + "/" + digest.algorithm().prefix() + "/" + digest.hex();
  }

  /** The names of the files of an algorithm in a layout, whatever they are. */
  List<String> names(DigestAlgorithm algorithm, int limit) throws IOException {
    return files.names(NAME + "/" + algorithm.prefix(), limit);
  }

  /** Bytes of the file of a blob. */
  long size(Digest digest) throws IOException {
    return files.size(name(digest));
  }

  /** A stream that verifies; content embedded in the descriptor stands in for a missing blob. */
  InputStream open(Descriptor descriptor) throws IOException {
    String file = name(descriptor.digest());
    try {
      long size = files.size(file);
      if (size != descriptor.size()) {
        throw new SizeMismatchException("blob " + files.locate(file), descriptor.size(), size);
      }
      return new VerifyingInputStream(files.open(file), descriptor);
    } catch (NoSuchFileException e) {
      byte[] data = descriptor.data();
      if (data == null) {
        throw missing(descriptor.digest());
      }
      return new VerifyingInputStream(new ByteArrayInputStream(data), descriptor);
    }
  }

  /** A manifest or index, its size and digest verified. */
  RawManifest manifest(Descriptor descriptor) throws IOException {
    if (descriptor.size() > RawManifest.MAX_BYTES) {
      throw new LimitExceededException(
          "manifest "
              + descriptor.digest()
              + " has "
              + descriptor.size()
              + " bytes, more than the "
              + RawManifest.MAX_BYTES
              + " that a manifest may have",
          RawManifest.MAX_BYTES);
    }
    try (InputStream in = open(descriptor)) {
      return RawManifest.verified(descriptor.mediaType(), in.readAllBytes(), descriptor.digest());
    }
  }

  /** The descriptor of a manifest of which only the digest is known; its type as it says itself. */
  Descriptor describe(Digest digest) throws IOException {
    byte[] bytes;
    try {
      bytes = files.read(name(digest), RawManifest.MAX_BYTES);
    } catch (NoSuchFileException e) {
      throw missing(digest);
    }
    Digest actual = Digest.of(digest.algorithm(), bytes);
    if (!actual.equals(digest)) {
      throw new DigestMismatchException("manifest", digest, actual);
    }
    return Descriptor.of(mediaType("blob " + digest, bytes), digest, bytes.length);
  }

  /** Reads a blob to its end, so that everything wrong with it is thrown. */
  void check(Descriptor descriptor) throws IOException {
    try (InputStream in = open(descriptor)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Whether there is a file with exactly this content. */
  boolean holds(Descriptor descriptor) throws IOException {
    try {
      check(Descriptor.of(descriptor.mediaType(), descriptor.digest(), descriptor.size()));
      return true;
    } catch (OciException e) {
      return false;
    }
  }

  /** The type of a manifest as it says itself. */
  static MediaType mediaType(String what, byte[] bytes) throws IOException {
    try {
      JsonObject json = Json.parseObject(bytes);
      String named = json.optionalString("mediaType");
      if (named != null) {
        return new MediaType(named);
      }
      if (json.has("manifests")) {
        return MediaType.OCI_INDEX;
      }
      if (json.has("layers")) {
        return MediaType.OCI_MANIFEST;
      }
    } catch (JsonException | IllegalArgumentException e) {
      throw new MalformedDocumentException(what + " is not a manifest", e);
    }
    throw new MalformedDocumentException(what + " is not a manifest");
  }

  private NotFoundException missing(Digest digest) {
    return new NotFoundException(
        "blob "
            + digest
            + " is not in "
            + files.locate(byAlgorithm ? NAME : "")
            + ": the "
            + (byAlgorithm ? "layout" : "image")
            + " is incomplete; copy the image into it again");
  }
}
