package io.mcv.spec.conformance.image;

/**
 * Why a blob or document could not be used.
 *
 * @param kind what is wrong
 * @param expected what its descriptor says, for people
 * @param found what is there instead, for people
 */
public record BlobFault(Kind kind, String expected, String found) {

  /** What can be wrong with a blob. */
  public enum Kind {
    /** It is not there. */
    MISSING,
    /** It has more or fewer bytes than its descriptor says. */
    WRONG_SIZE,
    /** Its bytes have another digest. */
    WRONG_DIGEST,
    /** It is larger than what is read of its kind. */
    TOO_LARGE,
    /** It cannot be read for another reason, such as permissions. */
    UNREADABLE
  }
}
