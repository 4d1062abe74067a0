package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Facts as they are found; what is not found is not added. */
final class Facts {
  private final Map<Fact, String> found = new EnumMap<>(Fact.class);

  Facts add(Fact fact, @Nullable String value) {
    if (value != null) {
      found.put(fact, value);
    }
    return this;
  }

  Facts add(Fact fact, OptionalLong value) {
    value.ifPresent(number -> found.put(fact, Long.toString(number)));
    return this;
  }

  /** Adds a number of so many hex digits. */
  Facts addHex(Fact fact, int digits, long value) {
    String text = Long.toHexString(value);
    found.put(fact, "0".repeat(Math.max(0, digits - text.length())) + text);
    return this;
  }

  /** Why processes here cannot use the device; the first reason stays. Null is no reason. */
  Facts hide(@Nullable String reason) {
    if (reason != null) {
      found.putIfAbsent(Fact.VISIBLE, "false");
      found.putIfAbsent(Fact.HIDDEN_BY, reason);
    }
    return this;
  }

  boolean has(Fact fact) {
    return found.containsKey(fact);
  }

  Map<Fact, String> all() {
    return found;
  }

  DeviceFacts about(@Nullable PciAddress address, @Nullable Integer partition) {
    return new DeviceFacts(address, partition, found);
  }
}
