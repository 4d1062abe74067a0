package io.mcv.spec.conformance.oci;

import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.spec.conformance.image.ImageView;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where descriptors stand, and the grammars of what is in them. */
final class Descriptors {
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

  private static final Pattern DIGEST =
      Pattern.compile("[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+");

  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /** Characters of a digest that are looked at: the pattern recurses for each separator. */
  private static final int MAX_DIGEST = 1024;

  private Descriptors() {}

  /** All values that must be descriptors, whatever they are. */
  static Stream<Node> of(ImageView image) {
    return Stream.concat(
        Documents.indexes(image).flatMap(Descriptors::ofIndex),
        Documents.manifest(image).stream().flatMap(Descriptors::ofManifest));
  }

  /** Those of a manifest. */
  static Stream<Node> ofManifest(Node manifest) {
    return Stream.of(
            manifest.value("config").stream(),
            layers(manifest),
            manifest.member("subject").stream())
        .flatMap(each -> each);
  }

  /** Those of an index. */
  static Stream<Node> ofIndex(Node index) {
    return Stream.concat(entries(index), index.member("subject").stream());
  }

  static Stream<Node> layers(Node manifest) {
    return manifest.member("layers").stream().flatMap(Node::items);
  }

  static Stream<Node> entries(Node index) {
    return index.member("manifests").stream().flatMap(Node::items);
  }

  static boolean isMediaType(String text) {
    return MEDIA_TYPE.matcher(text).matches();
  }

  /** Whether a text is a digest by its grammar, and by its algorithm where that is registered. */
  static boolean isDigest(String text) {
    if (text.length() > MAX_DIGEST || !DIGEST.matcher(text).matches()) {
      return false;
    }
    String encoded = text.substring(text.indexOf(':') + 1);
    return algorithm(text)
        .map(known -> encoded.length() == known.hexLength() && HEX.matcher(encoded).matches())
        .orElse(true);
  }

  /** The registered algorithm of a digest. */
  static Optional<DigestAlgorithm> algorithm(String digest) {
    return DigestAlgorithm.ofPrefix(digest.substring(0, Math.max(0, digest.indexOf(':'))));
  }

  /** Whether type, digest and size are such that the content can be looked for and verified. */
  static boolean isUsable(Node descriptor) {
    return descriptor.text("mediaType").filter(Descriptors::isMediaType).isPresent()
        && descriptor
            .text("digest")
            .filter(digest -> isDigest(digest) && algorithm(digest).isPresent())
            .isPresent()
        && descriptor.member("size").flatMap(size -> size.json().integer()).orElse(-1L) >= 0;
  }
}
