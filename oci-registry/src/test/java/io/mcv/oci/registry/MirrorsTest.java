package io.mcv.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mirrors that are dead, empty, incomplete, corrupt or closed are told and left for the next. */
class MirrorsTest {
  private static final SmallImage IMAGE = SmallImage.of("layer");
  private static final String BLOB = IMAGE.blob().digest().toString();

  @TempDir Path temp;
  private final RecordedLines lines = new RecordedLines();
  private final ScriptedServer origin = started();
  private final ScriptedServer mirror = started();

  @BeforeEach
  void theOriginHasTheImage() {
    IMAGE.at(origin, "a", "t");
  }

  @AfterEach
  void allServersEnd() {
    origin.close();
    mirror.close();
  }

  @Test
  void aMirrorThatHasTheImageIsAskedAlone() throws Exception {
    IMAGE.at(mirror, "a", "t");
    pull("a:t", "");
    assertThat(origin.requests()).isEmpty();
    assertThat(lines.info()).isEmpty();
  }

  @Test
  void aDeadMirrorIsToldAndLeft() throws Exception {
    mirror.close();
    pull("a:t", "");
    assertThat(lines.info())
        .first()
        .asString()
        .contains("refused the connection")
        .contains("mirror " + mirror.host() + "/a is left for " + origin.host() + "/a");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 403, 500, 503})
  void aMirrorThatRefusesIsToldAndLeftAtOnce(int status) throws Exception {
    mirror.on("GET", ".*", ScriptedServer.status(status));
    pull("a:t", "");
    assertThat(mirror.requests()).hasSize(1);
    assertThat(lines.info()).singleElement().asString().contains(String.valueOf(status));
  }

  @Test
  void aMirrorThatWantsAPasswordIsToldAndLeft() throws Exception {
    try (LoopbackRegistry closed =
        LoopbackRegistry.setup(temp.resolve("closed")).withPassword().start()) {
      pull("a:t", "", closed.host());
      assertThat(lines.info()).singleElement().asString().contains("401 Unauthorized");
    }
  }

  @Test
  void aMirrorThatLacksABlobIsLeftForThatBlob() throws Exception {
    mirror.manifest("a", "t", IMAGE.manifest());
    pull("a:t", "");
    assertThat(origin.lines()).containsExactly("GET /v2/a/blobs/" + BLOB);
    assertThat(lines.info()).singleElement().asString().contains("reading blob " + BLOB);
  }

  @Test
  void aMirrorWhoseManifestIsNotThatOfTheDigestIsLeft() throws Exception {
    mirror.on(
        "GET",
        ".*",
        r ->
            ScriptedServer.bytes(SmallImage.of("other").manifest().bytes())
                .setHeader("Content-Type", IMAGE.manifest().mediaType().value())
                .build());
    pull("a@" + IMAGE.manifest().digest(), "");
    assertThat(lines.info()).singleElement().asString().contains("is left for");
  }

  @Test
  void aMirrorWhoseBlobIsCorruptDoesNotGoUnnoticed() throws Exception {
    IMAGE.at(mirror, "a", "t");
    mirror.on("GET", "/v2/a/blobs/.*", r -> ScriptedServer.bytes(new byte[5]).build());
    assertThatThrownBy(() -> pull("a:t", "")).isInstanceOf(DigestMismatchException.class);
  }

  @Test
  void aMirrorForDigestsIsNotAskedForTags() throws Exception {
    IMAGE.at(mirror, "a", "t");
    pull("a:t", "pull-from-mirror = \"digest-only\"");
    assertThat(mirror.requests()).isEmpty();
    pull("a@" + IMAGE.manifest().digest(), "pull-from-mirror = \"digest-only\"");
    assertThat(mirror.requests()).hasSize(2);
  }

  @Test
  void aMirrorForTagsIsNotAskedForDigests() throws Exception {
    IMAGE.at(mirror, "a", "t");
    pull("a@" + IMAGE.manifest().digest(), "pull-from-mirror = \"tag-only\"");
    assertThat(mirror.requests()).isEmpty();
    pull("a:t", "pull-from-mirror = \"tag-only\"");
    assertThat(mirror.requests()).hasSize(2);
  }

  @Test
  void theErrorIsThatOfTheRegistryItselfWhenNobodyHasTheImage() throws Exception {
    assertThatThrownBy(() -> pull("b:t", ""))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(origin.host() + "/b");
  }

  @Test
  void nothingIsPushedToAMirror() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy before = FaultProxy.before(registry);
        RegistryClient client = client(before.host(), mirror.host(), "");
        ImageSink sink = client.sink(Transfers.name(before.image("a:t")))) {
      Transfers.copy(IMAGE, sink);
      assertThat(before.exchanges()).isNotEmpty();
      assertThat(mirror.requests()).isEmpty();
    }
  }

  private void pull(String image, String rule) throws IOException {
    pull(image, rule, mirror.host());
  }

  private void pull(String image, String rule, String mirrorHost) throws IOException {
    try (RegistryClient client = client(origin.host(), mirrorHost, rule);
        ImageSource source = client.source(Transfers.name(origin.host() + "/" + image))) {
      assertThat(source.manifest().digest()).isEqualTo(IMAGE.manifest().digest());
      assertThat(source.openBlob(IMAGE.blob()).readAllBytes()).isEqualTo(IMAGE.layer());
    }
  }

  private RegistryClient client(String host, String mirrorHost, String rule) throws IOException {
    Path configuration =
        Files.writeString(
            temp.resolve("registries.conf"),
            """
            [[registry]]
            location = "%s"
            [[registry.mirror]]
            location = "%s"
            %s
            """
                .formatted(host, mirrorHost, rule));
    return new RegistryClient(
        Transfers.options(temp).registriesConf(configuration).listener(lines).build());
  }

  private static ScriptedServer started() {
    try {
      return ScriptedServer.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
