package io.mcv.oci.cosign.key;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes that a signature is over; or of a file their hashes, and of a digest that alone. */
public final class SignedContent {
  private static final int BUFFER = 64 * 1024;

  private final @Nullable Bytes bytes;
  private final Map<HashAlgorithm, Bytes> digests;

  private SignedContent(@Nullable Bytes bytes, Map<HashAlgorithm, Bytes> digests) {
    this.bytes = bytes;
    this.digests = digests;
  }

  /** Bytes that are in memory. */
  public static SignedContent of(byte[] bytes) {
    return new SignedContent(Bytes.of(bytes), new EnumMap<>(HashAlgorithm.class));
  }

  /** A file, read once; its bytes are kept only where it is small, for Ed25519. */
  public static SignedContent ofFile(Path file) throws IOException {
    return ofFile(file, SignatureLimits.MAX_CONTENT_BYTES);
  }

  static SignedContent ofFile(Path file, int kept) throws IOException {
    Map<HashAlgorithm, MessageDigest> functions = new EnumMap<>(HashAlgorithm.class);
    for (HashAlgorithm each : HashAlgorithm.values()) {
      functions.put(each, each.newMessageDigest());
    }
    Bytes bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = read(in, functions, kept);
    }
    Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
    functions.forEach((each, function) -> digests.put(each, Bytes.of(function.digest())));
    return new SignedContent(bytes, digests);
  }

  private static @Nullable Bytes read(
      InputStream in, Map<HashAlgorithm, MessageDigest> functions, int kept) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    boolean all = true;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      for (MessageDigest function : functions.values()) {
        function.update(buffer, 0, count);
      }
      all = all && count <= kept - bytes.size();
      if (all) {
        bytes.write(buffer, 0, count);
      } else {
        bytes = new ByteArrayOutputStream();
      }
    }
    return all ? Bytes.of(bytes.toByteArray()) : null;
  }

  /** Content of which a digest is all that is known. */
  public static SignedContent ofDigest(HashAlgorithm algorithm, Bytes digest) {
    if (digest.size() != algorithm.size()) {
      throw new IllegalArgumentException(
          "a " + algorithm.shortName() + " of " + digest.size() + " bytes");
    }
    Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
    digests.put(algorithm, digest);
    return new SignedContent(null, digests);
  }

  /** Its hash; null where it is not known. */
  public synchronized @Nullable Bytes digest(HashAlgorithm algorithm) {
    Bytes known = digests.get(algorithm);
    if (known == null && bytes != null) {
      known = bytes.hash(algorithm.newMessageDigest());
      digests.put(algorithm, known);
    }
    return known;
  }

  /** All of it; null where it is not known, or too large to be in memory. */
  public @Nullable Bytes bytes() {
    return bytes;
  }
}
