package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;
import static io.mcv.oci.registry.ScriptedServer.buffer;
import static io.mcv.oci.registry.ScriptedServer.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.Platform;
import io.mcv.oci.model.RawManifest;
import io.mcv.testing.registry.Exchange;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Manifests: every type accepted; Docker-Content-Digest missing, wrong or of another algorithm;
 * content verified by digest; Content-Type against mediaType; 4 MiB; exact bytes out; blobs before
 * manifests before the tag; a missing blob named.
 */
class ManifestsTest {
  private static final SmallImage IMAGE = SmallImage.of("layer");

  @TempDir Path temp;

  @Test
  void everyTypeOfManifestIsAccepted() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      IMAGE.at(server, "a", "t");
      pull(server);
      assertThat(server.requests("GET", ".*").get(0).getHeaders().get("Accept"))
          .contains(
              "application/vnd.oci.image.manifest.v1+json",
              "application/vnd.oci.image.index.v1+json",
              "application/vnd.docker.distribution.manifest.v2+json",
              "application/vnd.docker.distribution.manifest.list.v2+json");
    }
  }

  @Test
  void theServersDigestMayBeMissing() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", r -> json(IMAGE.manifest().bytes(), "application/json"));
      assertThat(pull(server).digest()).isEqualTo(IMAGE.manifest().digest());
    }
  }

  @Test
  void aServersDigestThatIsWrongIsAnError() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = client()) {
      push(client, proxy.image("a:t"));
      proxy.inject(new Fault.WrongDigest(), 1, r -> r.method().equals("GET"));
      assertThatThrownBy(() -> client.source(Transfers.name(proxy.image("a:t"))))
          .isInstanceOf(DigestMismatchException.class);
    }
  }

  @Test
  void aManifestOfADigestIsVerified() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = client()) {
      push(client, proxy.image("a:t"));
      RawManifest other = SmallImage.of("other").manifest();
      proxy.inject(
          new Fault.Instead(
              200,
              Map.of("Content-Type", other.mediaType().value()),
              new String(other.bytes(), StandardCharsets.UTF_8)),
          1,
          r -> r.method().equals("GET"));
      assertThatThrownBy(
              () -> client.source(Transfers.name(proxy.image("a@" + IMAGE.manifest().digest()))))
          .isInstanceOf(DigestMismatchException.class);
    }
  }

  @Test
  void theServersDigestMayBeOfAnotherAlgorithm() throws Exception {
    RawManifest manifest = IMAGE.manifest();
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, manifest.bytes());
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client()) {
      server.on(
          "GET",
          "/v2/a/manifests/sha512:.*",
          r -> whole(manifest).body(buffer(manifest.bytes())).build());
      ImageSource source = client.source(Transfers.name(server.host() + "/a@" + sha512));
      assertThat(source.manifest().digest()).isEqualTo(sha512);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.oci.image.index.v1+json",
    "image/png"
  })
  void aContentTypeThatIsNotTheManifestsOwnIsRefused(String type) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", r -> json(IMAGE.manifest().bytes(), type));
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryProtocolException.class)
          .hasMessageContaining("the server sent it as " + type);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.manifest.v1+json; charset=utf-8",
        "Application/VND.oci.image.manifest.v1+json",
        "application/json",
        "application/octet-stream",
        "text/plain; charset=utf-8"
      })
  void parametersCaseAndGeneralTypesDoNotMatter(String type) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", r -> json(IMAGE.manifest().bytes(), type));
      assertThat(pull(server).mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
    }
  }

  @Test
  void aDocumentThatIsManifestAndIndexAtOnceIsRefused() throws Exception {
    String both =
        new String(IMAGE.manifest().bytes(), StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{\"manifests\":[],");
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on(
          "GET",
          ".*",
          r -> json(both.getBytes(StandardCharsets.UTF_8), MediaType.OCI_MANIFEST.value()));
      assertThatThrownBy(() -> pull(server).parse()).isInstanceOf(OciException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"a\":1", "not JSON at all", ""})
  void whatIsNoJsonObjectIsNoManifest(String body) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", r -> json(body.getBytes(StandardCharsets.UTF_8), "application/json"));
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryProtocolException.class)
          .hasMessageContaining("is not a manifest");
    }
  }

  @Test
  void anEndlessManifestIsReadNoFurtherThanItsLimit() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = client()) {
      push(client, registry.image("a:t"));
      proxy.inject(new Fault.EndlessBody(), 1, r -> r.method().equals("GET"));
      assertThatThrownBy(() -> client.source(Transfers.name(proxy.image("a:t"))))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("4194304");
    }
  }

  @Test
  void aManifestOfTheGreatestSizeIsReadAndOneByteMoreIsNot() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", ".*", r -> json(padded(RawManifest.MAX_BYTES), "application/json"));
      assertThat(pull(server).size()).isEqualTo(RawManifest.MAX_BYTES);
      server.on("GET", ".*", r -> json(padded(RawManifest.MAX_BYTES + 1), "application/json"));
      assertThatThrownBy(() -> pull(server)).isInstanceOf(LimitExceededException.class);
    }
  }

  @Test
  void aManifestThatIsTooLargeIsNotSent() throws Exception {
    RawManifest large = RawManifest.of(MediaType.OCI_MANIFEST, padded(RawManifest.MAX_BYTES + 1));
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client();
        ImageSink sink = client.sink(Transfers.name(server.host() + "/a:t"))) {
      assertThatThrownBy(() -> sink.publish(large)).isInstanceOf(LimitExceededException.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aManifestThatIsTooLargeForTheRegistryIsOneClearError() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client();
        ImageSink sink = client.sink(Transfers.name(server.host() + "/a:t"))) {
      server.on("PUT", ".*", ScriptedServer.status(413));
      assertThatThrownBy(() -> sink.publish(IMAGE.manifest()))
          .isInstanceOf(RegistryAnswerException.class)
          .hasMessageContaining("writing manifest t")
          .hasMessageContaining("413 Content Too Large")
          .hasMessageContaining("limits how much it takes at once");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void theBytesOfAManifestAreSentAsTheyAreWithItsType() throws Exception {
    String spaced = new String(IMAGE.manifest().bytes(), StandardCharsets.UTF_8) + " \n";
    RawManifest odd =
        RawManifest.of(MediaType.OCI_MANIFEST, spaced.getBytes(StandardCharsets.UTF_8));
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = client()) {
      push(client, proxy.image("a:t"));
      proxy.reset();
      try (ImageSink sink = client.sink(Transfers.name(proxy.image("a:odd")))) {
        sink.publish(odd);
      }
      assertThat(proxy.exchanges())
          .singleElement()
          .satisfies(
              e -> {
                assertThat(e.request().body()).isEqualTo(odd.bytes());
                assertThat(e.request().header("content-type"))
                    .isEqualTo(MediaType.OCI_MANIFEST.value());
              });
      ImageSource source = client.source(Transfers.name(registry.image("a:odd")));
      assertThat(source.manifest().bytes()).isEqualTo(odd.bytes());
    }
  }

  @Test
  void blobsComeBeforeManifestsAndTheTagComesLast() throws Exception {
    RandomImages.in(temp.resolve("random"), 1)
        .index("t", List.of(Platform.of("linux", "amd64"), Platform.of("linux", "arm64")), 1000);
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = client();
        ImageSource source = OciLayout.open(temp.resolve("random")).source("t");
        ImageSink sink = client.sink(Transfers.name(proxy.image("a:t")))) {
      Transfers.copy(source, sink);
      List<String> puts =
          proxy.exchanges().stream()
              .map(Exchange::request)
              .filter(r -> r.method().equals("PUT"))
              .map(
                  r ->
                      r.path().replaceFirst("uploads/.*", "uploads").replaceFirst("sha256:.*", "D"))
              .toList();
      assertThat(puts)
          .containsExactly(
              "/v2/a/blobs/uploads",
              "/v2/a/blobs/uploads",
              "/v2/a/manifests/D",
              "/v2/a/blobs/uploads",
              "/v2/a/blobs/uploads",
              "/v2/a/manifests/D",
              "/v2/a/manifests/t");
    }
  }

  @Test
  void theErrorNamesTheBlobThatTheRegistryMisses() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client = client();
        ImageSink sink = client.sink(Transfers.name(registry.image("a:t")))) {
      assertThatThrownBy(() -> sink.publish(IMAGE.manifest()))
          .isInstanceOf(RegistryAnswerException.class)
          .hasMessageContaining("MANIFEST_BLOB_UNKNOWN")
          .hasMessageContaining(IMAGE.blob().digest().toString());
    }
  }

  @Test
  void aMissingBlobMayBeToldBy404() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client();
        ImageSink sink = client.sink(Transfers.name(server.host() + "/a:t"))) {
      server.on(
          "PUT",
          ".*",
          r -> ScriptedServer.error(404, "MANIFEST_BLOB_UNKNOWN", "blob unknown").build());
      assertThatThrownBy(() -> sink.publish(IMAGE.manifest()))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("MANIFEST_BLOB_UNKNOWN: blob unknown");
    }
  }

  @Test
  void aRegistryThatStoredSomethingElseIsAnError() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client();
        ImageSink sink = client.sink(Transfers.name(server.host() + "/a:t"))) {
      server.on(
          "PUT",
          ".*",
          r ->
              answer(201)
                  .setHeader("Docker-Content-Digest", Digest.sha256(new byte[0]).toString())
                  .build());
      assertThatThrownBy(() -> sink.publish(IMAGE.manifest()))
          .isInstanceOf(DigestMismatchException.class);
    }
  }

  /** A JSON object of so many bytes. */
  private static byte[] padded(int size) {
    return ("{\"x\":\"" + "x".repeat(size - 8) + "\"}").getBytes(StandardCharsets.US_ASCII);
  }

  private static MockResponse json(byte[] body, String type) {
    return answer(200).body(buffer(body)).setHeader("Content-Type", type).build();
  }

  private RawManifest pull(ScriptedServer server) throws IOException {
    try (RegistryClient client = client();
        ImageSource source = client.source(Transfers.name(server.host() + "/a:t"))) {
      return source.manifest();
    }
  }

  private static void push(RegistryClient client, String to) throws IOException {
    try (ImageSink sink = client.sink(Transfers.name(to))) {
      Transfers.copy(IMAGE, sink);
    }
  }

  private RegistryClient client() throws IOException {
    return new RegistryClient(Transfers.options(temp).build());
  }
}
