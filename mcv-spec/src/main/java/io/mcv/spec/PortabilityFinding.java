package io.mcv.spec;

/**
 * Something in a cache that ties it to the machine it was made on.
 *
 * @param path the file, relative to the cache folder
 * @param reason what it is, such as {@code absolute paths}
 * @param detail the value found and what follows from it
 */
public record PortabilityFinding(String path, String reason, String detail) {
  @Override
  public String toString() {
    return path + ": " + reason + ": " + detail;
  }
}
