package io.mcv.oci.registry;

import io.mcv.oci.model.Printable;

/**
 * One error of a registry's answer.
 *
 * @param code such as {@code MANIFEST_UNKNOWN}; empty where the answer is not in the form of the
 *     specification
 * @param message the registry's own words; may be empty
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes">distribution-spec,
 *     Error Codes</a>
 */
public record RegistryError(String code, String message) {

  /** Code and words, safe for a terminal. */
  @Override
  public String toString() {
    String text = code.isEmpty() || message.isEmpty() ? code + message : code + ": " + message;
    return Printable.of(text);
  }
}
