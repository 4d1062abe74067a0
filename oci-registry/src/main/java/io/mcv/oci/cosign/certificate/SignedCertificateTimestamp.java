package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate log says that it has seen, and when (RFC 6962 3.2 and 3.3).
 *
 * <pre>
 * list       u16 length | entries
 * entry      u16 length | timestamp
 * timestamp  u8 version, 0 | 32 bytes log | u64 milliseconds | u16 length | extensions
 *            | u8 hash, 4 SHA-256 | u8 signature, 1 RSA or 3 ECDSA | u16 length | signature
 * </pre>
 *
 * @param logId the SHA-256 of the log's key
 * @param milliseconds since 1970
 * @param extensions that are signed too, such as the index in a static log
 * @param scheme how it is signed; null for one that RFC 6962 does not have
 * @param signature of the log
 */
record SignedCertificateTimestamp(
    Bytes logId,
    long milliseconds,
    Bytes extensions,
    @Nullable SignatureScheme scheme,
    Bytes signature) {
  private static final int VERSION_1 = 0;
  private static final int LOG_ID_LENGTH = 32;
  private static final int SHA256 = 4;
  private static final int RSA = 1;
  private static final int ECDSA = 3;

  /** Reads a list; entries of another version are passed over, as RFC 6962 asks for. */
  static List<SignedCertificateTimestamp> parseList(byte[] tls) throws SignatureRejectedException {
    ByteBuffer all = ByteBuffer.wrap(tls);
    ByteBuffer list = vector(all);
    requireEnd(all);
    List<SignedCertificateTimestamp> timestamps = new ArrayList<>();
    for (int count = 1; list.hasRemaining(); count++) {
      if (count > SignatureLimits.MAX_CERTIFICATE_TIMESTAMPS) {
        throw new SignatureRejectedException(
            Reason.LIMIT_EXCEEDED,
            "the certificate has more than "
                + SignatureLimits.MAX_CERTIFICATE_TIMESTAMPS
                + " timestamps of certificate logs");
      }
      ByteBuffer entry = vector(list);
      require(entry, 1);
      if (entry.get() == VERSION_1) {
        timestamps.add(parse(entry));
      }
    }
    return timestamps;
  }

  private static SignedCertificateTimestamp parse(ByteBuffer entry)
      throws SignatureRejectedException {
    require(entry, LOG_ID_LENGTH + Long.BYTES);
    Bytes logId = bytes(entry, LOG_ID_LENGTH);
    long milliseconds = entry.getLong();
    ByteBuffer extensions = vector(entry);
    require(entry, 2);
    SignatureScheme scheme = scheme(entry.get(), entry.get());
    ByteBuffer signature = vector(entry);
    requireEnd(entry);
    return new SignedCertificateTimestamp(
        logId,
        milliseconds,
        bytes(extensions, extensions.remaining()),
        scheme,
        bytes(signature, signature.remaining()));
  }

  private static @Nullable SignatureScheme scheme(int hash, int signature) {
    if (hash != SHA256) {
      return null;
    }
    return switch (signature) {
      case RSA -> SignatureScheme.RSA_PKCS1_SHA256;
      case ECDSA -> SignatureScheme.ECDSA_SHA256;
      default -> null;
    };
  }

  private static ByteBuffer vector(ByteBuffer from) throws SignatureRejectedException {
    require(from, Short.BYTES);
    int length = Short.toUnsignedInt(from.getShort());
    require(from, length);
    ByteBuffer vector = from.slice(from.position(), length);
    from.position(from.position() + length);
    return vector;
  }

  private static Bytes bytes(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return Bytes.of(bytes);
  }

  private static void require(ByteBuffer from, int length) throws SignatureRejectedException {
    if (from.remaining() < length) {
      throw malformed("end too early");
    }
  }

  private static void requireEnd(ByteBuffer from) throws SignatureRejectedException {
    if (from.hasRemaining()) {
      throw malformed("have bytes behind their end");
    }
  }

  private static SignatureRejectedException malformed(String problem) {
    return new SignatureRejectedException(
        Reason.CERTIFICATE_LOG_INVALID,
        "the timestamps of certificate logs in the certificate " + problem);
  }
}
