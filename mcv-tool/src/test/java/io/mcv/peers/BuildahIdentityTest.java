package io.mcv.peers;

import static io.mcv.testing.RandomTree.Feature.SYMLINKS;
import static io.mcv.testing.RandomTree.Feature.TRITON_ENTRY;
import static io.mcv.testing.RandomTree.Feature.XATTRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mcv.cli.Tool;
import io.mcv.oci.json.Json;
import io.mcv.testing.ImageValidator;
import io.mcv.testing.Peer;
import io.mcv.testing.RandomTree;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Profile {@code buildah-1.28} beside the real buildah: the whole layouts are equal to the byte.
 *
 * <p>Both write this host's architecture into the configuration, so the test holds on any.
 */
class BuildahIdentityTest {
  private static final long[] TIMESTAMPS = {
    0, 1, 1_748_447_117, 0x7fff_ffffL, 0x8000_0000L, 0x1_ffff_ffffL
  };

  /** With those that have every feature. */
  private static final int TREES = 60;

  @TempDir Path temp;
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeEach
  void setUp() {
    tool = Tool.at(temp);
  }

  @ParameterizedTest
  @CsvSource({
    "vector-add-cache, triton",
    "vector-add-cache-rocm, triton",
    "vllm-triton-cache, vllm",
    "vllm-binary-cache, vllm"
  })
  void aRealCacheBecomesTheLayoutOfBuildah(String name, String kind) throws IOException {
    Path cache = SharedData.require("caches/" + name);

    assertSameAsBuildah(cache, kind, labels("current", cache), 1_748_447_117);
  }

  @ParameterizedTest
  @MethodSource("treesWithEverything")
  void aTreeWithAllThatIsHardToPackBecomesTheLayoutOfBuildah(RandomTree tree) throws IOException {
    assertSameAsBuildah(tree);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("randomTrees")
  void aRandomTreeBecomesTheLayoutOfBuildah(RandomTree tree) throws IOException {
    assertSameAsBuildah(tree);
  }

  static Stream<RandomTree> treesWithEverything() {
    return IntStream.range(0, TIMESTAMPS.length).mapToObj(RandomTree::withAllBut);
  }

  static Stream<RandomTree> randomTrees() {
    return IntStream.range(TIMESTAMPS.length, TREES).mapToObj(BuildahIdentityTest::randomTree);
  }

  /** A tree that has each feature in one of two cases. */
  private static RandomTree randomTree(int seed) {
    Random random = new Random(seed);
    EnumSet<RandomTree.Feature> features = EnumSet.allOf(RandomTree.Feature.class);
    features.removeIf(feature -> random.nextBoolean());
    features.add(TRITON_ENTRY);
    return new RandomTree(seed, features);
  }

  private void assertSameAsBuildah(RandomTree tree) throws IOException {
    Path cache = temp.resolve("cache");
    tree.writeTo(cache);
    // A cache with such links is refused by profile current, which has no labels for it then.
    String labelling = tree.features().contains(SYMLINKS) ? "buildah-1.28" : "current";
    long timestamp = TIMESTAMPS[(int) (tree.seed() % TIMESTAMPS.length)];

    assertSameAsBuildah(cache, "triton", labels(labelling, cache), timestamp);
  }

  /** buildah measures the layer before and after it sets the times, and the headers differ. */
  @ParameterizedTest
  @ValueSource(longs = {-1, -2_208_988_800L, 0x2_0000_0000L, 10_413_792_000L})
  void aFileOfBefore1970OrAfter2242IsPackedThoughBuildahFails(long seconds) throws IOException {
    Path cache = temp.resolve("cache");
    RandomTree.withAllBut(1, SYMLINKS, XATTRS).writeTo(cache);
    SortedMap<String, String> labels = labels("current", cache);
    String sameAtAnyTime = create(cache, "in-range", 0);
    Files.setLastModifiedTime(cache.resolve("file0"), FileTime.from(seconds, TimeUnit.SECONDS));

    Peer.Outcome failed =
        buildah().pack(cache, "triton", labels, 0, "oci:" + temp.resolve("buildah") + ":t");
    String created = create(cache, "out-of-range", 0);

    assertThat(failed.exit()).isNotZero();
    assertThat(failed.err()).contains("inconsistent layer size");
    assertThat(created).isEqualTo(sameAtAnyTime);
    ImageValidator.assertValid(temp.resolve("out-of-range"));
  }

  @Test
  void timesOfTheImageItselfMayBeOutOfRangeToo() throws IOException {
    Path cache = temp.resolve("cache");
    RandomTree.withAllBut(1, SYMLINKS, XATTRS).writeTo(cache);

    create(cache, "1900", -2_208_988_800L);
    create(cache, "2300", 10_413_792_000L);

    ImageValidator.assertValid(temp.resolve("1900"));
    ImageValidator.assertValid(temp.resolve("2300"));
  }

  private void assertSameAsBuildah(
      Path cache, String kind, Map<String, String> labels, long timestamp) throws IOException {
    Path theirs = temp.resolve("buildah");
    buildah().pack(cache, kind, labels, timestamp, "oci:" + theirs + ":t").orFail();

    create(cache, "ours", timestamp);

    // Names and bytes: the modes of blobs are each writer's own business.
    Map<String, String> expected = FileBytes.ofLayout(theirs);
    assertThat(FileBytes.ofLayout(temp.resolve("ours")))
        .containsAllEntriesOf(expected)
        .hasSameSizeAs(expected);
  }

  private String create(Path cache, String layout, long timestamp) {
    return tool.run(
            "create",
            "-i=oci:" + temp.resolve(layout) + ":t",
            "-d=" + cache,
            "--profile=buildah-1.28",
            "--timestamp=" + timestamp)
        .orFail()
        .out();
  }

  /** What a user of the real buildah would type: the labels that we would give, no title. */
  private SortedMap<String, String> labels(String profile, Path cache) throws IOException {
    String json =
        tool.run(
                "create",
                "-i=oci:" + temp.resolve("none") + ":t",
                "-d=" + cache,
                "--profile=" + profile,
                "--dry-run",
                "--json")
            .orFail()
            .out();
    Map<String, String> labels =
        Json.parseObject(json.getBytes(StandardCharsets.UTF_8)).optionalStringMap("labels");
    assertThat(labels).isNotEmpty().doesNotContainKey("org.opencontainers.image.title");
    SortedMap<String, String> given = new TreeMap<>(labels);
    given.remove("io.buildah.version");
    return given;
  }

  private BuildahStore buildah() throws IOException {
    BuildahStore store = BuildahStore.in(temp.resolve("store"));
    assumeThat(store.isTheOneOfTheProfile())
        .as("buildah is " + BuildahStore.VERSION + ", which the profile equals")
        .isTrue();
    return store;
  }
}
