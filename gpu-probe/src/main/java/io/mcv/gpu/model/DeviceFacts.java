package io.mcv.gpu.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one source tells about one device.
 *
 * @param address its PCI address; null for a device that is not on a PCI bus, as in Jetson boards
 * @param partition which part of the device it is, from 0; null if the facts are about the whole
 * @param facts in the order of {@link Fact}
 */
public record DeviceFacts(
    @Nullable PciAddress address, @Nullable Integer partition, Map<Fact, String> facts) {
  private static final int MAX_DIGITS = 18;

  /** Copies the facts. */
  public DeviceFacts {
    Map<Fact, String> copy = new EnumMap<>(Fact.class);
    copy.putAll(facts);
    facts = Collections.unmodifiableMap(copy);
  }

  /** The value of a fact, or null. */
  public @Nullable String get(Fact fact) {
    return facts.get(fact);
  }

  /** A fact that is a decimal number of up to 18 digits; empty where it is none. */
  public OptionalLong number(Fact fact) {
    return decimal(facts.get(fact));
  }

  /** A text that is a decimal number of up to 18 digits; empty where it is none. */
  public static OptionalLong decimal(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(Long.parseLong(text));
  }
}
