package io.mcv.oci.cosign.log;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a log says of its tree, as a signed note; read and not believed.
 *
 * <pre>
 * rekor.example                      origin
 * 736                                size, decimal, without leading zeros
 * rs1YPY0ydAV0lxgfrq5pE4oRpUJwo…=    root hash, base64
 * Timestamp: 1689177396617352539     further lines, or none
 *                                    a blank line
 * — rekor.example 8w1amdbj1mjNN67…   signatures: name, base64 of four bytes of hint and the rest
 * </pre>
 *
 * @param origin first line
 * @param size of the tree
 * @param root of the tree
 * @param signed the bytes that are signed: all before the blank line
 * @param signatures by whomever; at least one
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/tlog-checkpoint.md">C2SP, checkpoints</a>
 */
record Checkpoint(
    String origin, long size, Bytes root, Bytes signed, List<NoteSignature> signatures) {
  private static final String BLANK_LINE = "\n\n";
  private static final int FIXED_LINES = 3;

  /**
   * A signature line.
   *
   * @param name of whoever signed
   * @param hint which of its keys
   */
  record NoteSignature(String name, Bytes hint, Bytes signature) {
    private static final String START = "— ";
    private static final int HINT_BYTES = 4;

    static NoteSignature parse(String line) throws SignatureRejectedException {
      int space = line.startsWith(START) ? line.indexOf(' ', START.length()) : -1;
      if (space <= START.length() || line.substring(0, space).indexOf('+') >= 0) {
        throw invalid("has a signature line without a name");
      }
      Bytes value = base64(line.substring(space + 1), "signature");
      if (value.size() <= HINT_BYTES) {
        throw invalid("has a signature line without a signature");
      }
      return new NoteSignature(
          line.substring(START.length(), space), value.first(HINT_BYTES), value.from(HINT_BYTES));
    }
  }

  /**
   * Reads one.
   *
   * @throws SignatureRejectedException with {@code LOG_CHECKPOINT_INVALID} or {@code
   *     LIMIT_EXCEEDED}
   */
  static Checkpoint parse(String note) throws SignatureRejectedException {
    if (note.length() > SignatureLimits.MAX_CHECKPOINT_CHARACTERS) {
      throw new SignatureRejectedException(
          Reason.LIMIT_EXCEEDED,
          "the checkpoint of the log has more than "
              + SignatureLimits.MAX_CHECKPOINT_CHARACTERS
              + " characters");
    }
    checkCharacters(note);
    int blank = note.lastIndexOf(BLANK_LINE);
    if (blank < 0 || !note.endsWith("\n")) {
      throw invalid("does not end in a blank line and lines of signatures");
    }
    String text = note.substring(0, blank + 1);
    String[] lines = text.split("\n", -1);
    // The last one is what follows the last line end: nothing.
    if (lines.length - 1 < FIXED_LINES || lines[0].isEmpty()) {
      throw invalid("lacks its origin, its size or its root hash");
    }
    Bytes root = base64(lines[2], "root hash");
    if (root.size() != MerkleTree.HASH_BYTES) {
      throw invalid("has a root hash of " + root.size() + " bytes");
    }
    return new Checkpoint(
        lines[0],
        size(lines[1]),
        root,
        Bytes.of(text.getBytes(StandardCharsets.UTF_8)),
        signatures(note.substring(blank + BLANK_LINE.length())));
  }

  private static void checkCharacters(String note) throws SignatureRejectedException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(note)) {
      throw invalid("has characters that are none");
    }
    for (int i = 0; i < note.length(); i++) {
      if (note.charAt(i) < ' ' && note.charAt(i) != '\n') {
        throw invalid("has control characters");
      }
    }
  }

  private static long size(String line) throws SignatureRejectedException {
    try {
      long size = Long.parseLong(line);
      if (size >= 0 && Long.toString(size).equals(line)) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is not written as it should be.
    }
    throw invalid("has no size of the tree in its second line");
  }

  private static List<NoteSignature> signatures(String text) throws SignatureRejectedException {
    List<NoteSignature> signatures = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      signatures.add(NoteSignature.parse(text.substring(at, end)));
      at = end + 1;
      if (signatures.size() > SignatureLimits.MAX_CHECKPOINT_SIGNATURES) {
        throw new SignatureRejectedException(
            Reason.LIMIT_EXCEEDED,
            "the checkpoint of the log has more than "
                + SignatureLimits.MAX_CHECKPOINT_SIGNATURES
                + " signatures");
      }
    }
    if (signatures.isEmpty()) {
      throw invalid("has no signatures");
    }
    return signatures;
  }

  private static Bytes base64(String text, String what) throws SignatureRejectedException {
    try {
      return StrictBase64.decode(text, what);
    } catch (SignatureRejectedException e) {
      throw invalid("has a " + e.getMessage());
    }
  }

  private static SignatureRejectedException invalid(String how) {
    return new SignatureRejectedException(
        Reason.LOG_CHECKPOINT_INVALID, "the checkpoint of the log " + how);
  }
}
