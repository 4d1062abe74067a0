package io.mcv.gpu;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.Vendor;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device, or a part of one, and what each source tells of it.
 *
 * @param address where it is on the PCI buses, or null
 * @param partition which part it is; null for the whole
 * @param ofPart what sources tell of this part
 * @param ofWhole what sources tell of the whole device
 */
record FoundDevice(
    @Nullable PciAddress address,
    @Nullable Integer partition,
    Map<Source, DeviceFacts> ofPart,
    Map<Source, DeviceFacts> ofWhole) {
  private static final int HEX = 16;
  private static final int MAX_HEX_DIGITS = 7;

  FoundDevice {
    ofPart = new EnumMap<>(ofPart);
    ofWhole = new EnumMap<>(ofWhole);
  }

  /** Whether a source tells of it. */
  boolean isToldBy(Source source) {
    return ofPart.containsKey(source) || ofWhole.containsKey(source);
  }

  /** What one source tells, of the part or else of the whole. */
  @Nullable String get(Source source, Fact fact) {
    String part = get(ofPart, source, fact);
    return part == null ? get(ofWhole, source, fact) : part;
  }

  /** What the source tells whose word counts. */
  @Nullable String get(Fact fact) {
    String part = first(ofPart, fact);
    return part == null ? first(ofWhole, fact) : part;
  }

  /** A fact that is a decimal number. */
  OptionalLong number(Fact fact) {
    return DeviceFacts.decimal(get(fact));
  }

  /** A fact that is a number in hex; 0 where it is none. */
  int hex(Fact fact) {
    String text = get(fact);
    boolean isNumber =
        text != null
            && text.length() <= MAX_HEX_DIGITS
            && text.chars().allMatch(digit -> Character.digit(digit, HEX) >= 0)
            && !text.isEmpty();
    return isNumber ? Integer.parseInt(text, HEX) : 0;
  }

  /** By its PCI vendor, else by who tells of it. */
  Vendor vendor() {
    Vendor vendor = Vendor.ofPciId(hex(Fact.PCI_VENDOR));
    if (vendor != Vendor.OTHER || get(Fact.PCI_VENDOR) != null) {
      return vendor;
    }
    if (isToldBy(Source.LIBCUDA) || isToldBy(Source.NVML) || isToldBy(Source.NVIDIA_PROC)) {
      return Vendor.NVIDIA;
    }
    return isToldBy(Source.KFD) || isToldBy(Source.AMDSMI) || isToldBy(Source.HIP)
        ? Vendor.AMD
        : Vendor.OTHER;
  }

  private static @Nullable String first(Map<Source, DeviceFacts> told, Fact fact) {
    Collection<Source> order = new LinkedHashSet<>(Precedence.first(fact));
    order.addAll(told.keySet());
    for (Source source : order) {
      String value = get(told, source, fact);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable String get(Map<Source, DeviceFacts> told, Source source, Fact fact) {
    DeviceFacts facts = told.get(source);
    return facts == null ? null : facts.get(fact);
  }

  /** All that tell of it. */
  Set<Source> sources() {
    Set<Source> sources = new LinkedHashSet<>();
    for (Source source : Source.values()) {
      if (isToldBy(source)) {
        sources.add(source);
      }
    }
    return sources;
  }
}
