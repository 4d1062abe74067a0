package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;
import static io.mcv.oci.registry.ScriptedServer.buffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.SizeMismatchException;
import io.mcv.testing.registry.CountingProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blobs on their way out of a registry: after a break a closed range, If-Range, 206 with the right
 * Content-Range, 200 as a new beginning; size and digest; web pages.
 */
class BlobDownloadTest {
  private static final int SIZE = 100_000;
  private static final int FIRST = SIZE / 2;
  private static final String BLOBS = "/v2/a/blobs/.*";

  @TempDir Path temp;
  private final SmallImage image = SmallImage.of(random(), null, null);

  @Test
  void afterABreakTheRestIsAskedForByAClosedRangeOfTheSameThing() throws Exception {
    try (ScriptedServer server = breaking("\"v1\"")) {
      server.on("GET", BLOBS, this::rest);
      breakFirst(server, "\"v1\"");
      assertThat(pull(server)).isEqualTo(image.layer());

      RecordedRequest second = server.requests("GET", BLOBS).get(1);
      assertThat(second.getHeaders().get("Range")).isEqualTo("bytes=" + FIRST + "-" + (SIZE - 1));
      assertThat(second.getHeaders().get("If-Range")).isEqualTo("\"v1\"");
      assertThat(server.requests("GET", BLOBS).get(0).getHeaders().get("Range")).isNull();
    }
  }

  @Test
  void aWeakEntityTagIsNoneForARange() throws Exception {
    try (ScriptedServer server = breaking("W/\"v1\"")) {
      server.on("GET", BLOBS, this::rest);
      breakFirst(server, "W/\"v1\"");
      assertThat(pull(server)).isEqualTo(image.layer());
      assertThat(server.requests("GET", BLOBS).get(1).getHeaders().get("If-Range")).isNull();
    }
  }

  @Test
  void aServerThatBeginsAnewIsReadFromTheBeginning() throws Exception {
    try (ScriptedServer server = breaking(null)) {
      assertThat(pull(server)).isEqualTo(image.layer());
      assertThat(server.requests("GET", BLOBS)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 0-99999/100000",
        "bytes 49999-99999/100000",
        "pages 50000-99999/100000",
        ""
      })
  void anotherPartThanWasAskedForIsRefused(String range) throws Exception {
    try (ScriptedServer server = breaking(null)) {
      server.on(
          "GET",
          BLOBS,
          r -> answer(206).setHeader("Content-Range", range).body(buffer(image.layer())).build());
      breakFirst(server, null);
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryProtocolException.class)
          .hasMessageContaining("another part than was asked for");
    }
  }

