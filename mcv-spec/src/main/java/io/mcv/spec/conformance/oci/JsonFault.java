package io.mcv.spec.conformance.oci;

import io.mcv.oci.json.Json;
import io.mcv.spec.conformance.image.Document;
import java.util.Optional;

/** Why a document is not JSON as this format wants it. */
enum JsonFault {
  /** No JSON, or JSON that is not an object. */
  SYNTAX,
  /** Bytes that are not UTF-8. */
  ENCODING,
  /** A key that comes twice in one object. */
  DUPLICATE_KEY,
  /** More than one value. */
  TRAILING_TEXT,
  /** Nesting deeper than {@link Json#MAX_DEPTH}. */
  DEPTH;

  private static final String MALFORMED = "not valid JSON: ";

  /** The fault of a document that was read. */
  static Optional<JsonFault> of(Document document) {
    if (document.fault().isPresent()) {
      return Optional.empty();
    }
    return document
        .syntaxError()
        .map(JsonFault::ofMessage)
        .or(() -> document.json().filter(json -> !json.isObject()).map(json -> SYNTAX));
  }

  /** By the words of {@link Json} and of the parser below it. */
  private static JsonFault ofMessage(String message) {
    if (message.startsWith(MALFORMED + "it is not in UTF-8")) {
      return ENCODING;
    }
    if (message.startsWith(MALFORMED + "Duplicate")) {
      return DUPLICATE_KEY;
    }
    if (message.startsWith(MALFORMED + "Document nesting depth")) {
      return DEPTH;
    }
    return message.startsWith("there is more text after") ? TRAILING_TEXT : SYNTAX;
  }
}
