package io.mcv.spec.conformance.image;

import org.jspecify.annotations.Nullable;

/**
 * Something in a layer that a strict reader refuses.
 *
 * @param kind the rule that is broken
 * @param entry name of the entry; null where it is not about one
 * @param offset byte of the tar; negative where none can be told
 * @param found what is there, for people
 */
public record LayerFault(Kind kind, @Nullable String entry, long offset, String found) {

  /** What a strict reader refuses; each is a rule of the group {@code layer-safety}. */
  public enum Kind {
    /** The compressed stream is damaged, ends early, or has something after its end. */
    CORRUPT_STREAM,
    /** A header block has a wrong checksum. */
    CHECKSUM,
    /** A header is neither of POSIX nor of GNU tar, or a number in it cannot be read. */
    HEADER,
    /** PAX records are malformed, or a record comes twice. */
    PAX_RECORD,
    /** Two headers of one entry contradict each other, or follow each other. */
    AMBIGUOUS_HEADERS,
    /** A global PAX header sets a name or a size. */
    GLOBAL_HEADER,
    /** A sparse file. */
    SPARSE,
    /** An unknown type of entry. */
    UNKNOWN_TYPE,
    /** Content of an entry that is not a file. */
    CONTENT,
    /** The tar ends early, or inside an entry. */
    TRUNCATED,
    /** Less than two zero blocks end the tar. */
    TRAILER,
    /** Something else than zeros follows the end of the tar. */
    TRAILING_DATA,
    /** A name is absolute. */
    ABSOLUTE_NAME,
    /** A name has a component {@code ..}. */
    PARENT_NAME,
    /** A name has an empty component or a component {@code .}. */
    ODD_NAME,
    /** A name or link target is not UTF-8, is empty, or holds a NUL. */
    NAME_TEXT,
    /** A path or link target is too long. */
    LONG_PATH,
    /** A component of a path is too long. */
    LONG_NAME,
    /** The headers before an entry are too large. */
    LARGE_HEADER,
    /** The layers of the image have too many entries. */
    MANY_ENTRIES,
    /** The layers unpack to too many bytes, or grow too much. */
    EXPANSION,
    /** A zstd frame asks for too much memory. */
    ZSTD_WINDOW
  }
}
