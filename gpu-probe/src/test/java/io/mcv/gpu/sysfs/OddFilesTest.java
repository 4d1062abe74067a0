package io.mcv.gpu.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.gpu.GpuProbe;
import io.mcv.gpu.ProbeOptions;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.HardwareReport;
import io.mcv.gpu.model.PciIdentity;
import io.mcv.testing.gpu.FakeHost;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of file that is read, of every fake host, made odd: nothing fails, nothing waits. */
class OddFilesTest {
  private static final long HUGE = 64L * 1024 * 1024;
  private static final int MAX_LENGTH = 512;
  private static final Path DEVICES = Path.of("sys/bus/pci/devices");
  private static final Random RANDOM = new Random(6);

  /** Kinds of files: addresses and numbers do not make another. */
  private static final String NUMBERS = "[0-9a-f]{4,5}:[0-9a-f:]+\\.[0-7]|[0-9]+";

  @TempDir static Path folder;

  private static Path pipe = Path.of("");

  enum Oddity {
    MISSING,
    EMPTY,
    TRUNCATED,
    HUGE,
    BINARY,
    FOLDER,
    PIPE
  }

  @BeforeAll
  static void makePipe() throws Exception {
    pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
  }

  @Test
  void noOddFileStopsTheProbe() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          Set<String> kinds = new HashSet<>();
          for (String host : FakeHost.names()) {
            Path root = FakeHost.write(host, folder.resolve(host));
            GpuReport before = probe(root);
            for (Path file : files(root)) {
              if (kinds.add(root.relativize(file).toString().replaceAll(NUMBERS, "N"))) {
                for (Oddity oddity : Oddity.values()) {
                  makeOddAndBack(root, file, oddity, before);
                }
              }
            }
          }
          assertThat(kinds).hasSizeGreaterThan(50);
        });
  }

  private static void makeOddAndBack(Path root, Path file, Oddity oddity, GpuReport before)
      throws IOException {
    Path kept = file.resolveSibling(file.getFileName() + ".kept");
    Files.move(file, kept);
    make(file, kept, oddity);
    try {
      assertOthersUnchanged(before, probe(root), root.relativize(file));
    } finally {
      Files.deleteIfExists(file);
      Files.move(kept, file);
    }
  }

  private static void make(Path file, Path kept, Oddity oddity) throws IOException {
    byte[] content = Files.isRegularFile(kept) ? Files.readAllBytes(kept) : new byte[64];
    switch (oddity) {
      case MISSING -> {
        // It was moved away.
      }
      case EMPTY -> Files.createFile(file);
      case TRUNCATED -> Files.write(file, Arrays.copyOf(content, content.length / 2));
      case HUGE -> {
        Files.write(file, content);
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
          huge.setLength(HUGE);
        }
      }
      case BINARY -> {
        RANDOM.nextBytes(content);
        Files.write(file, content);
      }
      case FOLDER -> Files.createDirectory(file);
      case PIPE -> Files.createLink(file, pipe);
    }
  }

  /** Three sources tell, whatever they tell; all texts are fit to be shown. */
  private static GpuReport probe(Path root) {
    GpuProbe probe = new GpuProbe(ProbeOptions.ofCopy(root));
    GpuReport report = probe.gpus();
    assertThat(report.sources()).filteredOn(source -> !source.source().isLibrary()).hasSize(3);
    assertShown(report.warnings());
    for (Gpu gpu : report.gpus()) {
      assertShown(gpu.warnings());
      assertShown(facts(gpu).stream().map(String::valueOf).toList());
    }
    HardwareReport hardware = probe.hardware();
    assertThat(hardware.cpu().threads()).isNotNegative();
    hardware
        .devices()
        .forEach(device -> assertShown(List.of(device.vendorName(), device.productName())));
    return report;
  }

  private static void assertShown(Collection<String> texts) {
    assertThat(texts)
        .allMatch(
            text -> text.length() <= MAX_LENGTH && text.chars().noneMatch(Character::isISOControl));
  }

  /** What is not in the folder of the device itself may tell of all. */
  private static void assertOthersUnchanged(GpuReport before, GpuReport after, Path file) {
    if (file.startsWith(DEVICES)) {
      String odd = file.getName(DEVICES.getNameCount()).toString();
      assertThat(facts(after, odd)).isEqualTo(facts(before, odd));
    }
  }

  private static List<List<@Nullable Object>> facts(GpuReport report, String but) {
    List<List<@Nullable Object>> facts = new ArrayList<>();
    for (Gpu gpu : report.gpus()) {
      PciIdentity pci = gpu.pci();
      if (pci == null || !pci.address().toString().equals(but)) {
        facts.add(facts(gpu));
      }
    }
    return facts;
  }

  /** All but its place among others. */
  private static List<@Nullable Object> facts(Gpu gpu) {
    return Arrays.asList(
        gpu.pci(),
        gpu.name(),
        gpu.uuid(),
        gpu.arch(),
        gpu.warpSize(),
        gpu.memoryBytes(),
        gpu.driver(),
        gpu.partition(),
        gpu.hiddenBy());
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }
}
