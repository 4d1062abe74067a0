package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerLimitsTest {
  private static final LayerLimits LIMITS = LayerLimits.DEFAULT;

  @Test
  void entriesAreCountedOverAllLayersOfAnImage() throws IOException {
    byte[] twoEntries = Layers.tar(Layers.file("a", ""), Layers.file("b", ""));
    LayerBudget budget = new LayerBudget(LIMITS.withMaxEntries(4));
    read(twoEntries, budget);
    read(twoEntries, budget);

    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> read(twoEntries, budget))
        .withMessageContaining("more than 4 entries")
        .withMessageContaining("--max-entries");
  }

  @Test
  void unpackedBytesAreCountedOverAllLayersOfAnImage() throws IOException {
    byte[] layer = Layers.tar(Layers.file("a", "x"));
    LayerBudget budget = new LayerBudget(LIMITS.withMaxUnpackedBytes(2L * layer.length));
    read(layer, budget);
    read(layer, budget);

    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> read(layer, budget))
        .withMessageContaining("--max-unpacked");
  }

  @Test
  void zerosAfterTheTrailerCountAsUnpacked() {
    LayerLimits limits = LIMITS.withMaxUnpackedBytes(100_000);

    assertLimit(new byte[100_001], limits, "--max-unpacked");
  }

  @Test
  void aLayerThatGrowsTooMuchIsRefusedOnceItIsLarge() throws IOException {
    byte[] zeros =
        Layers.write(
            List.of(Layers.file("zeros", new byte[3_000_000], 0644, 0)),
            TarDialect.GO,
            Compressors.jdkGzip(6));

    assertLimit(zeros, LIMITS.withRatioFreeBytes(1_000_000), "200-fold");
    assertLimit(zeros, LIMITS.withRatioFreeBytes(0).withMaxRatio(900), "--max-ratio");
    assertThat(Layers.read(zeros)).hasSize(1);
    assertThat(Layers.read(zeros, null, LIMITS.withRatioFreeBytes(0).withMaxRatio(1100)))
        .hasSize(1);
  }

  @Test
  void aLayerThatGrowsTooMuchIsRefusedBeforeItIsReadToItsEnd() throws IOException {
    byte[] zeros =
        Layers.write(
            List.of(Layers.file("zeros", new byte[200_000_000], 0644, 0)),
            TarDialect.GO,
            Compressors.gzip());
    int[] read = new int[1];
    FilterInputStream counting =
        new FilterInputStream(new ByteArrayInputStream(zeros)) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            read[0] += n;
            return n;
          }
        };
    try (LayerReader reader = Layers.open(counting, null, LIMITS)) {
      reader.next();
      assertThatExceptionOfType(LimitExceededException.class).isThrownBy(reader::next);
    }

    assertThat(read[0]).isLessThan(zeros.length * 2 / 3);
  }

  @Test
  void aPathOfTheLimitIsReadAndALongerOneRefused() throws IOException {
    LayerLimits limits = LIMITS.withMaxPathBytes(120);

    assertThat(Layers.read(Layers.tar(Layers.file("n".repeat(120), "")), null, limits)).hasSize(1);
    assertLimit(Layers.tar(Layers.file("n".repeat(121), "")), limits, "120 bytes");
  }

  @Test
  void theLimitOfPathsCountsForLinkTargetsToo() throws IOException {
    byte[] tar = Layers.tar(new LayerEntry.SymbolicLink("a", 0, "t".repeat(4097)));

    assertLimit(tar, LIMITS, "link target");
  }

  @Test
  void aComponentOfTheLimitIsReadAndALongerOneRefused() throws IOException {
    String fits = "\u00e9".repeat(127) + "x";

    assertThat(Layers.read(Layers.tar(Layers.file("d/" + fits + "/f", "")))).hasSize(1);
    assertLimit(Layers.tar(Layers.file("d/" + fits + "x/f", "")), LIMITS, "255 bytes");
  }

  @Test
  void recordsBeyondTheLimitAreRefusedBeforeTheyAreRead() throws IOException {
    byte[] value = new byte[1 << 20];
    byte[] tar = Layers.tar(new LayerEntry.Directory("d", 0755, 0, Map.of("user.large", value)));
    byte[] declaredOnly =
        new RawTar().add(new RawTar.Header('x', "x", Long.MAX_VALUE >> 30)).withoutTrailer();
    byte[] longName = new RawTar().add(new RawTar.Header('L', "x", (1 << 20) + 1)).withoutTrailer();

    assertLimit(tar, LIMITS, "1048576 bytes");
    assertLimit(declaredOnly, LIMITS, "1048576 bytes");
    assertLimit(longName, LIMITS, "1048576 bytes");
    assertThat(Layers.read(tar, null, LIMITS.withMaxHeaderBytes(2 << 20))).hasSize(1);
  }

  @Test
  void limitsArePositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> LIMITS.withMaxEntries(0));
    assertThatIllegalArgumentException().isThrownBy(() -> LIMITS.withMaxRatio(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> LIMITS.withMaxZstdWindowLog(31));
    assertThatCode(() -> LIMITS.withRatioFreeBytes(0)).doesNotThrowAnyException();
  }

  private static void assertLimit(byte[] layer, LayerLimits limits, String message) {
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> Layers.read(layer, null, limits))
        .withMessageContaining(message);
  }

  private static void read(byte[] layer, LayerBudget budget) throws IOException {
    Descriptor descriptor = Descriptor.of(MediaType.OCI_LAYER_TAR, layer);
    try (LayerReader reader =
        LayerReader.open(new ByteArrayInputStream(layer), descriptor, null, budget)) {
      while (reader.next() != null) {
        // Only what it costs matters.
      }
    }
  }
}
