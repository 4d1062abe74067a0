package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading on where names are refused, and what is told of an entry beside what is unpacked. */
class EntryFaultsTest {
  private final List<LayerRefusal> faults = new ArrayList<>();

  @Test
  void allFaultyNamesAreToldAndTheirEntriesHandedOut() throws IOException {
    List<TarEntry> entries =
        read(
            new RawTar()
                .add('0', "/abs")
                .add('0', "a//b")
                .add('0', "../c")
                .add('2', "link")
                .add('0', "a\u00ff")
                .add('0', "good"));

    assertThat(entries)
        .extracting(TarEntry::name)
        .containsExactly("/abs", "a//b", "../c", "link", "a\ufffd", "good");
    assertThat(faults)
        .extracting(LayerRefusal::fault)
        .containsExactly(
            LayerFault.ABSOLUTE_NAME,
            LayerFault.ODD_NAME,
            LayerFault.PARENT_NAME,
            LayerFault.NAME_TEXT,
            LayerFault.NAME_TEXT);
    assertThat(faults)
        .extracting(LayerRefusal::offset)
        .containsExactly(0L, 512L, 1024L, 1536L, 2048L);
    assertThat(faults)
        .extracting(LayerRefusal::entry)
        .containsExactly("/abs", "a//b", "../c", "link", "a\ufffd");
  }

  @Test
  void aFaultOfTheTarStillStopsIt() {
    assertThatExceptionOfType(UnsafeEntryException.class)
        .isThrownBy(() -> read(new RawTar().add('5', "a", "content")))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(LayerFault.CONTENT));
  }

  @Test
  void ownersAreToldAndNeverRefused() throws IOException {
    byte[] large = {(byte) 0x80, 0, 0, 0, 1, 0, 0, 0};
    List<TarEntry> entries =
        read(
            new RawTar()
                .add(
                    new RawTar.Header('0', "a", 0)
                        .put(TarField.UID, "0000007")
                        .put(TarField.GID, "0000010")
                        .put(TarField.UNAME, "user")
                        .put(TarField.GNAME, "group"))
                .records('x', "uid=4294967296", "gname=wheel")
                .add('0', "b")
                .add(new RawTar.Header('0', "c", 0).put(TarField.UID, large))
                .add(new RawTar.Header('0', "d", 0).put(TarField.UID, "x")));

    assertThat(entries)
        .extracting(TarEntry::owner)
        .containsExactly(
            new TarOwner(7, 8, "user", "group"),
            new TarOwner(4294967296L, 0, "", "wheel"),
            new TarOwner(1 << 24, 0, "", ""),
            new TarOwner(-1, 0, "", ""));
  }

  @Test
  void namesAndPlacesAreAsStored() throws IOException {
    List<TarEntry> entries =
        read(new RawTar().add('5', "./a/").records('x', "comment=c").add('0', "a/b"));

    assertThat(entries).extracting(TarEntry::name).containsExactly("./a/", "a/b");
    assertThat(entries).extracting(TarEntry::path).containsExactly("a", "a/b");
    assertThat(entries).extracting(TarEntry::offset).containsExactly(0L, 512L);
    assertThat(faults).isEmpty();
  }

  @Test
  void namesAreCountedAllTogether() throws IOException {
    LayerBudget budget = new LayerBudget(LayerLimits.DEFAULT);
    budget.countNames(LayerBudget.MAX_NAMES_LENGTH - 1);

    assertThat(read(new RawTar().add('0', "a"), budget)).hasSize(1);
    assertThatExceptionOfType(LayerLimitException.class)
        .isThrownBy(() -> read(new RawTar().add('0', "b"), budget))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(LayerFault.MANY_NAMES));
  }

  private List<TarEntry> read(RawTar tar) throws IOException {
    return read(tar, new LayerBudget(LayerLimits.DEFAULT));
  }

  private List<TarEntry> read(RawTar tar, LayerBudget budget) throws IOException {
    byte[] blob = tar.end();
    List<TarEntry> read = new ArrayList<>();
    try (LayerReader reader =
        LayerReader.open(
            new ByteArrayInputStream(blob),
            Descriptor.of(MediaType.OCI_LAYER_TAR, blob),
            DigestAlgorithm.SHA256,
            budget,
            faults::add)) {
      for (TarEntry entry; (entry = reader.next()) != null; ) {
        read.add(entry);
      }
    }
    return read;
  }
}
