package io.mcv.oci.cosign.log;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.log.Checkpoint.NoteSignature;
import io.mcv.oci.cosign.trust.TransparencyLog;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * A log that is trusted, with the two names that it goes by.
 *
 * <table>
 *   <caption>What entries and checkpoints call it</caption>
 *   <tr><td>Rekor 1, and keys that are not Ed25519</td><td>SHA-256 of the key's DER</td></tr>
 *   <tr><td>Rekor 2 with Ed25519</td><td>SHA-256 of origin, a line end, a byte 1, and the 32 bytes
 *       of the key</td></tr>
 * </table>
 *
 * <p>An entry has all of the name, a signature of a checkpoint its first four bytes.
 *
 * <p>The first line of a checkpoint must be the origin that the trusted root says in Rekor 2 only.
 * Rekor 1 writes the name of the host that it runs on, unless it is told another, and in private
 * logs that is not the host of its URL: there the key alone tells the log.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/signed-note.md">signed notes, key ID</a>
 */
record TrustedLog(TransparencyLog log) {
  private static final int HINT_BYTES = 4;
  private static final String TREE = " - ";
  private static final int ED25519_BYTES = 32;
  private static final byte[] ED25519_NOTE = {'\n', 1};

  boolean isNamed(Bytes logId) {
    return logId.equals(log.id()) || logId.equals(noteName());
  }

  /** Whether it signed, as Rekor 1 does. */
  boolean signedVersion1(Checkpoint checkpoint) {
    for (NoteSignature each : checkpoint.signatures()) {
      boolean named =
          checkpoint.origin().equals(each.name())
              || checkpoint.origin().startsWith(each.name() + TREE);
      if (named && signed(checkpoint, each, log.id())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it signed, as Rekor 2 does. */
  boolean signedVersion2(Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(log.origin())) {
      return false;
    }
    for (NoteSignature each : checkpoint.signatures()) {
      if (each.name().equals(log.origin()) && signed(checkpoint, each, noteName())) {
        return true;
      }
    }
    return false;
  }

  private boolean signed(Checkpoint checkpoint, NoteSignature signature, Bytes name) {
    if (!signature.hint().equals(name.first(HINT_BYTES))) {
      return false;
    }
    SignedContent text = SignedContent.of(checkpoint.signed().toArray());
    try {
      log.key().verify(text, signature.signature(), List.of(noteScheme()));
      return true;
    } catch (SignatureRejectedException e) {
      return false;
    }
  }

  /** Never by Ed25519ph, whatever else it signs by it. */
  private SignatureScheme noteScheme() {
    return isEdwards() ? SignatureScheme.ED25519 : log.scheme();
  }

  String words() {
    return log.origin().isEmpty() ? "the log of " + log.key() : "the log " + log.origin();
  }

  private Bytes noteName() {
    if (!isEdwards()) {
      return log.id();
    }
    byte[] der = log.key().spki().toArray();
    MessageDigest function = HashAlgorithm.SHA256.newMessageDigest();
    function.update(log.origin().getBytes(StandardCharsets.UTF_8));
    function.update(ED25519_NOTE);
    function.update(Arrays.copyOfRange(der, der.length - ED25519_BYTES, der.length));
    return Bytes.of(function.digest());
  }

  private boolean isEdwards() {
    return log.key().allows(SignatureScheme.ED25519);
  }
}
