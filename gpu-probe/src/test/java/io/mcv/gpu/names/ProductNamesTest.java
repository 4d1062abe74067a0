package io.mcv.gpu.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.PciIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductNamesTest {
  private static final String PCI_IDS =
      """
      # Comments, also between devices.
      1002  Advanced Micro Devices, Inc. [AMD/ATI]
      \t744c  Navi 31 [Radeon RX 7900 XT/7900 XTX]
      \t2330  not of this vendor
      10de  NVIDIA Corporation
      # one of ours
      \t2330  GH100 [H100 SXM5 80GB]
      \t\t10de 16c1  a board, not the device
      \t2684  AD102 [GeForce RTX 4090]
      \t9999  Grün
      1a03  ASPEED Technology, Inc.
      \t2000  ASPEED Graphics Family
      C 03  Display controller
      10df  after the vendors
      \t0001  no device
      """;

  @TempDir Path root;

  @Test
  void theListOfTheSystemNamesTheDeviceAndItsChip() throws IOException {
    write("usr/share/misc/pci.ids", PCI_IDS);

    ProductNames names = ProductNames.of(root, Map.of());

    assertThat(names.find(pci(0x10de, 0x2330)))
        .contains(new Product("GH100 [H100 SXM5 80GB]", "GH100"));
    assertThat(names.name(pci(0x1a03, 0x2000))).isEqualTo("ASPEED Graphics Family");
    assertThat(names.vendor(0x1a03)).isEqualTo("ASPEED Technology, Inc.");
    assertThat(names.find(pci(0x10de, 0x2000))).isEmpty();
    assertThat(names.find(pci(0x10df, 0x0001))).isEmpty();
    assertThat(names.find(pci(0x10de, 0x9999))).isPresent();
  }

  @Test
  void theListOfAmdComesFirstSinceItKnowsRevisions() throws IOException {
    write("usr/share/misc/pci.ids", PCI_IDS);
    write(
        "opt/amdgpu/share/libdrm/amdgpu.ids",
        """
        # List of AMDGPU IDs
        1.0.0
        744C,\tC8,\tAMD Radeon RX 7900 XTX
        744C,   CC,     AMD Radeon RX 7900 XT
        """);

    ProductNames names = ProductNames.of(root, Map.of());

    assertThat(names.name(amd(0x744c, 0xc8))).isEqualTo("AMD Radeon RX 7900 XTX");
    assertThat(names.name(amd(0x744c, 0xcc))).isEqualTo("AMD Radeon RX 7900 XT");
    assertThat(names.name(amd(0x744c, 0x00))).isEqualTo("Navi 31 [Radeon RX 7900 XT/7900 XTX]");
  }

  @Test
  void aListMayBeCompressedAndIsLookedForInTheFoldersOfAllSystems() throws IOException {
    Path file = Files.createDirectories(root.resolve("usr/share/hwdata")).resolve("pci.ids.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(PCI_IDS.getBytes(StandardCharsets.ISO_8859_1));
    }

    assertThat(ProductNames.of(root, Map.of()).name(pci(0x10de, 0x2684)))
        .isEqualTo("AD102 [GeForce RTX 4090]");
  }

  @Test
  void theVariablesOfTheUserComeBeforeTheSystem() throws IOException {
    write("usr/share/misc/pci.ids", PCI_IDS);
    write("home/ada/.cache/pci.ids", "10de  NVIDIA\n\t2330  of the home\n");
    Path own = write("own.ids", "10de  NVIDIA\n\t2330  of the variable\n");

    assertThat(ProductNames.of(root, Map.of("HOME", "/home/ada")).name(pci(0x10de, 0x2330)))
        .isEqualTo("of the home");
    assertThat(
            ProductNames.of(root, Map.of("HOME", "/home/ada", "PCIDB_PATH", own.toString()))
                .name(pci(0x10de, 0x2330)))
        .isEqualTo("of the variable");
    assertThat(ProductNames.of(root, Map.of("PCIDB_PATH", "own.ids")).name(pci(0x10de, 0x2330)))
        .isEqualTo("GH100 [H100 SXM5 80GB]");
  }

  @Test
  void withoutAListOurOwnKnowsTheCommonProducts() {
    ProductNames names = ProductNames.of(root, Map.of());

    assertThat(names.find(pci(0x10de, 0x2330)))
        .contains(new Product("NVIDIA H100 80GB HBM3", "GH100"));
    assertThat(names.name(amd(0x744c, 0xc8))).isEqualTo("AMD Radeon RX 7900 XTX");
    assertThat(names.name(amd(0x744c, 0x01))).isEqualTo("AMD Radeon RX 7900");
    assertThat(names.name(board(0x10de, 0x25b6, 0x10de, 0x157e))).isEqualTo("NVIDIA A2");
    assertThat(names.name(board(0x10de, 0x25b6, 0x10de, 0x14a9))).isEqualTo("NVIDIA A16");
    assertThat(names.name(pci(0x1da3, 0x1060))).isEqualTo("Habana Gaudi3");
  }

  @Test
  void whatNoListHasIsNamedByItsIds() {
    ProductNames names = ProductNames.of(root, Map.of());

    assertThat(names.name(pci(0x10de, 0xffff))).isEqualTo("NVIDIA GPU 10de:ffff");
    assertThat(names.name(pci(0x1a03, 0xffff))).isEqualTo("ASPEED device 1a03:ffff");
    assertThat(names.name(pci(0xabcd, 0x0001))).isEqualTo("unknown vendor device abcd:0001");
  }

  @Test
  void filesAreReadWhenTheFirstNameIsAskedFor() throws IOException {
    ProductNames names = ProductNames.of(root, Map.of());
    write("usr/share/misc/pci.ids", PCI_IDS);

    assertThat(names.name(pci(0x10de, 0x2330))).isEqualTo("GH100 [H100 SXM5 80GB]");
  }

  @Test
  void aListOfNonsenseIsNoList() throws IOException {
    write("usr/share/hwdata/pci.ids", "\n10de  \n\t2330  \n\t2684  \u0001\u001b[31m");
    Files.write(
        root.resolve("usr/share/hwdata/pci.ids.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1});

    ProductNames names = ProductNames.of(root, Map.of());

    assertThat(names.name(pci(0x10de, 0x2330))).isEqualTo("NVIDIA H100 80GB HBM3");
    assertThat(names.name(pci(0x10de, 0x2684))).isEqualTo("??[31m");
  }

  private Path write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    return Files.writeString(path, text, StandardCharsets.ISO_8859_1);
  }

  private static PciIdentity pci(int vendor, int device) {
    return board(vendor, device, 0, 0);
  }

  private static PciIdentity amd(int device, int revision) {
    return new PciIdentity(
        new PciAddress(0, 3, 0, 0), 0x030000, 0x1002, device, 0x1002, 0x0e3b, revision, null);
  }

  private static PciIdentity board(int vendor, int device, int boardVendor, int board) {
    return new PciIdentity(
        new PciAddress(0, 3, 0, 0), 0x030000, vendor, device, boardVendor, board, 0xa1, null);
  }
}
