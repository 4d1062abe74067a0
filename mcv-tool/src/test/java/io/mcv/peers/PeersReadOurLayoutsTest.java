package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.spec.image.Profile;
import io.mcv.testing.Checkout;
import io.mcv.testing.ImageValidator;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of image that we write is read by the tools that read OCI layouts. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("one class beside the others")
class PeersReadOurLayoutsTest {
  @TempDir Path temp;
  private Tool tool = Tool.at(Path.of("unset"));

  /** One form, and the sample cache that is packed in it. */
  record Form(Profile profile, String compression, String kind) {
    Path cache() {
      return Checkout.sampleCache(kind + (kind.equals("triton") ? "-hip" : "-triton"));
    }

    /** Two profiles cut the paths in group files to what follows {@code .triton/cache}. */
    boolean cutsGroupFiles() {
      return profile == Profile.MCV_BUILDAH || profile == Profile.MCV_DOCKER;
    }

    @Override
    public String toString() {
      return profile.id() + " " + compression + " " + kind;
    }
  }

  static Stream<Form> forms() {
    List<Form> forms = new ArrayList<>();
    for (String compression : List.of("none", "gzip", "zstd")) {
      for (Profile profile : Profile.values()) {
        forms.add(new Form(profile, compression, "triton"));
      }
      // The other profiles are older than caches of vLLM.
      forms.add(new Form(Profile.CURRENT, compression, "vllm"));
      forms.add(new Form(Profile.BUILDAH_1_28, compression, "vllm"));
    }
    return forms.stream();
  }

  @BeforeEach
  void setUp() {
    tool = Tool.at(temp);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void skopeoInspectsThemAsWeDo(Form form) {
    new SkopeoInspect(tool).assertSame(create(form));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void skopeoCopiesThemToALayoutAndToAFolder(Form form) throws IOException {
    String image = create(form);
    // zstd is passed on as it is by 1.9.3 too; only to write it takes a newer one.
    for (Peer skopeo : List.of(Peer.require("skopeo"), Peer.newer("skopeo"))) {
      Path copies = Files.createTempDirectory(temp, "copies");
      Path same = copies.resolve("same");
      Path compressed = copies.resolve("compressed");
      Path folder = copies.resolve("folder");

      skopeo.run("copy", "-q", "--preserve-digests", image, "oci:" + same + ":t").orFail();
      skopeo.run("copy", "-q", image, "oci:" + compressed + ":t").orFail();
      skopeo.run("copy", "-q", "--preserve-digests", image, "dir:" + folder).orFail();

      assertThat(FileBytes.of(same.resolve("blobs")))
          .isEqualTo(FileBytes.of(temp.resolve("ours/blobs")));
      ImageValidator.assertValid(same);
      ImageValidator.assertValid(compressed);
      assertThat(tool.run("inspect", "--raw", image).orFail().out())
          .isEqualTo(Files.readString(folder.resolve("manifest.json")));
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void umociUnpacksThem(Form form) throws IOException {
    create(form);
    Peer old = Peer.require("umoci");
    Path bundle = temp.resolve("bundle");

    Peer.Outcome byOld = unpack(old, bundle);

    if (form.compression().equals("zstd")) {
      // umoci 0.4.7 knows no zstd, 0.6 does.
      assertThat(byOld.exit()).isNotZero();
      bundle = temp.resolve("newer-bundle");
      unpack(Peer.newer("umoci"), bundle).orFail();
    } else {
      byOld.orFail();
    }
    assertHolds(form, bundle.resolve("rootfs"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void buildahStartsFromThem(Form form) throws IOException {
    String image = create(form);
    BuildahStore buildah = BuildahStore.in(temp.resolve("store"));

    // buildah 1.28 reads zstd as well.
    String container = buildah.from(image);

    assertHolds(form, buildah.mount(container));
    buildah.remove(container);
  }

  private Peer.Outcome unpack(Peer umoci, Path bundle) {
    return umoci.run("unpack", "--image", temp.resolve("ours") + ":t", bundle.toString());
  }

  /** Checks what stands in the cache folder of a root file system. */
  private static void assertHolds(Form form, Path root) throws IOException {
    Path cache = root.resolve("io." + form.kind() + ".cache");
    if (form.cutsGroupFiles()) {
      assertThat(FileBytes.withoutGroups(cache)).isEqualTo(FileBytes.withoutGroups(form.cache()));
      assertThat(FileBytes.of(cache)).containsOnlyKeys(FileBytes.of(form.cache()).keySet());
    } else {
      assertThat(FileBytes.of(cache)).isEqualTo(FileBytes.of(form.cache()));
    }
  }

  private String create(Form form) {
    String image = "oci:" + temp.resolve("ours") + ":t";
    tool.run(
            "create",
            "-i=" + image,
            "-d=" + form.cache(),
            "--profile=" + form.profile().id(),
            "--compression=" + form.compression(),
            "--timestamp=1748447117")
        .orFail();
    ImageValidator.assertValid(temp.resolve("ours"));
    return image;
  }
}
