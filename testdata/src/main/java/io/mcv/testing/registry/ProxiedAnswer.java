package io.mcv.testing.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the registry behind a {@link FaultProxy} answered.
 *
 * @param status of the answer
 * @param headers values by lower-case name
 * @param body whole; empty for an answer to HEAD
 */
public record ProxiedAnswer(int status, Map<String, List<String>> headers, byte[] body) {

  /** The first value of a header; null if it was not sent. */
  public @Nullable String header(String lowerCaseName) {
    List<String> values = headers.get(lowerCaseName);
    return values == null ? null : values.get(0);
  }

  @Override
  public String toString() {
    return status + " (" + body.length + " bytes)";
  }
}
