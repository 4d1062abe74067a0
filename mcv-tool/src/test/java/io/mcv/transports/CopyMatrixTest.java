package io.mcv.transports;

import static io.mcv.oci.model.LayerCompression.GZIP;
import static io.mcv.oci.model.LayerCompression.NONE;
import static io.mcv.oci.model.LayerCompression.ZSTD;
import static io.mcv.oci.model.ManifestFormat.DOCKER;
import static io.mcv.oci.model.ManifestFormat.OCI;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.testing.Peer;
import io.mcv.testing.engine.PodmanService;
import io.mcv.testing.registry.LoopbackRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * {@code copy} from each place to each other. skopeo reads back every blob of what has arrived; the
 * manifest has the digest that skopeo gives it there.
 */
@Tag("slow")
class CopyMatrixTest {
  /** Where images lie. */
  enum Place {
    LAYOUT,
    VAULT,
    OCI_ARCHIVE,
    REGISTRY,
    DIRECTORY,
    /** Holds plain layers alone, and no manifest: that is made up by who reads it. */
    DOCKER_ARCHIVE,
    /** The same behind a socket; {@code podman save} shows skopeo what is there. */
    PODMAN;

    boolean makesManifestsUp() {
      return this == DOCKER_ARCHIVE || this == PODMAN;
    }

    boolean holdsOciAlone() {
      return this == LAYOUT || this == VAULT || this == OCI_ARCHIVE;
    }
  }

  @TempDir static Path shared;
  private static LoopbackRegistry registry;
  private static PodmanService podman;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private Peer skopeo = Peer.newer("skopeo");
  private TestLayout layout = new TestLayout(Path.of("unset"), 0);
  private int names;

