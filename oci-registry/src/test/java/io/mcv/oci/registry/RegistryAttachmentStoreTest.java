package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;
import static io.mcv.oci.registry.ScriptedServer.body;
import static io.mcv.oci.registry.ScriptedServer.buffer;
import static io.mcv.oci.registry.ScriptedServer.status;
import static io.mcv.oci.registry.ScriptedServer.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tag that several add to: read, changed, written, and read again. */
class RegistryAttachmentStoreTest {
  private static final String TAG = "sha256-" + "0".repeat(64) + ".sig";
  private static final Descriptor OURS = layer("ours");
  private static final Descriptor THEIRS = layer("theirs");

  @TempDir Path temp;

  @Test
  void whatIsThereStaysAndIsWrittenOnce() throws Exception {
    AtomicReference<@Nullable RawManifest> stored = new AtomicReference<>(image(THEIRS));
    try (ScriptedServer server = registry(stored)) {
      assertThat(layers(add(server))).containsExactly(THEIRS, OURS);
      assertThat(server.lines()).containsExactly(get(), put(), get());

      add(server);
      assertThat(server.requests("PUT", ".*")).as("it is there already").hasSize(1);
    }
  }

  @Test
  void whoeverIsFasterIsNotOverwrittenWhereTheRegistryCompares() throws Exception {
    AtomicReference<@Nullable RawManifest> stored = new AtomicReference<>(image());
    try (ScriptedServer server = registry(stored)) {
      server.on(
          "PUT",
          ".*",
          1,
          request -> {
            stored.set(image(THEIRS));
            return answer(412).build();
          });

      assertThat(layers(add(server))).containsExactly(THEIRS, OURS);
      assertThat(server.requests("PUT", ".*").get(0).getHeaders().get("If-Match"))
          .isEqualTo("\"" + image().digest() + "\"");
    }
  }

  @Test
  void whatSomebodyElseHasOverwrittenIsWrittenAgain() throws Exception {
    AtomicReference<@Nullable RawManifest> stored = new AtomicReference<>();
    try (ScriptedServer server = registry(stored)) {
      server.on(
          "PUT",
          ".*",
          1,
          request -> {
            stored.set(image(THEIRS));
            return answer(201).build();
          });

      assertThat(layers(add(server))).containsExactly(THEIRS, OURS);
      assertThat(layers(stored.get())).containsExactly(THEIRS, OURS);
    }
  }

  @Test
  void aRegistryThatShowsItOnlyLaterIsNotWrittenToForever() throws Exception {
    try (ScriptedServer server = registry(new AtomicReference<>(image(THEIRS)))) {
      server.on("PUT", ".*", status(201));

      assertThat(layers(add(server))).containsExactly(THEIRS, OURS);
      assertThat(server.requests("PUT", ".*")).hasSize(2);
    }
  }

  @Test
  void aTagThatCannotBeReadIsNotOverwritten() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*/manifests/.*", status(403));
      server.on("PUT", ".*", status(201));

      assertThatThrownBy(() -> add(server)).isInstanceOf(RegistryException.class);
      assertThat(server.requests("PUT", ".*")).isEmpty();
    }
  }

  @Test
  void aTagThatNeverComesToRestIsAnError() throws Exception {
    try (ScriptedServer server = registry(new AtomicReference<>(image(THEIRS)))) {
      server.on("PUT", ".*", status(412));

      assertThatThrownBy(() -> add(server))
          .isInstanceOf(RegistryAnswerException.class)
          .hasMessageContaining(TAG);
    }
  }

  private RawManifest add(ScriptedServer server) throws IOException {
    try (RegistryClient client =
            new RegistryClient(Transfers.options(temp.resolve("home")).build());
        AttachmentStore store = client.attachments(Transfers.name(server.host() + "/a:v1"))) {
      return store.update(TAG, RegistryAttachmentStoreTest::withOurs);
    }
  }

  /** Has what it was given last. */
  private static ScriptedServer registry(AtomicReference<@Nullable RawManifest> stored)
      throws IOException {
    ScriptedServer server = ScriptedServer.start();
    server.on(
        "GET",
        ".*/manifests/.*",
        request -> {
          RawManifest manifest = stored.get();
          return manifest == null
              ? answer(404).build()
              : whole(manifest)
                  .setHeader("ETag", "\"" + manifest.digest() + "\"")
                  .body(buffer(manifest.bytes()))
                  .build();
        });
    server.on(
        "PUT",
        ".*",
        request -> {
          stored.set(RawManifest.of(MediaType.OCI_MANIFEST, body(request)));
          return answer(201).build();
        });
    return server;
  }

  private static RawManifest withOurs(@Nullable RawManifest current) throws IOException {
    List<Descriptor> layers = new ArrayList<>(current == null ? List.of() : layers(current));
    if (current != null && layers.contains(OURS)) {
      return current;
    }
    layers.add(OURS);
    return image(layers.toArray(Descriptor[]::new));
  }

  private static List<Descriptor> layers(@Nullable RawManifest manifest) throws IOException {
    return manifest == null ? List.of() : ((ImageManifest) manifest.parse()).layers();
  }

  private static RawManifest image(Descriptor... layers) {
    Descriptor config = Descriptor.of(MediaType.OCI_EMPTY, bytes("{}"));
    return new ImageManifest(
            MediaType.OCI_MANIFEST, null, config, Arrays.asList(layers), null, null)
        .toRaw();
  }

  private static Descriptor layer(String text) {
    return Descriptor.of(MediaType.OCI_LAYER_TAR, bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String get() {
    return "GET /v2/a/manifests/" + TAG;
  }

  private static String put() {
    return "PUT /v2/a/manifests/" + TAG;
  }
}
