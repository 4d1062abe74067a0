package io.mcv.transports;

import static io.mcv.oci.model.LayerCompression.GZIP;
import static io.mcv.oci.model.LayerCompression.NONE;
import static io.mcv.oci.model.LayerCompression.ZSTD;
import static io.mcv.oci.model.ManifestFormat.OCI;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.LayerCompression;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.testing.FileTrees;
import io.mcv.testing.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversions give the bytes of skopeo. */
class ConversionPeerTest {
  private static final int IMAGES = 10;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  // Not the same each time: skopeo remembers, for the whole system, how it compressed a blob.
  private final long seed = System.nanoTime();
  private TestLayout layout = new TestLayout(Path.of("unset"), 0);

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder);
    layout = new TestLayout(folder.resolve("layout"), seed);
  }

  @Test
  void randomImagesGoToSchema2AndBackAsWithSkopeo() throws Exception {
    assertThereAndBack(Peer.newer("skopeo"), new RandomConfig(seed, true));
  }

  /** Which knows image-spec 1.0: another place of the variant. */
  @Test
  void withoutVariantsTheOlderSkopeoGivesTheSameBytes() throws Exception {
    assertThereAndBack(Peer.require("skopeo"), new RandomConfig(seed, false));
  }

  @Test
  void anIndexGoesToAListAndBackAsWithSkopeo() throws Exception {
    Descriptor amd = image(OCI, GZIP, NONE);
    Descriptor arm = image(OCI, GZIP, GZIP);
    String index = layout.publish("index", layout.index(OCI, on("amd64", amd), on("arm64", arm)));
    for (Peer skopeo : List.of(Peer.require("skopeo"), Peer.newer("skopeo"))) {
      Path theirs = folder.resolve("theirs-" + skopeo.executable().hashCode());
      Path ours = folder.resolve("ours-" + skopeo.executable().hashCode());

      copy(skopeo, index, "dir:" + theirs, "--all", "--format=v2s2");
      copy(index, "dir:" + ours, "--all", "--format=v2s2");
      FileTrees.assertSame(theirs, ours);

      copy(skopeo, "dir:" + theirs, "oci:" + theirs + "-back:t", "--all");
      copy("dir:" + ours, "oci:" + ours + "-back:t", "--all");
      assertSameBlobs(Path.of(theirs + "-back"), Path.of(ours + "-back"));
    }
  }

  @Test
  void plainLayersBecomeGzipWhereTheyAreAskedTo() throws Exception {
    String image = layout.publish("plain", image(OCI, NONE, GZIP, NONE));
    Path theirs = folder.resolve("theirs");
    Path ours = folder.resolve("ours");

    copy(Peer.newer("skopeo"), image, "oci:" + theirs + ":t");
    copy(image, "oci:" + ours + ":t", "--compression=gzip");

    assertSameBlobs(theirs, ours);
  }

  @Test
  void zstdBecomesGzipWhereItIsAskedTo() throws Exception {
    String image = layout.publish("zstd", image(OCI, ZSTD, GZIP));
    Path theirs = folder.resolve("theirs");
    Path ours = folder.resolve("ours");

    copy(
        Peer.newer("skopeo"),
        image,
        "oci:" + theirs + ":t",
        "--dest-compress-format=gzip",
        "--dest-force-compress-format");
    copy(image, "oci:" + ours + ":t", "--dest-compress-format=gzip");

    assertSameBlobs(theirs, ours);
  }

  @Test
  void whatSkopeoRefusesIsRefused() throws Exception {
    String zstd = layout.publish("zstd", image(OCI, ZSTD));
    String artifact =
        layout.publish("artifact", layout.manifest(TestArtifacts.artifact(layout, null).toRaw()));
    for (String image : List.of(zstd, artifact)) {
      Path target = folder.resolve("refused");
      assertThat(
              Peer.newer("skopeo")
                  .run("copy", "-q", "--format=v2s2", image, "dir:" + target + "-theirs")
                  .exit())
          .isNotZero();

      Tool.Outcome outcome = tool.run("copy", "--format=v2s2", image, "dir:" + target);

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err()).startsWith("error: copying " + image).hasLineCount(1);
      assertThat(target).doesNotExist();
    }
  }

  @Test
  void aLayerThatIsNotWhatTheConfigurationSaysIsNotUnpacked() throws Exception {
    TestLayout.Layer layer = layout.layer(OCI, GZIP);
    TestLayout.Layer wrong = new TestLayout.Layer(layer.blob(), Digest.sha256(new byte[] {1}));
    String image = layout.publish("wrong", layout.image(OCI, wrong));
    Path archive = folder.resolve("wrong.tar");

    Tool.Outcome outcome = tool.run("copy", image, "docker-archive:" + archive + ":x:y");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains(wrong.diffId().toString());
    assertThat(archive).doesNotExist();
  }

  private void assertThereAndBack(Peer skopeo, RandomConfig configs) throws Exception {
    for (int i = 0; i < IMAGES; i++) {
      TestLayout.Layer[] layers = {layout.layer(OCI, GZIP), layout.layer(OCI, NONE)};
      List<Digest> diffIds = List.of(layers).stream().map(TestLayout.Layer::diffId).toList();
      byte[] config = configs.next(diffIds);
      String image = layout.publish("t" + i, layout.image(OCI, config, layers));
      Path theirs = folder.resolve("theirs" + i);
      Path ours = folder.resolve("ours" + i);

      copy(skopeo, image, "dir:" + theirs, "--format=v2s2");
      copy(image, "dir:" + ours, "--format=v2s2");
      FileTrees.assertSame(theirs, ours);

      copy(skopeo, "dir:" + theirs, "oci:" + theirs + "-back:t");
      copy("dir:" + ours, "oci:" + ours + "-back:t");
      assertSameBlobs(Path.of(theirs + "-back"), Path.of(ours + "-back"));
    }
  }

  private Descriptor image(ManifestFormat format, LayerCompression... compressions)
      throws Exception {
    List<TestLayout.Layer> layers = new ArrayList<>();
    for (LayerCompression compression : compressions) {
      layers.add(layout.layer(format, compression));
    }
    return layout.image(format, layers.toArray(TestLayout.Layer[]::new));
  }

  private static Descriptor on(String architecture, Descriptor image) {
    return TestArtifacts.on(architecture, image);
  }

  private static void assertSameBlobs(Path theirs, Path ours) throws Exception {
    FileTrees.assertSame(theirs.resolve("blobs"), ours.resolve("blobs"));
  }

  private void copy(String from, String to, String... options) {
    tool.run(command(from, to, options)).orFail();
  }

  private static void copy(Peer skopeo, String from, String to, String... options) {
    skopeo.run(command(from, to, options)).orFail();
  }

  private static String[] command(String from, String to, String... options) {
    List<String> command = new ArrayList<>(List.of("copy", "-q"));
    command.addAll(List.of(options));
    command.add(from);
    command.add(to);
    return command.toArray(String[]::new);
  }
}
