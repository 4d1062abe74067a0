package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blobs in parts: Content-Range without a unit and inclusive, the least length of a part, 201
 * instead of 202, a Range that stops, 416, a session that is gone, a break in the middle, 413 for
 * all at once.
 */
class ChunkedUploadTest {
  private static final int SIZE = 100_000;

  @TempDir Path temp;
  private final SmallImage image = SmallImage.of(random(), null, null);
  private final RecordedLines lines = new RecordedLines();

  @Test
  void partsSayWhichBytesTheyAreAndTheEndIsEmpty() throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      push(server, 40_000, true);
      assertThat(server.ranges()).containsExactly("0-39999", "40000-79999", "80000-99999");
      assertThat(server.content()).isEqualTo(image.layer());
      assertThat(server.server().requests("PUT", ".*"))
          .singleElement()
          .satisfies(r -> assertThat(ScriptedServer.body(r)).isEmpty());
      assertThat(server.server().requests("PATCH", ".*"))
          .extracting(r -> r.getHeaders().get("Content-Length"))
          .containsExactly("40000", "40000", "20000");
    }
  }

  @Test
  void partsAreNoShorterThanTheRegistryWantsThem() throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.minimum = 70_000;
      push(server, 40_000, true);
      assertThat(server.ranges()).containsExactly("0-69999", "70000-99999");
    }
  }

  @Test
  void partsAreTakenByARealRegistry() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client =
            new RegistryClient(Transfers.options(temp).inParts(true).chunkBytes(30_000).build())) {
      try (ImageSink sink = client.sink(Transfers.name(registry.image("a:t")))) {
        Transfers.copy(image, sink);
      }
      assertThat(registry.accesses().stream().filter(a -> a.method().equals("PATCH"))).hasSize(5);
      try (ImageSource source = client.source(Transfers.name(registry.image("a:t")))) {
        assertThat(source.openBlob(image.blob()).readAllBytes()).isEqualTo(image.layer());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204})
  void anotherSuccessForAPartIsOneToo(int status) throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.partStatus = status;
      push(server, 30_000, true);
      assertThat(server.content()).isEqualTo(image.layer());
    }
  }

  @Test
  void aRangeThatStopsAfterTheFirstPartIsNotBelieved() throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.forgetful = true;
      server.partStatus = 201;
      push(server, 20_000, true);
      assertThat(server.ranges()).hasSize(5);
      assertThat(server.content()).isEqualTo(image.layer());
    }
  }

  @Test
  void afterABreakTheUploadGoesOnWhereTheRegistryHasComeTo() throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.breaks = 1;
      push(server, 40_000, false);
      assertThat(server.sessions()).isEqualTo(1);
      assertThat(server.ranges()).containsExactly("50000-89999", "90000-99999");
      assertThat(server.content()).isEqualTo(image.layer());
    }
  }

  @Test
  void eachBreakCostsNoMoreThanWhatWasUnderWay() throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.breaks = 3;
      AtomicLong sent = new AtomicLong();
      push(server, 10_000, true, sent);
      assertThat(server.sessions()).isEqualTo(1);
      assertThat(server.content()).isEqualTo(image.layer());
      assertThat(sent.get()).isLessThan(SIZE + 3 * 10_000);
      assertThat(lines.info()).hasSize(3).allMatch(line -> line.contains("trying again"));
    }
  }

  @Test
  void breaksCountAnewWhenSomethingWasGainedBetweenThem() throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.breaks = 6; // more than there are tries, but each leaves half of a part
      push(server, 10_000, true);
      assertThat(server.content()).isEqualTo(image.layer());
    }
  }

  @Test
  void whatIsTooLargeAtOnceIsSentInParts() throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.largest = 50_000;
      push(server, 40_000, false);
      assertThat(server.ranges()).hasSize(3);
      assertThat(server.content()).isEqualTo(image.layer());
    }
  }

  @Test
  void whatIsTooLargeInPartsTooIsOneClearError() throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.largest = 1000;
      assertThatThrownBy(() -> push(server, 40_000, false))
          .isInstanceOf(RegistryAnswerException.class)
          .hasMessageContaining("413 Content Too Large")
          .hasMessageContaining("limits how much it takes at once");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 416})
  void aPartThatFindsNoSessionBeginsAnew(int status) throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.server().on("GET", "/up/1.*", status(404));
      server.server().on("PATCH", "/up/1.*state=1", status(status));
      push(server, 40_000, true);
      assertThat(server.sessions()).isEqualTo(2);
      assertThat(server.content()).isEqualTo(image.layer());
    }
  }

  @Test
  void aPartAtAWrongOffsetAsksWhereToGoOn() throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.server().on("PATCH", "/up/1.*state=1", 1, status(416));
      push(server, 40_000, true);
      assertThat(server.sessions()).isEqualTo(1);
      assertThat(server.server().requests("GET", "/up/.*")).hasSize(1);
      assertThat(server.content()).isEqualTo(image.layer());
    }
  }

  @Test
  void aSessionThatIsAlwaysGoneEndsInOneClearError() throws Exception {
    try (UploadingServer server = new UploadingServer()) {
      server.server().on("PUT", "/up/.*", status(404)).on("GET", "/up/.*", status(404));
      assertThatThrownBy(() -> push(server, 40_000, false))
          .isInstanceOf(RegistryConnectionException.class)
          .hasMessageContaining("the registry lost the upload");
      assertThat(server.sessions()).isEqualTo(4);
    }
  }

  @Test
  void anAnswerThatWasLostAfterTheEndIsNoReasonToSendItAgain() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = new RegistryClient(Transfers.options(temp).build())) {
      proxy.inject(new Fault.ResetAfter(), 1, r -> r.method().equals("PUT"));
      try (ImageSink sink = client.sink(Transfers.name(proxy.host() + "/b:t"))) {
        sink.copyBlob(image.blob(), image, n -> {});
      }
      assertThat(proxy.exchanges())
          .filteredOn(e -> List.of("PUT", "PATCH").contains(e.request().method()))
          .hasSize(1);
    }
  }

  private void push(UploadingServer server, int chunk, boolean inParts) throws IOException {
    push(server, chunk, inParts, new AtomicLong());
  }

  private void push(UploadingServer server, int chunk, boolean inParts, AtomicLong sent)
      throws IOException {
    RegistryOptions options =
        Transfers.options(temp).chunkBytes(chunk).inParts(inParts).listener(lines).build();
    try (RegistryClient client = new RegistryClient(options);
        ImageSink sink = client.sink(Transfers.name(server.image()))) {
      sink.copyBlob(image.blob(), image, sent::addAndGet);
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
