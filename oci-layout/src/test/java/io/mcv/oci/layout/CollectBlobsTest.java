package io.mcv.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collection of garbage takes away, and what it must not. */
class CollectBlobsTest {
  private static final CollectionRules NOW =
      CollectionRules.DEFAULT.withUnusedFor(Duration.ZERO).withPatience(Duration.ZERO);

  @TempDir Path temp;
  private Path folder = Path.of("unset");

  @BeforeEach
  void setUp() {
    folder = temp.resolve("layout");
  }

  @Test
  void theBlobsOfARemovedImageGoAndThoseOfOthersStay() throws IOException {
    TestImage one = TestImage.write(folder, "one", "one");
    TestImage two = TestImage.write(folder, "two", "two");
    OciLayout layout = OciLayout.open(folder);
    layout.remove(layout.images().subList(0, 1));

    CollectedGarbage garbage = layout.collect(NOW, () -> {});

    assertThat(garbage.blobs())
        .containsExactlyInAnyOrder(one.layer.digest(), one.config.digest(), one.manifest.digest());
    assertThat(garbage.bytes())
        .isEqualTo(one.layer.size() + one.config.size() + one.manifest.size());
    assertThat(stored())
        .containsExactlyInAnyOrder(
            two.layer.digest().hex(), two.config.digest().hex(), two.manifest.digest().hex());
    assertThat(layout.verify()).isEmpty();
  }

  @Test
  void whatWasUsedOfLateStays() throws IOException {
    TestImage one = TestImage.write(folder, "one", "one");
    OciLayout layout = OciLayout.open(folder);
    layout.remove("one");
    age(one.config.digest(), Duration.ofHours(25));
    age(one.layer.digest(), Duration.ofHours(25));
    try (BlobStore store = layout.blobStore()) {
      store.open(one.layer).close();
    }

    assertThat(layout.collect(CollectionRules.DEFAULT, () -> {}).blobs())
        .containsExactly(one.config.digest());
  }

  @Test
  void aDryRunRemovesNothingAndNeedsNoLock() throws IOException {
    TestImage one = TestImage.write(folder, "one", "one");
    OciLayout layout = OciLayout.open(folder);
    layout.remove("one");
    try (ImageSink writer = layout.sink("other")) {
      assertThat(writer.hasBlob(one.layer)).isTrue();
      assertThat(layout.collect(NOW.withDryRun(true), () -> {}).blobs()).hasSize(3);
    }
    assertThat(stored()).hasSize(3);
  }

  @Test
  void whatAnIndexAndASubjectReferToStays() throws IOException {
    TestImage one = new TestImage("one");
    TestImage two = new TestImage("two");
    RawManifest artifact = referrer(two.manifest.descriptor());
    RawManifest index = index(one.manifest.descriptor(), artifact.descriptor());
    try (ImageSink sink = OciLayout.openOrCreate(folder).sink("index")) {
      one.writeBlobs(sink);
      two.writeBlobs(sink);
      sink.putManifest(one.manifest);
      sink.putManifest(two.manifest);
      sink.putManifest(artifact);
      sink.publish(index);
    }

    assertThat(OciLayout.open(folder).collect(NOW, () -> {})).isEqualTo(CollectedGarbage.NONE);
    assertThat(stored()).hasSize(8);
  }

  @Test
  void imagesWithoutANameGoWhenAskedForButNotThoseThatReferToOneThatStays() throws IOException {
    TestImage named = TestImage.write(folder, "named", "named");
    TestImage unnamed = TestImage.write(folder, null, "unnamed");
    RawManifest signature = publishUnnamed(referrer(named.manifest.descriptor()));
    RawManifest ofSignature = publishUnnamed(referrer(signature.descriptor()));
    RawManifest ofUnnamed = publishUnnamed(referrer(unnamed.manifest.descriptor()));
    OciLayout layout = OciLayout.open(folder);

    assertThat(layout.collect(NOW, () -> {}).blobs()).isEmpty();
    assertThat(layout.collect(CollectionRules.DEFAULT.withUnnamedImages(true), () -> {}))
        .as("used of late")
        .isEqualTo(CollectedGarbage.NONE);
    CollectedGarbage garbage = layout.collect(NOW.withUnnamedImages(true), () -> {});

    assertThat(garbage.images())
        .containsExactlyInAnyOrder(unnamed.manifest.digest(), ofUnnamed.digest());
    assertThat(layout.images())
        .extracting(image -> image.descriptor().digest())
        .containsExactly(named.manifest.digest(), signature.digest(), ofSignature.digest());
    assertThat(layout.verify()).isEmpty();
  }

  @Test
  void aDamagedManifestStopsItBeforeAnythingIsRemoved() throws IOException {
    TestImage one = TestImage.write(folder, "one", "one");
    TestImage.write(folder, "gone", "gone");
    TestImage.write(folder, null, "unnamed");
    OciLayout layout = OciLayout.open(folder);
    layout.remove("gone");
    Path manifest = TestImage.blob(folder, one.manifest.digest());
    for (String damage : List.of("{}", "not JSON")) {
      Files.writeString(manifest, damage);
      assertRefused(layout);
    }
    Files.delete(manifest);
    assertRefused(layout);
    Files.createSymbolicLink(manifest, temp.resolve("elsewhere"));
    assertRefused(layout);
    assertThat(layout.images()).hasSize(2);

    layout.remove("one");
    assertThat(layout.collect(NOW, () -> {}).blobs()).hasSize(5);
  }

