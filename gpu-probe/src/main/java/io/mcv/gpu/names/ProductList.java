package io.mcv.gpu.names;

import io.mcv.gpu.model.PciIdentity;
import java.util.Optional;

/** A list of products by their PCI ids. */
interface ProductList {
  /** The product; empty if the list does not have it. */
  Optional<Product> product(PciIdentity pci);

  /** Who a PCI vendor is; empty if the list does not have it. */
  Optional<String> vendor(int vendor);
}
