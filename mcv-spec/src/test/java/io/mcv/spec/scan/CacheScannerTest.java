package io.mcv.spec.scan;

import static io.mcv.spec.CacheFolder.HASH;
import static io.mcv.spec.CacheFolder.KEY;
import static io.mcv.spec.CacheFolder.kernelJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.spec.CacheFile;
import io.mcv.spec.CacheFolder;
import io.mcv.spec.CacheKind;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.PortabilityFinding;
import io.mcv.spec.SharedCaches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheScannerTest {
  @TempDir Path temp;
  private CacheFolder cache;

  @BeforeEach
  void emptyCache() {
    cache = new CacheFolder(temp);
  }

  @ParameterizedTest
  @CsvSource({
    "vector-add-cache, TRITON, 1, 72152, 9, 3",
    "vector-add-cache-rocm, TRITON, 1, 80415, 10, 4",
    "vllm-triton-cache, VLLM, 1, 2255554, 82, 50",
    "vllm-binary-cache, VLLM, 1, 35691852, 21, 5"
  })
  void realCachesAreCounted(
      String name, CacheKind kind, int entries, long size, int files, int folders)
      throws IOException {
    CacheScan scan = CacheScanner.scan(SharedCaches.folder(name), ScanOptions.NORMAL);

    assertThat(scan.kind()).isEqualTo(kind);
    assertThat(scan.entryCount()).isEqualTo(entries);
    assertThat(scan.sizeBytes()).isEqualTo(size);
    assertThat(scan.files()).filteredOn(CacheFile.Regular.class::isInstance).hasSize(files);
    assertThat(scan.files()).filteredOn(CacheFile.Folder.class::isInstance).hasSize(folders);
    assertThat(scan.machine()).isEqualTo("amd64");
    assertThat(scan.warnings()).isEmpty();
  }

  @Test
  void realKernelIsReadWhole() throws IOException {
    CacheScan scan =
        CacheScanner.scan(SharedCaches.folder("vector-add-cache-rocm"), ScanOptions.NORMAL);

    assertThat(scan.entries())
        .containsExactly(
            new KernelEntry(
                "6088b9b2e5149e06670bcec5bb3df8c56758f20ec349dd5f77f1507fe7cdf5fa",
                GpuTarget.of("hip", "gfx90a", 64),
                null,
                2,
                4,
                false,
                null,
                "add_kernel",
                "3.2.0"));
    assertThat(scan.portability())
        .extracting(PortabilityFinding::reason)
        .containsExactly("absolute paths", "extern_libs");
  }

  @Test
  void filesAreInTheOrderOfTheBytesOfTheirNames() throws IOException {
    cache.withKernel();
    for (String file : List.of("x/f", "x-y", "x.d/f", "X", "é", "\uff5e", "😀", "z/a")) {
      cache.with(file, "");
    }

    assertThat(scan().files())
        .extracting(CacheFile::path)
        .filteredOn(path -> !path.startsWith(KEY))
        .containsExactly("X", "x", "x/f", "x-y", "x.d", "x.d/f", "z", "z/a", "é", "\uff5e", "😀");
  }

  @Test
  void severalTargetsAreSortedAndListedOnce() throws IOException {
    cache
        .withKernel("a", kernelJson("h1", "\"hip\"", "\"gfx942\"", 64))
        .withKernel("b", kernelJson("h2", "\"cuda\"", "90", 32))
        .withKernel("c", kernelJson("h3", "\"cuda\"", "90", 32))
        .withKernel("d", kernelJson("h4", "\"cuda\"", "\"75\"", 32));

    CacheScan scan = scan();

    assertThat(scan.entryCount()).isEqualTo(4);
    assertThat(scan.targets())
        .containsExactly(
            GpuTarget.of("cuda", "75", 32),
            GpuTarget.of("cuda", "90", 32),
            GpuTarget.of("hip", "gfx942", 64));
  }

  @Test
  void onlyMetadataOfKernelsIsAnEntry() throws IOException {
    cache
        .withKernel()
        .with("modelinfos/m.json", "{\"hash\": \"a\"}")
        .with("k/x.autotune.json", "{\"hash\": \"a\"}")
        .with("k/empty.json", "{\"hash\": \"\"}")
        .with("k/number.json", "{\"hash\": 1}")
        .with("k/list.json", "[{\"hash\": \"a\"}]")
        .with("k/other.json", "{\"name\": \"a\"}");

    assertThat(scan().entries()).extracting(KernelEntry::hash).containsExactly(HASH);
  }

  @Test
  void kernelThatDoesNotNameItsTargetIsUnknownWithAWarning() throws IOException {
    cache.withKernel("k", "{\"hash\": \"a\"}");

    assertThat(scan().targets()).containsExactly(GpuTarget.of("unknown", "unknown", 0));
    assertThat(scan().warnings())
        .containsExactly("k/add_kernel.json does not say which GPU it is for");
  }

  @Test
  void keyFolderOfAnotherHashIsAWarning() throws IOException {
    String hash = HASH.replace('e', 'f');
    cache
        .withKernel()
        .withKernel(HASH, kernelJson(HASH, "\"cuda\"", "75", 32))
        .withKernel(KEY.replace('5', '6'), kernelJson(HASH, "\"cuda\"", "75", 32))
        .withKernel("0".repeat(64), kernelJson(hash, "\"cuda\"", "75", 32))
        .withKernel("named", kernelJson(hash, "\"cuda\"", "75", 32));

    assertThat(scan().warnings())
        .hasSize(2)
        .anySatisfy(text -> assertThat(text).contains("0000/add_kernel.json").contains("Triton"))
        .anySatisfy(text -> assertThat(text).contains(KEY));
  }

  @Test
  void locksAndUnfinishedFoldersOfTritonAreLeftOut() throws IOException {
    cache
        .withKernel()
        .with("lock", "")
        .with(KEY + "/lock", "")
        .with("tmp.pid_1_a/x.json", "{")
        .with(KEY + "/tmp.pid_2_b/x.cubin", "x")
        .with(KEY + "/deep/lock", "kept");

    CacheScan scan = scan();

    assertThat(scan.files())
        .extracting(CacheFile::path)
        .filteredOn(path -> path.contains("lock") || path.contains("tmp"))
        .containsExactly(KEY + "/deep/lock");
  }

  @Test
  void whatTiesACacheToItsMachineIsFound() throws IOException {
    cache
        .withKernel()
        .with(
            KEY + "/add_kernel.json",
            "{\"hash\": \"h\", \"extern_libs\": [[\"l\", \"relative\"], [\"m\", \"/lib/m.bc\"]]}")
        .with("k/__triton_launcher.cpython-312-x86_64-linux-gnu.so", "");

    assertThat(scan().portability())
        .extracting(PortabilityFinding::toString)
        .containsExactly(
            KEY
                + "/__grp__add_kernel.json: absolute paths: /old/"
                + KEY
                + "/add_kernel.json; extract writes the new place there",
            KEY
                + "/add_kernel.json: extern_libs: /lib/m.bc; part of the key, so Triton must be"
                + " there too",
            "k/__triton_launcher.cpython-312-x86_64-linux-gnu.so: Python ABI:"
                + " cpython-312-x86_64-linux-gnu; other versions of Python compile it again");
  }

  @Test
  void machineIsThatOfTheSharedObjects() throws IOException {
    cache.withKernel();
    assertThat(scan().machine()).isEqualTo("amd64");

    cache.with("a/l.so", elf(2, 1, 183)).with("b/text.so", "no object at all, but long enough");
    assertThat(scan().machine()).isEqualTo("arm64");
    assertThat(scan().warnings()).isEmpty();

    cache.with("c/m.so", elf(2, 2, 22));
    assertThat(scan().machine()).isEqualTo("arm64");
    assertThat(scan().warnings())
        .containsExactly(
            "the shared objects are for different machines, {arm64=a/l.so, s390x=c/m.so};"
                + " the image says arm64");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 62, amd64",
    "2, 1, 183, arm64",
    "2, 1, 21, ppc64le",
    "2, 2, 21, ppc64",
    "2, 2, 22, s390x",
    "2, 1, 243, riscv64",
    "1, 1, 40, arm",
    "1, 1, 3, 386",
    "2, 1, 258, loong64"
  })
  void machinesHaveTheNamesOfGo(int bits, int order, int number, String name) throws IOException {
    cache.withKernel().with("l.so", elf(bits, order, number));

    assertThat(scan().machine()).isEqualTo(name);
  }

  private CacheScan scan() throws IOException {
    return CacheScanner.scan(temp, ScanOptions.NORMAL);
  }

  private static byte[] elf(int bits, int order, int machine) {
    byte[] header = new byte[64];
    header[0] = 0x7f;
    header[1] = 'E';
    header[2] = 'L';
    header[3] = 'F';
    header[4] = (byte) bits;
    header[5] = (byte) order;
    header[order == 1 ? 18 : 19] = (byte) machine;
    header[order == 1 ? 19 : 18] = (byte) (machine >> 8);
    return header;
  }
}