  @Test
  void anIndexOfWhichOnlyAPartIsThereIsNoDamage() throws IOException {
    TestImage there = new TestImage("there");
    try (ImageSink sink = OciLayout.openOrCreate(folder).sink("index")) {
      there.writeBlobs(sink);
      sink.putManifest(there.manifest);
      sink.publish(
          index(there.manifest.descriptor(), new TestImage("absent").manifest.descriptor()));
    }

    assertThat(OciLayout.open(folder).collect(NOW, () -> {}).blobs()).isEmpty();
  }

  @Test
  void filesThatAreNoBlobsAreNotTouched() throws IOException {
    TestImage.write(folder, "one", "one");
    Path blobs = folder.resolve("blobs/sha256");
    Files.writeString(blobs.resolve("README"), "mine");
    Files.createSymbolicLink(blobs.resolve("0".repeat(64)), temp.resolve("elsewhere"));
    Files.createDirectory(blobs.resolve("1".repeat(64)));

    OciLayout.open(folder).collect(NOW, () -> {});

    assertThat(stored()).contains("README", "0".repeat(64), "1".repeat(64));
  }

  @Test
  void itWaitsForAWriterOfThisProcess() throws IOException {
    TestImage one = new TestImage("one");
    OciLayout layout = OciLayout.openOrCreate(folder);
    try (ImageSink sink = layout.sink("one")) {
      one.writeBlobs(sink);
      List<String> told = new ArrayList<>();
      assertThatThrownBy(() -> layout.collect(NOW, () -> told.add("waiting")))
          .hasMessageContaining("being written")
          .hasMessageContaining(folder.toString());
      assertThat(told).containsExactly("waiting");
      sink.publish(one.manifest);
    }
    assertThat(layout.collect(NOW, () -> {}).blobs()).isEmpty();
    assertThat(layout.verify()).isEmpty();
  }

  @Test
  void itMeetsNoWriterOfAnotherProcessBetweenItsBlobsAndItsEntry() throws Exception {
    OciLayout layout = OciLayout.openOrCreate(folder);
    TestImage.write(folder, "before", "before");
    Process writer = SharedLayoutTest.start(HalfWriter.class, folder.toString());
    try {
      assertThat(writer.getInputStream().read()).isEqualTo('w');
      assertThatThrownBy(() -> layout.collect(NOW, () -> {})).hasMessageContaining("being written");
      assertThat(stored()).hasSize(5);
      writer.getOutputStream().close();
      assertThat(layout.collect(NOW.withPatience(Duration.ofSeconds(30)), () -> {}).blobs())
          .isEmpty();
      assertThat(writer.waitFor()).isZero();
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(layout.images()).hasSize(2);
    assertThat(layout.verify()).isEmpty();
  }

  @Test
  void killedOnItsWayItLeavesAWholeLayoutAndTheNextOneEndsIt() throws Exception {
    TestImage.write(folder, "stays", "stays");
    OciLayout layout = OciLayout.open(folder);
    for (int i = 0; i < 1000; i++) {
      byte[] content = ("garbage " + i).getBytes(StandardCharsets.UTF_8);
      Descriptor blob = Descriptor.of(MediaType.OCI_LAYER_TAR, content);
      Files.write(TestImage.blob(folder, blob), content);
    }
    Process collector = SharedLayoutTest.start(Collector.class, folder.toString());
    while (stored().size() == 1003) {
      assertThat(collector.isAlive()).isTrue();
    }
    collector.destroyForcibly().waitFor();

    assertThat(layout.verify()).isEmpty();
    layout.collect(NOW, () -> {});
    assertThat(stored()).hasSize(3);
  }

  private void assertRefused(OciLayout layout) throws IOException {
    List<String> before = stored();
    assertThatThrownBy(() -> layout.collect(NOW.withUnnamedImages(true), () -> {}))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("nothing was removed")
        .hasMessageContaining("image one");
    assertThat(stored()).isEqualTo(before);
  }

  private RawManifest publishUnnamed(RawManifest manifest) throws IOException {
    try (ImageSink sink = OciLayout.open(folder).sink(null)) {
      Descriptor empty = Descriptor.of(MediaType.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
      TestImage.writeBlob(sink, empty, "{}".getBytes(StandardCharsets.UTF_8));
      sink.publish(manifest);
    }
    return manifest;
  }

  private static RawManifest referrer(Descriptor subject) {
    Descriptor empty = Descriptor.of(MediaType.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
    return new ImageManifest(
            MediaType.OCI_MANIFEST,
            new MediaType("application/vnd.example"),
            empty,
            List.of(empty),
            subject,
            null)
        .toRaw();
  }

  private static RawManifest index(Descriptor... manifests) {
    return new ImageIndex(MediaType.OCI_INDEX, null, List.of(manifests), null, null).toRaw();
  }

  private void age(Digest digest, Duration age) throws IOException {
    Files.setLastModifiedTime(
        TestImage.blob(folder, digest), FileTime.from(Instant.now().minus(age)));
  }

  private List<String> stored() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("blobs/sha256"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A process that has written blobs and waits before it writes their entry. */
  static final class HalfWriter {
    private HalfWriter() {}

    public static void main(String[] arguments) throws IOException {
      TestImage image = new TestImage("half");
      try (ImageSink sink = OciLayout.open(Path.of(arguments[0])).sink("half")) {
        image.writeBlobs(sink);
        System.out.write('w');
        System.out.flush();
        if (System.in.read() < 0) {
          sink.publish(image.manifest);
        }
      }
    }
  }

  /** A process that collects garbage. */
  static final class Collector {
    private Collector() {}

    public static void main(String[] arguments) throws IOException {
      OciLayout.open(Path.of(arguments[0])).collect(NOW, () -> {});
    }
  }
}
