package io.mcv.gpu.names;

import io.mcv.gpu.model.PciIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A short list of our own, {@code products.txt}, of GPUs that run kernels in data centres and on
 * desks.
 *
 * <table>
 * <caption>Its lines</caption>
 * <tr><td>{@code 10de NVIDIA}</td><td>a vendor</td></tr>
 * <tr><td>{@code 10de:2330 GH100 NVIDIA H100 80GB HBM3}</td><td>device, chip or {@code -}, name
 * </td></tr>
 * <tr><td>{@code 10de:25b6:10de:14a9 GA107 NVIDIA A16}</td><td>a device on one board</td></tr>
 * <tr><td>{@code 1002:744c/c8 - AMD Radeon RX 7900 XTX}</td><td>a revision of a device</td></tr>
 * </table>
 */
final class OwnProducts implements ProductList {
  private final String text;

  OwnProducts() {
    this.text = read();
  }

  @Override
  public Optional<Product> product(PciIdentity pci) {
    String device = String.format(Locale.ROOT, "%04x:%04x", pci.vendor(), pci.device());
    String board =
        String.format(
            Locale.ROOT, "%s:%04x:%04x", device, pci.subsystemVendor(), pci.subsystemDevice());
    String revision = String.format(Locale.ROOT, "%s/%02x", device, pci.revision());
    return Stream.of(board, revision, device)
        .map(this::line)
        .filter(Objects::nonNull)
        .findFirst()
        .map(OwnProducts::parse);
  }

  @Override
  public Optional<String> vendor(int vendor) {
    return Optional.ofNullable(line(String.format(Locale.ROOT, "%04x", vendor)));
  }

  private static Product parse(String line) {
    int space = line.indexOf(' ');
    String chip = line.substring(0, space);
    return new Product(line.substring(space + 1), chip.equals("-") ? null : chip);
  }

  private @Nullable String line(String key) {
    String start = "\n" + key + " ";
    int found = text.indexOf(start);
    return found < 0 ? null : text.substring(found + start.length(), text.indexOf('\n', found + 1));
  }

  private static String read() {
    try (InputStream in = OwnProducts.class.getResourceAsStream("products.txt")) {
      return in == null ? "" : "\n" + new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }
}
