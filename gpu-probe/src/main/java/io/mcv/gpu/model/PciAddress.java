package io.mcv.gpu.model;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a function sits on the PCI buses of a host, {@code 0000:41:00.0}. Sorted by its numbers.
 *
 * @param domain 0 to 0xffffffff; more than four digits on some virtual machines
 * @param bus 0 to 255
 * @param device 0 to 31
 * @param function 0 to 7
 */
public record PciAddress(long domain, int bus, int device, int function)
    implements Comparable<PciAddress> {
  private static final Pattern TEXT =
      Pattern.compile("([0-9a-fA-F]{4,8}):([0-9a-fA-F]{2}):([0-9a-fA-F]{2})\\.([0-7])");
  private static final int HEX = 16;
  private static final Comparator<PciAddress> ORDER =
      Comparator.comparingLong(PciAddress::domain)
          .thenComparingInt(PciAddress::bus)
          .thenComparingInt(PciAddress::device)
          .thenComparingInt(PciAddress::function);

  /** Checks the ranges. */
  public PciAddress {
    boolean inRange =
        domain >= 0
            && domain <= 0xffff_ffffL
            && bus >= 0
            && bus <= 0xff
            && device >= 0
            && device <= 0x1f
            && function >= 0
            && function <= 7;
    if (!inRange) {
      throw new IllegalArgumentException("no PCI address");
    }
  }

  /**
   * Reads an address in either case, its domain with four to eight digits, as sysfs, CUDA and NVML
   * write them; empty if it is none.
   */
  public static Optional<PciAddress> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3), HEX) > 0x1f) {
      return Optional.empty();
    }
    return Optional.of(
        new PciAddress(
            Long.parseLong(matcher.group(1), HEX),
            Integer.parseInt(matcher.group(2), HEX),
            Integer.parseInt(matcher.group(3), HEX),
            Integer.parseInt(matcher.group(4), HEX)));
  }

  @Override
  public int compareTo(PciAddress other) {
    return ORDER.compare(this, other);
  }

  /** As sysfs names it: lower case, four digits of the domain or more. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%04x:%02x:%02x.%x", domain, bus, device, function);
  }
}
