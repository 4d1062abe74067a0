package io.mcv.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of other tools read here, and ours read and changed by them. */
class LayoutPeerTest {
  @TempDir Path temp;

  @Test
  void theSameCopiesLeaveTheSameIndexAsSkopeo() throws Exception {
    Path from = temp.resolve("from");
    for (String tag : List.of("a", "b", "c")) {
      TestImage.write(from, tag, tag);
    }
    Path ours = temp.resolve("ours");
    Path skopeos = temp.resolve("skopeos");
    String[][] steps = {
      {"a", "one"}, // a new layout
      {"b", "two"}, // a second tag
      {"a", "three"}, // one image under two tags
      {"c", "one"}, // a tag that moves
      {"a", "one"}, // and moves back: the unnamed entry gets its name again
      {"b", null}, // an image without a name that has one
      {"c", null}, // the same for an entry that lost its name
      {"b", "two"}, // nothing changes but the place of the name
      {"c", "four"},
    };
    for (String[] step : steps) {
      String to = "oci:" + skopeos + (step[1] == null ? "" : ":" + step[1]);
      skopeo("copy", "-q", "--preserve-digests", "oci:" + from + ":" + step[0], to);
      try (ImageSource source = OciLayout.open(from).source(step[0]);
          ImageSink sink = OciLayout.openOrCreate(ours).sink(step[1])) {
        copy(source, sink);
      }
      assertThat(Files.readString(ours.resolve("index.json")))
          .as(String.join(" to ", step[0], step[1]))
          .isEqualTo(Files.readString(skopeos.resolve("index.json")));
    }
    assertThat(ours.resolve("oci-layout")).hasSameBinaryContentAs(skopeos.resolve("oci-layout"));
    assertThat(OciLayout.open(skopeos).verify()).isEmpty();
  }

  @Test
  void skopeoReadsWhatWeWriteAndWritesBesideIt() throws Exception {
    Path folder = temp.resolve("layout");
    TestImage one = TestImage.write(folder, "v1", "one");
    assertThat(skopeo("inspect", "--raw", "oci:" + folder))
        .isEqualTo(new String(one.manifest.bytes(), StandardCharsets.UTF_8));
    skopeo("copy", "-q", "oci:" + folder + ":v1", "oci:" + folder + ":v2");
    TestImage.write(folder, "v3", "three");
    assertThat(OciLayout.open(folder).images())
        .extracting(LayoutImage::refName)
        .containsExactly("v1", "v2", "v3");
    assertThat(OciLayout.open(folder).verify()).isEmpty();
  }

  @Test
  void umociListsAndCleansWhatWeWrite() throws Exception {
    Path folder = temp.resolve("layout");
    TestImage.write(folder, "v1", "one");
    TestImage.write(folder, "v2", "two");
    assertThat(SharedData.run("umoci", "ls", "--layout", folder.toString()).lines())
        .containsExactly("v1", "v2");
    SharedData.run("umoci", "rm", "--image", folder + ":v1");
    SharedData.run("umoci", "gc", "--layout", folder.toString());
    TestImage.write(folder, "v3", "three");
    OciLayout layout = OciLayout.open(folder);
    assertThat(layout.images()).extracting(LayoutImage::refName).containsExactly("v2", "v3");
    assertThat(layout.verify()).isEmpty();
  }

  @Test
  void aLayoutThatUmociMadeIsReadAndWritten() throws Exception {
    Path folder = temp.resolve("layout");
    SharedData.run("umoci", "init", "--layout", folder.toString());
    assertThat(OciLayout.open(folder).images()).isEmpty();
    SharedData.run("umoci", "new", "--image", folder + ":a");
    TestImage.write(folder, "b", "b");
    assertThat(OciLayout.open(folder).verify()).isEmpty();
    assertThat(SharedData.run("umoci", "ls", "--layout", folder.toString()).lines())
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "min", "nolayers", "twolayers", "multi", "noarch", "artifact"})
  void everyImageOfTheSyntheticLayoutIsReadAsSkopeoReadsIt(String tag) throws IOException {
    Path golden = SharedData.folder("skopeo-golden");
    OciLayout layout = OciLayout.open(golden.resolve("synth-layout"));
    RawManifest manifest = layout.source(tag).manifest();
    assertThat(manifest.bytes())
        .isEqualTo(Files.readAllBytes(golden.resolve("synth-" + tag + "--raw.out")));
    assertThat(layout.source(manifest.digest()).manifest().mediaType())
        .isEqualTo(manifest.mediaType());
  }

  @Test
  void theSyntheticLayoutHasATagPerImageButOne() throws IOException {
    OciLayout layout = OciLayout.open(SharedData.folder("skopeo-golden").resolve("synth-layout"));
    assertThat(layout.images()).hasSize(10).last().extracting(LayoutImage::refName).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"img1", "img3", "rich"})
  void aCopyOfBuildahsLayoutIsTheSameToTheByte(String name) throws IOException {
    Path golden = SharedData.folder("buildah-golden").resolve(name);
    OciLayout from = OciLayout.open(golden);
    assertThat(from.verify()).isEmpty();
    Path copy = temp.resolve("copy");
    try (ImageSource source = from.source((String) null);
        ImageSink sink = OciLayout.openOrCreate(copy).sink(from.images().get(0).refName())) {
      copy(source, sink);
    }
    try (Stream<Path> files = Files.walk(golden)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(copy.resolve(golden.relativize(file))).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void hostileLayersStandInSoundLayouts() throws IOException {
    List<String> unsound = new ArrayList<>();
    try (Stream<Path> layouts = Files.list(SharedData.folder("hostile-layers"))) {
      for (Path folder : layouts.filter(Files::isDirectory).toList()) {
        OciLayout layout = OciLayout.open(folder);
        layout.source("t").manifest().parse();
        layout.verify().forEach(problem -> unsound.add(folder.getFileName() + " " + problem));
      }
    }
    assertThat(unsound).isEmpty();
  }

  private static void copy(ImageSource source, ImageSink sink) throws IOException {
    RawManifest manifest = source.manifest();
    ImageManifest image = (ImageManifest) manifest.parse();
    List<Descriptor> blobs = new ArrayList<>(image.layers());
    blobs.add(image.config());
    for (Descriptor blob : blobs) {
      if (!sink.hasBlob(blob)) {
        try (InputStream in = source.openBlob(blob);
            BlobWriter writer = sink.newBlob(blob.digest().algorithm())) {
          in.transferTo(writer.stream());
          writer.commit(blob);
        }
      }
    }
    sink.publish(manifest);
  }

  private static String skopeo(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("skopeo", "--insecure-policy"));
    command.addAll(List.of(arguments));
    return SharedData.run(command.toArray(String[]::new));
  }
}
