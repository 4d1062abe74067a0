package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;
import static io.mcv.oci.registry.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.SizeMismatchException;
import io.mcv.oci.registry.auth.CredentialOptions;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blobs on their way into a registry, whole: HEAD, which may tell nothing or be redirected; mounts;
 * POST and then one PUT with its length; odd answers to that PUT; blobs of no bytes and of {@code
 * {}}.
 */
class BlobUploadTest {
  private static final String UPLOADS = "/v2/b/blobs/uploads/.*";
  private static final SmallImage IMAGE = SmallImage.of("layer");

  @TempDir Path temp;

  @Test
  void aBlobThatIsThereIsNotSent() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.blob("b", IMAGE.layer());
      assertThat(push(server)).isEqualTo(BlobCopy.PRESENT);
      assertThat(server.lines()).containsExactly("HEAD /v2/b/blobs/" + IMAGE.blob().digest());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 405})
  void whereHeadTellsNothingTheBlobIsJustSent(int headStatus) throws Exception {
    try (ScriptedServer server = takingUploads()) {
      server.on("HEAD", ".*", status(headStatus));
      assertThat(push(server)).isEqualTo(BlobCopy.COPIED);
      assertThat(server.requests("PUT", "/up.*")).hasSize(1);
    }
  }

  @Test
  void aHeadMayBeRedirected() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        ScriptedServer storage = ScriptedServer.start()) {
      storage.blob("b", IMAGE.layer());
      server.on(
          "HEAD",
          ".*",
          r -> answer(307).setHeader("Location", storage.base() + r.getTarget()).build());
      assertThat(push(server)).isEqualTo(BlobCopy.PRESENT);
    }
  }

  @Test
  void aBlobIsSentByPostAndOnePutWithItsLength() throws Exception {
    try (ScriptedServer server = takingUploads()) {
      push(server);

      assertThat(server.requests("POST", ".*"))
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.getTarget()).isEqualTo("/v2/b/blobs/uploads/");
                assertThat(r.getHeaders().get("Content-Length")).isEqualTo("0");
              });
      assertThat(server.requests("PUT", ".*"))
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.getHeaders().get("Content-Length")).isEqualTo("5");
                assertThat(r.getHeaders().get("Content-Type"))
                    .isEqualTo("application/octet-stream");
                assertThat(ScriptedServer.body(r)).isEqualTo(IMAGE.layer());
              });
      assertThat(server.requests("PATCH", ".*")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 204})
  void anOddAnswerToThePutIsBelievedIfTheBlobIsThere(int putStatus) throws Exception {
    try (ScriptedServer server = takingUploads()) {
      server.on(
          "PUT",
          "/up.*",
          r -> {
            server.blob("b", IMAGE.layer());
            return answer(putStatus).build();
          });
      assertThat(push(server)).isEqualTo(BlobCopy.COPIED);
      assertThat(server.requests("HEAD", ".*")).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 204})
  void anOddAnswerToThePutIsNotBelievedIfTheBlobIsNotThere(int putStatus) throws Exception {
    try (ScriptedServer server = takingUploads()) {
      server.on("PUT", "/up.*", status(putStatus));
      assertThatThrownBy(() -> push(server))
          .isInstanceOf(RegistryProtocolException.class)
          .hasMessageContaining("does not have it");
    }
  }

  @Test
  void aRegistryThatDoesNotSayWhereToSendItIsAnError() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("POST", UPLOADS, status(202));
      assertThatThrownBy(() -> push(server))
          .isInstanceOf(RegistryProtocolException.class)
          .hasMessageContaining("where the blob is to be sent");
    }
  }

  @Test
  void aBlobOfAnotherRepositoryIsMounted() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = new RegistryClient(Transfers.options(temp).build())) {
      try (ImageSink sink = client.sink(Transfers.name(proxy.host() + "/a:t"))) {
        Transfers.copy(IMAGE, sink);
      }
      try (ImageSource source = client.source(Transfers.name(proxy.host() + "/a:t"));
          ImageSink sink = client.sink(Transfers.name(proxy.host() + "/b:t"))) {
        assertThat(sink.copyBlob(IMAGE.blob(), source, n -> {})).isEqualTo(BlobCopy.MOUNTED);
        assertThat(sink.hasBlob(IMAGE.blob())).isTrue();
      }
      assertThat(proxy.exchanges())
          .filteredOn(e -> e.request().method().equals("PUT"))
          .noneMatch(e -> e.request().path().startsWith("/v2/b/"));
    }
  }

  @Test
  void whereAMountBecomesAnUploadThatUploadIsUsed() throws Exception {
    try (ScriptedServer server = takingUploads();
        RegistryClient client = new RegistryClient(Transfers.options(temp).build())) {
      IMAGE.at(server, "a", "t");
      assertThat(pushFromA(server, client)).isEqualTo(BlobCopy.COPIED);

      assertThat(server.requests("POST", ".*"))
          .extracting(RecordedRequest::getTarget)
          .containsExactly("/v2/b/blobs/uploads/?mount=" + IMAGE.blob().digest() + "&from=a");
      assertThat(server.requests("PUT", "/up.*")).hasSize(1);
    }
  }

  @Test
  void nothingIsMountedAcrossDifferentCredentials() throws Exception {
    try (ScriptedServer server = takingUploads()) {
      IMAGE.at(server, "a", "t");
      Path file =
          Files.writeString(
              temp.resolve("auth.json"),
              ("{'auths':{'%1$s/a':{'auth':'%2$s'},'%1$s/b':{'auth':'%3$s'}}}")
                  .formatted(server.host(), base64("one:x"), base64("two:y"))
                  .replace('\'', '"'));
      try (RegistryClient client =
          new RegistryClient(
              Transfers.options(temp)
                  .credentials(CredentialOptions.defaults().withAuthFile(file))
                  .build())) {
        assertThat(pushFromA(server, client)).isEqualTo(BlobCopy.COPIED);
      }
      assertThat(server.requests("POST", ".*mount=.*")).isEmpty();
    }
  }

  @Test
  void nothingIsMountedWithinOneRepository() throws Exception {
    try (ScriptedServer server = takingUploads();
        RegistryClient client = new RegistryClient(Transfers.options(temp).build())) {
      IMAGE.at(server, "b", "t");
      server.on("HEAD", ".*", status(404));
      try (ImageSource source = client.source(Transfers.name(server.host() + "/b:t"));
          ImageSink sink = client.sink(Transfers.name(server.host() + "/b:t2"))) {
        sink.copyBlob(IMAGE.blob(), source, n -> {});
      }
      assertThat(server.requests("POST", ".*mount=.*")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void blobsOfNoBytesAndOfAnEmptyDocumentGoThereAndBack(String content) throws Exception {
    SmallImage image = SmallImage.of(content);
    for (boolean inParts : new boolean[] {false, true}) {
      try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry" + inParts));
          RegistryClient client =
              new RegistryClient(Transfers.options(temp).inParts(inParts).build())) {
        try (ImageSink sink = client.sink(Transfers.name(registry.image("a:t")))) {
          Transfers.copy(image, sink);
        }
        try (ImageSource source = client.source(Transfers.name(registry.image("a:t")))) {
          assertThat(source.openBlob(image.blob()).readAllBytes()).isEqualTo(image.layer());
        }
      }
    }
  }

  @Test
  void aBlobWhoseDigestIsKnownAtItsEndIsSentThenAndLeavesNoFile() throws Exception {
    try (ScriptedServer server = takingUploads();
        RegistryClient client = new RegistryClient(Transfers.options(temp).build());
        ImageSink sink = client.sink(Transfers.name(server.host() + "/b:t"))) {
      Descriptor blob;
      try (BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
        writer.stream().write(IMAGE.layer());
        assertThat(server.requests()).isEmpty();
        blob = writer.commit(SmallImage.LAYER);
      }
      assertThat(blob).isEqualTo(IMAGE.blob());
      assertThat(server.requests("PUT", ".*digest=" + blob.digest())).hasSize(1);
      assertThat(temp.resolve("tmp")).isEmptyDirectory();
    }
  }

  @Test
  void aBlobThatIsNotWhatItShouldBeIsNotSent() throws Exception {
    try (ScriptedServer server = takingUploads();
        RegistryClient client = new RegistryClient(Transfers.options(temp).build());
        ImageSink sink = client.sink(Transfers.name(server.host() + "/b:t"))) {
      try (BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
        writer.stream().write("hello".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> writer.commit(IMAGE.blob()))
            .isInstanceOf(DigestMismatchException.class);
      }
      try (BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
        assertThatThrownBy(() -> writer.commit(IMAGE.blob()))
            .isInstanceOf(SizeMismatchException.class);
      }
      assertThat(server.requests()).isEmpty();
      assertThat(temp.resolve("tmp")).isEmptyDirectory();
    }
  }

  private static ScriptedServer takingUploads() throws IOException {
    return ScriptedServer.start()
        .on("POST", UPLOADS, r -> answer(202).setHeader("Location", "/up?state=1").build())
        .on("PUT", "/up.*", status(201));
  }

  private BlobCopy push(ScriptedServer server) throws IOException {
    try (RegistryClient client = new RegistryClient(Transfers.options(temp).build());
        ImageSink sink = client.sink(Transfers.name(server.host() + "/b:t"))) {
      return sink.copyBlob(IMAGE.blob(), IMAGE, n -> {});
    }
  }

  private static BlobCopy pushFromA(ScriptedServer server, RegistryClient client)
      throws IOException {
    try (ImageSource source = client.source(Transfers.name(server.host() + "/a:t"));
        ImageSink sink = client.sink(Transfers.name(server.host() + "/b:t"))) {
      return sink.copyBlob(IMAGE.blob(), source, n -> {});
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
