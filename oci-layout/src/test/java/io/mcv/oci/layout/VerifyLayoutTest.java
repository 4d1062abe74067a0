package io.mcv.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyLayoutTest {
  @TempDir Path folder;

  @Test
  void aSoundLayoutHasNoProblems() throws IOException {
    TestImage.write(folder, "v1", "one");
    TestImage.write(folder, null, "two");
    assertThat(verify()).isEmpty();
  }

  @Test
  void aMissingLayerIsReportedForItsImage() throws IOException {
    TestImage image = TestImage.write(folder, "v1", "one");
    Files.delete(TestImage.blob(folder, image.layer));
    assertThat(verify()).singleElement().satisfies(p -> assertProblem(p, "v1", "is not in"));
  }

  @Test
  void aCorruptConfigIsReported() throws IOException {
    TestImage image = TestImage.write(folder, "v1", "one");
    Files.write(TestImage.blob(folder, image.config), new byte[(int) image.config.size()]);
    assertThat(verify()).singleElement().satisfies(p -> assertProblem(p, "v1", "is corrupt"));
  }

  @Test
  void aCorruptLayerIsReportedForEveryImageThatNeedsIt() throws IOException {
    TestImage image = TestImage.write(folder, "v1", "one");
    ImageManifest other =
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            null,
            image.config,
            List.of(image.layer),
            null,
            Map.of("other", "annotation"));
    try (ImageSink sink = OciLayout.open(folder).sink("v2")) {
      sink.publish(other.toRaw());
    }
    Files.writeString(TestImage.blob(folder, image.layer), "onf");
    assertThat(verify()).extracting(LayoutProblem::where).containsExactly("v1", "v2");
  }

  @Test
  void aManifestOfTheWrongSizeIsReported() throws IOException {
    TestImage image = TestImage.write(folder, "v1", "one");
    Files.writeString(TestImage.blob(folder, image.manifest.digest()), "{}");
    assertThat(verify())
        .singleElement()
        .satisfies(p -> assertProblem(p, "v1", "where its descriptor says"));
  }

  @Test
  void aManifestThatDoesNotParseIsReported() throws IOException {
    byte[] content = {'{', '}'};
    try (ImageSink sink = OciLayout.openOrCreate(folder).sink("v1")) {
      sink.publish(RawManifest.of(MediaType.OCI_MANIFEST, content));
    }
    assertThat(verify())
        .singleElement()
        .satisfies(p -> assertProblem(p, "v1", "not an image manifest"));
  }

  @Test
  void whatANestedIndexNamesIsCheckedToo() throws IOException {
    TestImage child = new TestImage("child");
    Descriptor attestation = Descriptor.of(new MediaType("text/plain"), new byte[] {1});
    ImageIndex inner = index(List.of(child.manifest.descriptor(), attestation));
    ImageIndex outer = index(List.of(inner.toRaw().descriptor()));
    try (ImageSink sink = OciLayout.openOrCreate(folder).sink("multi")) {
      child.writeBlobs(sink);
      sink.putManifest(child.manifest);
      sink.putManifest(inner.toRaw());
      sink.publish(outer.toRaw());
    }
    Files.delete(TestImage.blob(folder, child.layer));
    assertThat(verify())
        .extracting(LayoutProblem::problem)
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem).contains(child.layer.digest().toString()))
        .anySatisfy(problem -> assertThat(problem).contains(attestation.digest().toString()));
  }

  @Test
  void aBlobThatNoImageNeedsIsHeldToItsNameToo() throws IOException {
    TestImage.write(folder, "v1", "one");
    Digest digest = Digest.sha256(new byte[] {1});
    Files.write(TestImage.blob(folder, digest), new byte[] {2});
    Files.write(folder.resolve("blobs/sha256/notes\n.txt"), new byte[] {2});
    assertThat(verify())
        .hasSize(2)
        .anySatisfy(p -> assertProblem(p, "blobs/sha256/" + digest.hex(), "is corrupt"))
        .anySatisfy(p -> assertProblem(p, "blobs/sha256/notes\\u000a.txt", "not that of a blob"));
  }

  @Test
  void anUnreadableIndexIsAProblemAndBlobsAreStillChecked() throws IOException {
    TestImage image = TestImage.write(folder, "v1", "one");
    Files.writeString(folder.resolve("index.json"), "{");
    Files.writeString(TestImage.blob(folder, image.layer), "onf");
    assertThat(verify())
        .hasSize(2)
        .anySatisfy(p -> assertProblem(p, "index.json", "cannot be read"))
        .anySatisfy(
            p -> assertProblem(p, "blobs/sha256/" + image.layer.digest().hex(), "is corrupt"));
  }

  private List<LayoutProblem> verify() throws IOException {
    return OciLayout.open(folder).verify();
  }

  private static ImageIndex index(List<Descriptor> manifests) {
    return new ImageIndex(MediaType.OCI_INDEX, null, manifests, null, null);
  }

  private static void assertProblem(LayoutProblem problem, String where, String text) {
    assertThat(problem.where()).isEqualTo(where);
    assertThat(problem.problem()).contains(text);
  }
}
