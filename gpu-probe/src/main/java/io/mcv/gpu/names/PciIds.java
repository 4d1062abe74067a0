package io.mcv.gpu.names;

import io.mcv.gpu.model.PciIdentity;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The list of PCI ids that systems have, {@code pci.ids}. Only the part of the vendor that is asked
 * for is looked at.
 *
 * <table>
 * <caption>Its lines</caption>
 * <tr><td>{@code 10de  NVIDIA Corporation}</td><td>a vendor</td></tr>
 * <tr><td>{@code \t2330  GH100 [H100 SXM5 80GB]}</td><td>a device of it</td></tr>
 * <tr><td>{@code \t\t10de 16c1  …}</td><td>a board with that device; cards' sellers name them, so
 * they are not used</td></tr>
 * <tr><td>{@code C 00  …}</td><td>the classes of devices, after all vendors</td></tr>
 * </table>
 */
final class PciIds implements ProductList {
  private static final int CHIP_LENGTH = 5;

  private final String text;
  private final int end;

  PciIds(String text) {
    this.text = "\n" + text;
    int classes = this.text.indexOf("\nC ");
    this.end = classes < 0 ? this.text.length() : classes;
  }

  @Override
  public Optional<Product> product(PciIdentity pci) {
    int line = vendorLine(pci.vendor());
    String device = "\t" + hex(pci.device()) + "  ";
    while (line >= 0) {
      line = next(line);
      if (line >= 0 && text.startsWith(device, line)) {
        String name = ListFile.name(text.substring(line + device.length(), lineEnd(line)));
        return name.isEmpty() ? Optional.empty() : Optional.of(new Product(name, chip(name)));
      }
      if (line >= 0 && isVendor(text.charAt(line))) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> vendor(int vendor) {
    int line = vendorLine(vendor);
    return line < 0
        ? Optional.empty()
        : Optional.of(ListFile.name(text.substring(line + "10de  ".length(), lineEnd(line))));
  }

  /** Two letters and three more characters, as NVIDIA's chips have: {@code GH100}. */
  private static @Nullable String chip(String name) {
    int length = 0;
    while (length < name.length() && isUpperCaseOrDigit(name.charAt(length))) {
      length++;
    }
    return length >= CHIP_LENGTH ? name.substring(0, length) : null;
  }

  private static boolean isUpperCaseOrDigit(char c) {
    return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private static boolean isVendor(char first) {
    return first != '\t' && first != '#' && first != '\n' && first != '\r';
  }

  /** Where the line of a vendor begins, or -1. */
  private int vendorLine(int vendor) {
    int found = text.indexOf("\n" + hex(vendor) + "  ");
    return found < 0 || found >= end ? -1 : found + 1;
  }

  /** Where the line after this one begins, or -1. */
  private int next(int line) {
    int next = lineEnd(line) + 1;
    return next >= end ? -1 : next;
  }

  private int lineEnd(int line) {
    int found = text.indexOf('\n', line);
    return found < 0 ? text.length() : found;
  }

  private static String hex(int id) {
    return String.format(Locale.ROOT, "%04x", id);
  }
}
