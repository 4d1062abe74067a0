package io.mcv.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.registry.http.Timeouts;
import io.mcv.testing.registry.CountingProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large blob over a bad line, there and back: what has come is not sent again. */
@Tag("slow")
class BrokenPullTest {
  private static final long SIZE = 1_000_000_000;

  @TempDir Path temp;

  @Test
  void aGigabyteThatBreaksTenTimesCostsLittleMoreThanItsSize() throws Exception {
    RandomImages.in(temp.resolve("random"), 5).image("t", SIZE);
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        CountingProxy proxy = CountingProxy.before(registry);
        RegistryClient client =
            new RegistryClient(
                Transfers.options(temp)
                    .timeouts(Timeouts.ofSilence(Duration.ofSeconds(60)))
                    .build())) {
      try (ImageSource source = OciLayout.open(temp.resolve("random")).source("t");
          ImageSink sink = client.sink(Transfers.name(registry.image("a:t")))) {
        Transfers.copy(source, sink);
      }
      proxy.breakAfter(95_000_000, 10);
      try (ImageSource source = client.source(Transfers.name(proxy.image("a:t")));
          ImageSink sink = OciLayout.openOrCreate(temp.resolve("layout")).sink("t")) {
        Transfers.copy(source, sink);
      }
      assertThat(proxy.cuts()).isEqualTo(10);
      assertThat(proxy.bytesToClient()).isLessThan(SIZE * 11 / 10);
      assertThat(OciLayout.open(temp.resolve("layout")).verify()).isEmpty();
    }
  }
}