  @BeforeAll
  static void start() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
    podman = PodmanService.in(shared.resolve("podman"));
  }

  @AfterAll
  static void stop() {
    registry.close();
    if (podman != null) {
      podman.close();
    }
  }

  @BeforeEach
  void makeAUser() throws Exception {
    tool =
        Tool.withTemporaryFolder(folder)
            .with("MCV_VAULT", folder.resolve("vault").toString())
            .with("CONTAINER_HOST", podman.address());
    skopeo = Peer.newer("skopeo").with("HOME", folder.resolve("home").toString());
    // Not the same each time: skopeo remembers, for the whole system, where it saw a blob.
    layout = new TestLayout(folder.resolve("layout"), System.nanoTime());
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void anImage(Place from) throws Exception {
    Descriptor image = layout.image(OCI, layout.layer(OCI, GZIP), layout.layer(OCI, NONE));
    assertToEachPlace(from, layout.publish("t", image), image.digest(), image.digest());
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void anImageWithZstd(Place from) throws Exception {
    Descriptor image = layout.image(OCI, layout.layer(OCI, ZSTD), layout.layer(OCI, GZIP));
    assertToEachPlace(from, layout.publish("t", image), image.digest(), image.digest());
  }

  @ParameterizedTest
  @EnumSource(
      value = Place.class,
      mode = Mode.EXCLUDE,
      names = {"DOCKER_ARCHIVE", "PODMAN"})
  void anIndex(Place from) throws Exception {
    Descriptor amd = layout.image(OCI, layout.layer(OCI, GZIP));
    Descriptor arm = layout.image(OCI, layout.layer(OCI, GZIP), layout.layer(OCI, GZIP));
    Descriptor index =
        layout.index(OCI, TestArtifacts.on("amd64", amd), TestArtifacts.on("arm64", arm));
    String source = layout.publish("t", index);
    assertToEachPlace(from, source, index.digest(), index.digest(), "--all");

    for (Place single : List.of(Place.DOCKER_ARCHIVE, Place.PODMAN)) {
      Tool.Outcome refused = tool.run("copy", "--all", source, reference(single));
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("is an index", "--platform").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void anImageInSchema2(Place from) throws Exception {
    Descriptor image = layout.image(DOCKER, layout.layer(DOCKER, GZIP), layout.layer(DOCKER, NONE));
    String source = layout.asDirectory(folder.resolve("schema2"), image);
    Path theirs = folder.resolve("theirs");
    skopeo.run("copy", "-q", source, "oci:" + theirs + ":t").orFail();
    byte[] converted = skopeo.run("inspect", "--raw", "oci:" + theirs + ":t").orFail().outBytes();
    Digest inOci = Digest.sha256(converted);

    assertToEachPlace(from, source, from.holdsOciAlone() ? inOci : image.digest(), inOci);
  }

  /**
   * Puts an image into a place, and copies it from there to all.
   *
   * @param kept digest of its manifest in the place, and in those that hold it as it is there
   * @param inOci digest in places that hold nothing but OCI
   */
  private void assertToEachPlace(
      Place from, String image, Digest kept, Digest inOci, String... options) throws Exception {
    String source = reference(from);
    copy(image, source, options);
    List<Digest> diffIds = diffIds(readBack(source, options));
    for (Place to : Place.values()) {
      if (to.makesManifestsUp() && options.length > 0) {
        continue;
      }
      String target = reference(to);

      Digest printed = copy(source, target, options);

      Path arrived = readBack(target, options);
      Digest here = to.holdsOciAlone() ? inOci : kept;
      Digests expected =
          from.makesManifestsUp() || to.makesManifestsUp()
              ? withSkopeo(source, to == Place.PODMAN ? Place.DOCKER_ARCHIVE : to)
              : new Digests(here, here);
      Digest read = Digest.sha256(Files.readAllBytes(arrived.resolve("manifest.json")));
      assertThat(new Digests(printed, read)).as("from %s to %s", from, to).isEqualTo(expected);
      assertThat(diffIds(arrived)).as("from %s to %s", from, to).isEqualTo(diffIds);
    }
  }

  /**
   * Digests of the manifest of a copy.
   *
   * @param written as whoever copied it tells
   * @param read as whoever reads the copy finds it, or makes it up
   */
  private record Digests(Digest written, Digest read) {}

  private Digests withSkopeo(String source, Place to) throws Exception {
    String target = skopeoReference(reference(to));
    Path digest = folder.resolve("digest");
    skopeo
        .run(
            "copy",
            "-q",
            "--src-tls-verify=false",
            "--dest-tls-verify=false",
            "--digestfile=" + digest,
            skopeoReference(source),
            target)
        .orFail();
    byte[] raw = skopeo.run("inspect", "--tls-verify=false", "--raw", target).orFail().outBytes();
    return new Digests(Digest.parse(Files.readString(digest)), Digest.sha256(raw));
  }

  private Digest copy(String from, String to, String... options) {
    List<String> command = new ArrayList<>(List.of("copy", "-q", "--tls-verify=false"));
    command.addAll(List.of(options));
    command.addAll(List.of(from, to));
    return Digest.parse(tool.run(command.toArray(String[]::new)).orFail().out().strip());
  }

  /** skopeo verifies every blob that it copies. */
  private Path readBack(String reference, String... options) {
    Path copy = folder.resolve("read-back-" + names++);
    String source = skopeoReference(reference);
    List<String> command = new ArrayList<>(List.of("copy", "-q", "--src-tls-verify=false"));
    command.addAll(List.of(options));
    command.addAll(List.of(source, "dir:" + copy));
    skopeo.run(command.toArray(String[]::new)).orFail();
    return copy;
  }

  private String skopeoReference(String reference) {
    if (reference.startsWith("podman:")) {
      Path saved = folder.resolve("saved-" + names++ + ".tar");
      String name = reference.substring("podman:".length());
      podman.run("save", "-q", "-o", saved.toString(), name).orFail();
      return "docker-archive:" + saved;
    }
    return reference.startsWith("quay.io")
        ? "oci:" + folder.resolve("vault") + ":" + reference
        : reference;
  }

  private String reference(Place place) {
    String name = "image-" + names++;
    return switch (place) {
      case LAYOUT -> "oci:" + folder.resolve("images") + ":" + name;
      case VAULT -> "quay.io/matrix/" + name + ":v1";
      case REGISTRY -> registry.image("matrix" + layout.hashCode() + "/" + name + ":v1");
      case OCI_ARCHIVE -> "oci-archive:" + folder.resolve(name + ".tar") + ":v1";
      case DOCKER_ARCHIVE ->
          "docker-archive:" + folder.resolve(name + ".tar") + ":quay.io/matrix/" + name + ":v1";
      case PODMAN -> "podman:quay.io/matrix/" + name + "-" + layout.hashCode() + ":v1";
      case DIRECTORY -> "dir:" + folder.resolve(name);
    };
  }

  /** The diffIDs of all images in a folder of {@code dir:}. */
  private static List<Digest> diffIds(Path directory) throws Exception {
    return diffIds(directory, Files.readAllBytes(directory.resolve("manifest.json")));
  }

  private static List<Digest> diffIds(Path directory, byte[] bytes) throws Exception {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Manifest manifest = RawManifest.of(type(text), bytes).parse();
    if (manifest instanceof ImageManifest image) {
      byte[] config = Files.readAllBytes(directory.resolve(image.config().digest().hex()));
      List<Digest> diffIds = ImageConfig.parse(config).rootfs().diffIds();
      assertThat(diffIds).isNotNull().hasSameSizeAs(image.layers());
      return List.copyOf(diffIds);
    }
    List<Digest> all = new ArrayList<>();
    for (Descriptor child : ((ImageIndex) manifest).manifests()) {
      Path file = directory.resolve(child.digest().hex() + ".manifest.json");
      all.addAll(diffIds(directory, Files.readAllBytes(file)));
    }
    return all;
  }

  private static MediaType type(String manifest) {
    for (ManifestFormat format : ManifestFormat.values()) {
      for (MediaType type : List.of(format.index(), format.manifest())) {
        if (manifest.contains("\"mediaType\":\"" + type + "\"")
            && manifest.contains(type.isIndex() ? "\"manifests\"" : "\"layers\"")) {
          return type;
        }
      }
    }
    throw new AssertionError("no manifest: " + manifest);
  }
}
