package io.mcv.oci.layer.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs that skopeo 1.9.3 compressed, compressed again. */
class PgzipGoldenTest {
  private static final ExecutorService TWO = Executors.newFixedThreadPool(2);
  private static final ExecutorService SEVEN = Executors.newFixedThreadPool(7);
  private static final List<PgzipCompressor> COMPRESSORS =
      List.of(
          PgzipCompressor.serial(GzipProfile.PGZIP_1_15),
          PgzipCompressor.parallel(GzipProfile.PGZIP_1_15, TWO, 2),
          PgzipCompressor.parallel(GzipProfile.PGZIP_1_15, SEVEN, 7));

  private final Random random = new Random(7);

  @AfterAll
  static void stopThreads() {
    TWO.shutdown();
    SEVEN.shutdown();
  }

  @Test
  void everyGoldenFileIsTheSame() throws IOException {
    Path golden = SharedData.folder("gzip-golden");
    int compared = 0;
    for (Vector vector : Vector.read(golden)) {
      Path raw = golden.resolve(vector.name).resolve("raw");
      if (Files.exists(raw)) {
        byte[] expected =
            Files.readAllBytes(golden.resolve(vector.name).resolve("skopeo-1.9.3.gz"));
        assertThat(Digest.sha256(expected)).isEqualTo(vector.gzip);
        assertCompressedTo(vector.gzip, Files.readAllBytes(raw), vector.name);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(14);
  }

  @Test
  void everyExtraFileIsTheSame() throws IOException {
    Path extra = SharedData.folder("gzip-extra");
    List<Vector> vectors = Vector.read(extra);
    for (Vector vector : vectors) {
      byte[] raw = Files.readAllBytes(extra.resolve(vector.name + ".raw"));
      assertCompressedTo(vector.gzip, raw, vector.name);
    }
    assertThat(vectors).hasSize(248);
  }

  @ParameterizedTest
  @CsvSource({
    "EMPTY,56061a2727129d03575feb70ff7d610c6b1fdc7d35159ec124ab237823ee68bd",
    "ZEROS,926fbaa725be6d8a489bd113a912a7cd8d31db38e114814a3336b70bd39b798b",
    "NUMBERS,1f974dc02ed5301893c68fe9200c75a969bb9ce2aa8e1725fa039ec6e9c1169d",
    "RANDOM,2434dfccc7731944ce6912ec93a5c26cf8318c4185828d3b63e6dcfe169867e5",
    "LETTERS,303f93b05c151d71823e17df529db2bd3f8b078c9a7832817a0332747cf46aad",
    "SQUARES,0444eccabe1763bd6dcc38aae12cdc9f1128aea4b30a21275e6ccfddf00624fb",
    "WORDS,4191206fc80c03f9a6df31fd7a597e6fc0dc73de9d2d831558cc1632d42ec299"
  })
  void everyFormulaIsTheSame(Formula formula, String sha256) throws IOException {
    assertCompressedTo(Digest.parse("sha256:" + sha256), formula.bytes(), formula.name());
  }

  @ParameterizedTest
  @CsvSource({
    "STORED,"
        + "1f8b080000096e8800ff0064009bff61626361626361626361626361626361626361626361626361"
        + "62636162636162636162632068656c6c6f2068656c6c6f2068656c6c6f20776f726c642c20746865"
        + "20717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a000000ffff"
        + "0300eb58e8be64000000",
    "LITERALS,"
        + "1f8b080000096e8800ff04c081000000008020d6f387b82449922449922449922449922449922449"
        + "9264000000ffff03002c2ff45d64000000",
    "FIXED,"
        + "1f8b080000096e8800ff72770d51d0cfcc4b49add0cb28c9cd51f0080909d037d433e4e5f2c82f2e"
        + "b15248ad48cc2dc849d5cb2f4ae7e542536c5f616b885f836372726a4189958296be1654777e4946"
        + "6a110eab78b900000000ffff03009378dbca8e000000",
    "DYNAMIC,"
        + "1f8b080000096e8800ff8cd14d0e82400cc5f1bda7e811e675ca08120fe3c7188904a211f5f86e6c"
        + "d9d9eeff699af71b87a9524a6947afc3b8d47deae979ad745f86d38d8e8ff93dd165fef454a7f3e6"
        + "d7425bf82d6b2b7e9bb5edfc56b445f1e346636efcb8689c0397b71a4be0e756e31218a3d3b8f557"
        + "86e921f97e58fd3870db0421fedb3043147f11ac8a9d3f3656c68023cc919bc06d83e436f0b74966"
        + "0e6c6294b9f87bb3594ac092cd52e4dfed2f000000ffff0300cab492a7e6030000"
  })
  void everyTraceIsTheSame(Trace trace, String gzip) throws IOException {
    for (PgzipCompressor compressor : COMPRESSORS) {
      byte[] compressed = Gzip.compress(compressor, trace.bytes(), random);
      assertThat(HexFormat.of().formatHex(compressed)).isEqualTo(gzip);
    }
  }

  private void assertCompressedTo(Digest gzip, byte[] raw, String name) throws IOException {
    for (PgzipCompressor compressor : COMPRESSORS) {
      assertThat(Digest.sha256(Gzip.compress(compressor, raw, random))).as(name).isEqualTo(gzip);
    }
  }

  /** A line of an index: {@code name raw=... raw_size=... gz=sha256:... gz_size=...}. */
  private record Vector(String name, Digest gzip) {
    static List<Vector> read(Path folder) throws IOException {
      List<Vector> vectors = new ArrayList<>();
      for (String line : Files.readAllLines(folder.resolve("index.txt"))) {
        if (!line.startsWith("#")) {
          String[] columns = line.split(" ");
          vectors.add(new Vector(columns[0], Digest.parse(columns[3].substring("gz=".length()))));
        }
      }
      return vectors;
    }
  }
}
