package io.mcv.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.image.DigestTags;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to an image is added beside it, whoever else does so at the same time. */
class LayoutAttachmentStoreTest {
  @TempDir Path temp;
  private Path folder = Path.of("unset");
  private TestImage image = new TestImage("unset");
  private String tag = "unset";

  @BeforeEach
  void writeAnImage() throws IOException {
    folder = temp.resolve("layout");
    image = TestImage.write(folder, "v1", "image");
    tag = DigestTags.of(image.manifest.digest()) + ".sig";
  }

  @Test
  void ofAllWhoChangeATagAtOnceNoneIsLost() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Descriptor layer = layer("signature " + i);
        writers.add(
            threads.submit(
                () -> {
                  add(null, layer);
                  return null;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(((ImageManifest) attached().get(0).manifest().parse()).layers()).hasSize(12);
    assertThat(OciLayout.open(folder).images())
        .extracting(LayoutImage::refName)
        .containsExactly("v1", tag);
  }

  @Test
  void aTagKeepsItsPlaceAndAnExistingNameOfARepository() throws IOException {
    add("team/cache", layer("one"));
    TestImage.write(folder, "v2", "another image");
    add(null, layer("two"));

    assertThat(OciLayout.open(folder).images())
        .extracting(LayoutImage::refName)
        .containsExactly("v1", "team/cache:" + tag, "v2");
    assertThat(attached()).hasSize(1);
  }

  @Test
  void aReferrerIsListedOnceAndFoundByItsSubject() throws IOException {
    RawManifest referrer =
        new ImageManifest(
                MediaType.OCI_MANIFEST,
                new MediaType("application/vnd.example.signature"),
                Descriptor.of(MediaType.OCI_EMPTY, bytes("{}")),
                List.of(layer("bundle")),
                image.manifest.descriptor(),
                null)
            .toRaw();
    try (AttachmentStore store = OciLayout.open(folder).attachments(null)) {
      store.putReferrer(referrer);
      store.putReferrer(referrer);
    }

    assertThat(attached())
        .extracting(each -> each.manifest().digest())
        .containsExactly(referrer.digest());
    assertThat(OciLayout.open(folder).images()).hasSize(2);
    try (ImageSource only = OciLayout.open(folder).source((String) null)) {
      assertThat(only.manifest().digest()).isEqualTo(image.manifest.digest());
    }
  }

  @Test
  void aDamagedTagDoesNotHideAReferrer() throws IOException {
    add(null, layer("one"));
    RawManifest referrer =
        new ImageManifest(
                MediaType.OCI_MANIFEST,
                null,
                Descriptor.of(MediaType.OCI_EMPTY, bytes("{}")),
                List.of(layer("bundle")),
                image.manifest.descriptor(),
                null)
            .toRaw();
    try (AttachmentStore store = OciLayout.open(folder).attachments(null)) {
      store.putReferrer(referrer);
    }
    String tagged = attached().get(1).manifest().digest().hex();

    Files.writeString(folder.resolve("blobs/sha256").resolve(tagged), "damaged");

    assertThat(attached())
        .extracting(each -> each.manifest().digest())
        .containsExactly(referrer.digest());
  }

  @Test
  void aChangeThatFailsChangesNothing() throws IOException {
    add(null, layer("one"));
    byte[] before = Files.readAllBytes(folder.resolve("index.json"));

    try (AttachmentStore store = OciLayout.open(folder).attachments(null)) {
      assertThatThrownBy(
              () ->
                  store.update(
                      tag,
                      current -> {
                        throw new IOException("no key");
                      }))
          .hasMessage("no key");
    }

    assertThat(folder.resolve("index.json")).hasBinaryContent(before);
    add(null, layer("two"));
  }

  private void add(@Nullable String repository, Descriptor layer) throws IOException {
    try (AttachmentStore store = OciLayout.open(folder).attachments(repository)) {
      store.update(tag, current -> with(current, layer));
    }
  }

  private static RawManifest with(@Nullable RawManifest current, Descriptor layer)
      throws IOException {
    List<Descriptor> layers = new ArrayList<>();
    if (current != null) {
      layers.addAll(((ImageManifest) current.parse()).layers());
    }
    layers.add(layer);
    Descriptor config = Descriptor.of(MediaType.OCI_EMPTY, bytes("{}"));
    return new ImageManifest(MediaType.OCI_MANIFEST, null, config, layers, null, null).toRaw();
  }

  private List<Attachment> attached() throws IOException {
    try (ImageSource source = OciLayout.open(folder).source("v1")) {
      return source.attachments(image.manifest.digest());
    }
  }

  private static Descriptor layer(String text) {
    return Descriptor.of(MediaType.OCI_LAYER_TAR, bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
