package io.mcv.gpu.names;

import io.mcv.gpu.model.PciIdentity;
import io.mcv.gpu.model.Vendor;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What products are called, by their PCI ids: in AMD's list, else in the list of PCI ids that the
 * system has, else in a short one of our own. Never asks the network. Files are read when the first
 * name is asked for.
 */
public final class ProductNames {
  private static final List<String> AMDGPU_IDS =
      List.of("usr/share/libdrm/amdgpu.ids", "opt/amdgpu/share/libdrm/amdgpu.ids");
  private static final List<String> PCI_IDS =
      List.of(
          "usr/share/hwdata/pci.ids",
          "usr/share/misc/pci.ids",
          "usr/share/pci.ids",
          "var/lib/pciutils/pci.ids");

  private final Path root;
  private final Map<String, String> environment;
  private @Nullable List<ProductList> lists;

  private ProductNames(Path root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  /**
   * The names that a host knows.
   *
   * @param root folder that holds its {@code usr}
   * @param environment of which {@code PCIDB_PATH} names a list of PCI ids, and {@code HOME} the
   *     folder below the root that may have one in {@code .cache}
   */
  public static ProductNames of(Path root, Map<String, String> environment) {
    return new ProductNames(root, Map.copyOf(environment));
  }

  /** The product of a PCI function; empty if no list has it. */
  public Optional<Product> find(PciIdentity pci) {
    return lists().stream().map(list -> list.product(pci)).flatMap(Optional::stream).findFirst();
  }

  /** A name even for what no list has: {@code NVIDIA GPU 10de:2330}. */
  public String name(PciIdentity pci) {
    return find(pci)
        .map(Product::name)
        .orElseGet(
            () ->
                String.format(
                    Locale.ROOT,
                    "%s %s %04x:%04x",
                    vendor(pci.vendor()),
                    Vendor.ofPciId(pci.vendor()) == Vendor.OTHER ? "device" : "GPU",
                    pci.vendor(),
                    pci.device()));
  }

  /** Who a vendor is, for people. */
  public String vendor(int vendor) {
    Vendor known = Vendor.ofPciId(vendor);
    if (known != Vendor.OTHER) {
      return known.label();
    }
    return lists().stream()
        .map(list -> list.vendor(vendor))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(known.label());
  }

  private List<ProductList> lists() {
    List<ProductList> known = lists;
    if (known == null) {
      known =
          List.of(
              new AmdgpuIds(ListFile.first(AMDGPU_IDS.stream().map(root::resolve).toList())),
              new PciIds(ListFile.first(pciIds())),
              new OwnProducts());
      lists = known;
    }
    return known;
  }

  private List<Path> pciIds() {
    List<Path> files = new ArrayList<>();
    path(environment.get("PCIDB_PATH")).ifPresent(files::add);
    path(environment.get("HOME"))
        .map(home -> root.resolve(Objects.requireNonNull(home.getRoot()).relativize(home)))
        .ifPresent(home -> files.add(home.resolve(".cache/pci.ids")));
    PCI_IDS.forEach(file -> files.add(root.resolve(file)));
    return files;
  }

  /** An absolute path in a variable. */
  private static Optional<Path> path(@Nullable String value) {
    try {
      return Optional.ofNullable(value).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
