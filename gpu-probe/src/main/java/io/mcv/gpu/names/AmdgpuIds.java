package io.mcv.gpu.names;

import io.mcv.gpu.model.PciIdentity;
import io.mcv.gpu.model.Vendor;
import java.util.Locale;
import java.util.Optional;

/**
 * AMD's list of what its products are called, {@code amdgpu.ids}: lines of device, revision and
 * name with commas between them, ids in hex.
 */
final class AmdgpuIds implements ProductList {
  private final String text;

  AmdgpuIds(String text) {
    this.text = text;
  }

  @Override
  public Optional<Product> product(PciIdentity pci) {
    if (Vendor.ofPciId(pci.vendor()) != Vendor.AMD) {
      return Optional.empty();
    }
    String device = String.format(Locale.ROOT, "%04X,", pci.device());
    String revision = String.format(Locale.ROOT, "%02X,", pci.revision());
    return text.lines()
        .filter(line -> line.regionMatches(true, 0, device, 0, device.length()))
        .map(line -> line.substring(device.length()).strip())
        .filter(rest -> rest.regionMatches(true, 0, revision, 0, revision.length()))
        .map(rest -> ListFile.name(rest.substring(revision.length())))
        .filter(name -> !name.isEmpty())
        .map(name -> new Product(name, null))
        .findFirst();
  }

  @Override
  public Optional<String> vendor(int vendor) {
    return Optional.empty();
  }
}
