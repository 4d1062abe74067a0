package io.mcv.spec.conformance.cache;

import io.mcv.spec.conformance.image.ImageView;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Layer types of caches as artifacts: {@code application/cache.KIND.content.layer.v1+KIND}. */
final class ArtifactType {
  private static final Pattern TYPE =
      Pattern.compile("application/cache\\.([a-z0-9]+)\\.content\\.layer\\.v1\\+?([a-z0-9]*)");

  private ArtifactType() {}

  /** Whether a type is one, right to its end or not. */
  static boolean is(String mediaType) {
    return TYPE.matcher(mediaType).matches();
  }

  /** Whether a layer of an image has such a type. */
  static boolean isIn(ImageView image) {
    return image.layers().stream().anyMatch(layer -> is(layer.mediaType()));
  }

  /** Whether a type is one, right to its end. */
  static boolean isRight(String mediaType) {
    Matcher type = TYPE.matcher(mediaType);
    return type.matches() && mediaType.contains("+") && type.group(1).equals(type.group(2));
  }

  /** The kind that such a type names first. */
  static String kind(String mediaType) {
    Matcher type = TYPE.matcher(mediaType);
    return type.matches() ? type.group(1) : "";
  }
}
