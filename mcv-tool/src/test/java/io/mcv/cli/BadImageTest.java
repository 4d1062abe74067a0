package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Images that {@code extract} cannot use: each is said in one line, and the target is as before.
 */
class BadImageTest {
  private static final Digest OTHER =
      Digest.of(DigestAlgorithm.SHA256, "something else".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;
  private Path layout = Path.of("");

  @BeforeEach
  void createAnImage() {
    layout = folder.resolve("layout");
    create("v1", "triton-vector-add");
  }

  /** What can be wrong with an image; the name of what the error names, and of the problem. */
  enum Damage {
    LAYER_CHANGED("layer", "digest"),
    LAYER_CUT("layer", "bytes where its descriptor says"),
    LAYER_LONGER("layer", "bytes where its descriptor says"),
    LAYER_MISSING("layer", "not in"),
    LAYER_SIZE_WRONG("layer", "bytes where its descriptor says"),
    LAYER_DIGEST_WRONG("other", "digest"),
    DIFF_ID_WRONG("other", "diff"),
    CONFIG_CHANGED("config", "digest"),
    CONFIG_CUT("config", "bytes where its descriptor says"),
    CONFIG_MISSING("config", "not in"),
    MANIFEST_CHANGED("manifest", "digest"),
    MANIFEST_CUT("manifest", "bytes where its descriptor says"),
    MANIFEST_MISSING("manifest", "not in"),
    INDEX_BROKEN("index.json", "cannot be read"),
    INDEX_EMPTY("index.json", "cannot be read"),
    INDEX_MISSING("index.json", "not an OCI layout"),
    MARKER_MISSING("oci-layout", "not an OCI layout"),
    MARKER_OF_THE_FUTURE("2.0.0", "not an OCI layout");

    private final String subject;
    private final String problem;

    Damage(String subject, String problem) {
      this.subject = subject;
      this.problem = problem;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDamagedIsNamedAndTheTargetStaysAsItWas(Damage damage) throws IOException {
    StoredImage image = StoredImage.in(layout);
    Descriptor layer = image.layer();
    Digest config = image.configDigest();
    damage(damage, image);
    String subject =
        switch (damage.subject) {
          case "layer" -> layer.digest().toString();
          case "config" -> config.toString();
          case "manifest" -> image.digest().toString();
          case "other" -> OTHER.toString();
          default -> damage.subject;
        };
    for (Path target : targets()) {
      Map<String, String> before = FileTrees.snapshot(folder);
      Tool.Outcome outcome = extract("oci:" + layout + ":v1", target);
      assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.FAILED);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).startsWith("error: ").hasLineCount(1);
      assertThat(outcome.err().toLowerCase(Locale.ROOT))
          .contains(withoutAlgorithm(subject), damage.problem.toLowerCase(Locale.ROOT));
      assertThat(FileTrees.snapshot(folder)).isEqualTo(before);
    }
  }

  @Test
  void anUnknownTagListsTheTagsThereAre() throws IOException {
    create("v2", "triton-hip");
    for (String command : new String[] {"inspect", "extract --no-gpu -i"}) {
      Map<String, String> before = FileTrees.snapshot(folder);
      Tool.Outcome outcome = tool().run((command + " oci:" + layout + ":v3").split(" "));
      assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(outcome.err()).contains("v3", "there are: v1, v2").hasLineCount(1);
      assertThat(FileTrees.snapshot(folder)).isEqualTo(before);
    }
  }

  @Test
  void severalImagesAndNoTagListsThemToo() {
    create("v2", "triton-hip");
    Tool.Outcome outcome = tool().run("inspect", "oci:" + layout);
    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains("several images", "v1, v2").hasLineCount(1);
  }

  @Test
  void anUnknownNameListsWhatTheVaultHolds() {
    String cache = Checkout.sampleCache("triton-hip").toString();
    tool().run("create", "-i", "mcv/x:v1", "-d", cache).orFail();
    Tool.Outcome outcome = tool().run("inspect", "mcv/x:v2");
    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains("mcv/x:v2 is not in the vault", "mcv/x:v1").hasLineCount(1);
  }

  @Test
  void anUnknownDigestIsNamed() {
    Tool.Outcome outcome = tool().run("inspect", "oci:" + layout + "@" + OTHER);
    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains(OTHER.toString(), "not in").hasLineCount(1);
  }

  @Test
  void aFolderThatIsNoLayoutIsSaidToBeNone() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("file"), "x");
    Path target = folder.resolve("target");
    assertFails(extract("oci:" + other, target), other + " is not an OCI layout");
    assertFails(extract("oci:" + other.resolve("file"), target), "it is not a folder");
    assertFails(extract("oci:" + folder.resolve("none"), target), "no such folder");
    assertThat(target).doesNotExist();
  }

  @Test
  void anImageThatIsNoCacheIsSaidToBeNone() throws IOException {
    StoredImage image = StoredImage.in(layout);
    String config = Files.readString(image.blob(image.configDigest()));
    replaceConfig(image, config.replace("cache.triton.image/", "org.example/"));
    assertFails(tool().run("inspect", "--cache", "oci:" + layout), "no labels of a kernel cache");
    tool().run("inspect", "oci:" + layout).orFail();
    extract("oci:" + layout, folder.resolve("target")).orFail();
  }

  @Test
  void aSizeLabelThatDisagreesWithTheLayersIsRefused() throws IOException {
    StoredImage image = StoredImage.in(layout);
    String size = Objects.requireNonNull(image.labels().get("cache.triton.image/cache-size-bytes"));
    String config = Files.readString(image.blob(image.configDigest()));
    replaceConfig(image, config.replace("\"" + size + "\"", "\"1\""));
    Path target = folder.resolve("target");
    assertFails(extract("oci:" + layout, target), "damaged", "says 1 bytes", size);
    assertThat(target).doesNotExist();
  }

  private void assertFails(Tool.Outcome outcome, String... parts) {
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).startsWith("error: ").contains(parts).hasLineCount(1);
  }

  /** One that is not there, one that is empty, one that holds files of somebody else. */
  private Path[] targets() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.createDirectory(foreign.resolve("ANOTHERKEY"));
    Files.writeString(foreign.resolve("ANOTHERKEY/kernel.json"), "{}");
    return new Path[] {folder.resolve("deep/absent"), empty, foreign};
  }

  private void damage(Damage damage, StoredImage image) throws IOException {
    Path layer = image.blob(image.layer().digest());
    Path config = image.blob(image.configDigest());
    Path manifest = image.blob(image.digest());
    Path index = layout.resolve("index.json");
    Path marker = layout.resolve("oci-layout");
    switch (damage) {
      case LAYER_CHANGED -> flip(layer);
      case LAYER_CUT -> cut(layer);
      case LAYER_LONGER -> Files.write(layer, append(Files.readAllBytes(layer)));
      case LAYER_MISSING -> Files.delete(layer);
      case LAYER_SIZE_WRONG -> {
        long size = image.layer().size();
        replaceManifest(image, "\"size\":" + size, "\"size\":" + (size + 1));
      }
      case LAYER_DIGEST_WRONG -> {
        Files.copy(layer, image.blob(OTHER));
        replaceManifest(image, image.layer().digest().toString(), OTHER.toString());
      }
      case DIFF_ID_WRONG ->
          replaceConfig(
              image, Files.readString(config).replace(image.diffIds().get(0), OTHER.toString()));
      case CONFIG_CHANGED -> flip(config);
      case CONFIG_CUT -> cut(config);
      case CONFIG_MISSING -> Files.delete(config);
      case MANIFEST_CHANGED -> flip(manifest);
      case MANIFEST_CUT -> cut(manifest);
      case MANIFEST_MISSING -> Files.delete(manifest);
      case INDEX_BROKEN -> cut(index);
      case INDEX_EMPTY -> Files.write(index, new byte[0]);
      case INDEX_MISSING -> Files.delete(index);
      case MARKER_MISSING -> Files.delete(marker);
      case MARKER_OF_THE_FUTURE ->
          Files.writeString(marker, Files.readString(marker).replace("1.0.0", "2.0.0"));
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
  }

  private static void cut(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - 1));
  }

  private static byte[] append(byte[] content) {
    return Arrays.copyOf(content, content.length + 1);
  }

  private void replaceConfig(StoredImage image, String config) throws IOException {
    byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(DigestAlgorithm.SHA256, bytes);
    Files.write(image.blob(digest), bytes);
    Descriptor old = image.manifest().config();
    replaceManifest(
        image,
        "\"" + old.digest() + "\",\"size\":" + old.size(),
        "\"" + digest + "\",\"size\":" + bytes.length);
  }

  /** Everything that leads to the manifest is right again afterwards. */
  private void replaceManifest(StoredImage image, String from, String to) throws IOException {
    String old = new String(image.manifestBytes(), StandardCharsets.UTF_8);
    assertThat(old).contains(from);
    byte[] manifest = old.replace(from, to).getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(DigestAlgorithm.SHA256, manifest);
    Files.write(image.blob(digest), manifest);
    Path index = layout.resolve("index.json");
    String entry = "\"" + image.digest() + "\",\"size\":" + image.manifestBytes().length;
    assertThat(Files.readString(index)).contains(entry);
    Files.writeString(
        index,
        Files.readString(index).replace(entry, "\"" + digest + "\",\"size\":" + manifest.length));
  }

  private static String withoutAlgorithm(String subject) {
    return subject.substring(subject.indexOf(':') + 1);
  }

  private void create(String tag, String cache) {
    String input = Checkout.sampleCache(cache).toString();
    tool().run("create", "-i", "oci:" + layout + ":" + tag, "-d", input).orFail();
  }

  private Tool.Outcome extract(String image, Path target) {
    return tool().run("extract", "--no-gpu", "-i", image, "-d", target.toString());
  }

  private Tool tool() {
    return Tool.at(folder.resolve("home"));
  }
}