  @Test
  void aRangeThatEndsEarlyIsGoneOnWith() throws Exception {
    try (ScriptedServer server = breaking(null)) {
      server.on("GET", BLOBS, this::rest);
      server.on(
          "GET",
          BLOBS,
          1,
          r ->
              answer(206)
                  .setHeader("Content-Range", "bytes 50000-59999/100000")
                  .body(buffer(Arrays.copyOfRange(image.layer(), 50_000, 60_000)))
                  .build());
      breakFirst(server, null);
      assertThat(pull(server)).isEqualTo(image.layer());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void aBlobOfAnotherSizeIsRefused(int difference) throws Exception {
    try (ScriptedServer server = breaking(null)) {
      byte[] other = Arrays.copyOf(image.layer(), SIZE + difference);
      server.on("GET", BLOBS, r -> ScriptedServer.bytes(other).build());
      assertThatThrownBy(() -> pull(server))
          .isInstanceOfAny(SizeMismatchException.class, RegistryConnectionException.class);
    }
  }

  @Test
  void aBlobOfAnotherDigestIsRefused() throws Exception {
    try (ScriptedServer server = breaking(null)) {
      server.on("GET", BLOBS, r -> ScriptedServer.bytes(new byte[SIZE]).build());
      assertThatThrownBy(() -> pull(server)).isInstanceOf(DigestMismatchException.class);
    }
  }

  @Test
  void aWebPageIsNoBlob() throws Exception {
    try (ScriptedServer server = breaking(null)) {
      server.on(
          "GET",
          BLOBS,
          r -> answer(200).setHeader("Content-Type", "text/html").body("<html>").build());
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryProtocolException.class)
          .hasMessageContaining("web page");
    }
  }

  @Test
  void aLayoutKeepsNothingOfABlobThatWasWrong() throws Exception {
    try (ScriptedServer server = breaking(null);
        RegistryClient client = new RegistryClient(Transfers.options(temp).build())) {
      server.on("GET", BLOBS, r -> ScriptedServer.bytes(new byte[SIZE]).build());
      Path layout = temp.resolve("layout");
      try (ImageSource source = client.source(Transfers.name(server.host() + "/a:t"));
          ImageSink sink = OciLayout.openOrCreate(layout).sink("t")) {
        assertThatThrownBy(() -> sink.copyBlob(image.blob(), source, n -> {}))
            .isInstanceOf(DigestMismatchException.class);
        assertThat(sink.hasBlob(image.blob())).isFalse();
      }
      assertThat(layout.resolve("blobs/sha256/" + image.blob().digest().hex())).doesNotExist();
    }
  }

  @Test
  void aBlobThatBreaksOftenCostsLittleMoreThanItsSize() throws Exception {
    long size = 20_000_000;
    RandomImages.in(temp.resolve("random"), 3).image("t", size);
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        CountingProxy proxy = CountingProxy.before(registry);
        RegistryClient client = new RegistryClient(Transfers.options(temp).build())) {
      copy(OciLayout.open(temp.resolve("random")).source("t"), client, registry.image("a:t"));
      // By END: of a reset connection the last bytes are counted, and never read.
      proxy.breakAfter(3_000_000, 6, CountingProxy.Cut.END);
      try (ImageSource source = client.source(Transfers.name(proxy.image("a:t")));
          ImageSink sink = OciLayout.openOrCreate(temp.resolve("layout")).sink("t")) {
        Transfers.copy(source, sink);
      }
      assertThat(proxy.cuts()).isEqualTo(6);
      assertThat(proxy.bytesToClient()).isLessThan(size * 11 / 10);
      assertThat(OciLayout.open(temp.resolve("layout")).verify()).isEmpty();
    }
  }

  @Test
  void tooManyBreaksWithNothingGainedAreOneClearError() throws Exception {
    try (ScriptedServer server = breaking(null)) {
      server.on(
          "GET",
          BLOBS,
          r -> new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
      assertThatThrownBy(() -> pull(server))
          .isInstanceOf(RegistryConnectionException.class)
          .hasMessageContaining("reading blob " + image.blob().digest())
          .hasMessageContaining("broke");
    }
  }

  /** A server of which the first answer ends in the middle, and the others do not. */
  private ScriptedServer breaking(@Nullable String entityTag) throws IOException {
    ScriptedServer server = ScriptedServer.start();
    image.at(server, "a", "t");
    breakFirst(server, entityTag);
    return server;
  }

  /** Half of the body under the length of the whole one, so that nothing is lost on the way. */
  private void breakFirst(ScriptedServer server, @Nullable String entityTag) {
    server.on(
        "GET",
        BLOBS,
        1,
        r -> {
          MockResponse.Builder half =
              answer(200)
                  .body(buffer(Arrays.copyOf(image.layer(), FIRST)))
                  .setHeader("Content-Length", SIZE)
                  .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE);
          return (entityTag == null ? half : half.setHeader("ETag", entityTag)).build();
        });
  }

  private MockResponse rest(RecordedRequest request) {
    String range = String.valueOf(request.getHeaders().get("Range"));
    int from = Integer.parseInt(range.replaceFirst("bytes=(\\d+)-.*", "$1"));
    return answer(206)
        .setHeader("Content-Range", "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE)
        .body(buffer(Arrays.copyOfRange(image.layer(), from, SIZE)))
        .build();
  }

  private byte[] pull(ScriptedServer server) throws IOException {
    try (RegistryClient client = new RegistryClient(Transfers.options(temp).build());
        ImageSource source = client.source(Transfers.name(server.host() + "/a:t"))) {
      return source.openBlob(image.blob()).readAllBytes();
    }
  }

  private static void copy(ImageSource source, RegistryClient client, String to)
      throws IOException {
    try (source;
        ImageSink sink = client.sink(Transfers.name(to))) {
      Transfers.copy(source, sink);
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
