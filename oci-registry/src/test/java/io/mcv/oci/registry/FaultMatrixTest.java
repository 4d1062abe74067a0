package io.mcv.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.OciException;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.registry.http.RetryPolicy;
import io.mcv.oci.registry.http.Timeouts;
import io.mcv.testing.MemoryFolder;
import io.mcv.testing.registry.Exchange;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that can go wrong once, at each request of a push and of a pull. Whatever it is, there
 * is the right image in the end, or one clear error and nothing broken: no layout that does not
 * verify, no tag whose image is not whole.
 */
@Tag("slow")
class FaultMatrixTest {
  private static final Duration SILENCE = Duration.ofMillis(500);
  private static final int MOST_REQUESTS = 60;
  private static final long CHUNK = 70_000;

  /** Faults that are tried at once, each through a proxy of its own: most of a run is waiting. */
  private static final int LANES = 3;

  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final AtomicInteger WELL = new AtomicInteger();
  private static final AtomicInteger REFUSED = new AtomicInteger();

  /** A transfer through a proxy that meets a fault at one of its requests. */
  private interface Attempt {
    void run(FaultProxy proxy, String fault, int at) throws Exception;
  }

  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private Descriptor image = Descriptor.of(SmallImage.LAYER, new byte[0]);
  private @Nullable LoopbackRegistry registry;
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void thereIsARegistry() throws Exception {
    image = RandomImages.in(temp.resolve("random"), 1).image("t", 200_000, 210_000);
    registry = LoopbackRegistry.in(temp.resolve("registry"));
  }

  @AfterEach
  void itEnds() {
    registry().close();
  }

  @AfterAll
  static void tell() {
    System.err.printf(
        "faults: %s runs, %s ended well, %s in one clear error%n", RUNS, WELL, REFUSED);
  }

  @Test
  void aPushEndsWellOrInOneError() throws Exception {
    int injected = everywhere(pushes("push", false));
    assertThat(wrong).isEmpty();
    assertThat(injected).isGreaterThan(60);
  }

  @Test
  void aPushInPartsEndsWellOrInOneError() throws Exception {
    int injected = everywhere(pushes("parts", true));
    assertThat(wrong).isEmpty();
    assertThat(injected).isGreaterThan(90);
  }

  @Test
  void aPullEndsWellOrInOneError() throws Exception {
    try (RegistryClient client = client(false)) {
      push(client, registry().image("team/app:v1"));
    }
    int injected =
        everywhere(
            (proxy, fault, at) -> {
              Path layout = temp.resolve("pulled-" + slug(fault) + "-" + at);
              String run = fault + " at request " + at + " of a pull";
              pull(proxy, run, layout, mayEndInAnError(fault));
            });
    assertThat(wrong).isEmpty();
    assertThat(injected).isGreaterThan(25);
  }

  private Attempt pushes(String kind, boolean inParts) {
    return (proxy, fault, at) -> {
      String repository = kind + "/" + slug(fault) + "-" + at + ":v1";
      String run = fault + " at request " + at + " of a push, " + kind;
      pushAndLook(proxy, run, repository, inParts);
    };
  }

  /** Tries every fault at every request, and returns how many were met. */
  private int everywhere(Attempt attempt) throws Exception {
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    try {
      List<Callable<Integer>> faults = new ArrayList<>();
      faults().forEach((name, fault) -> faults.add(() -> atEveryRequest(name, fault, attempt)));
      int injected = 0;
      for (Future<Integer> lane : lanes.invokeAll(faults)) {
        injected += lane.get();
      }
      RUNS.addAndGet(injected);
      return injected;
    } finally {
      lanes.shutdownNow();
    }
  }

  private int atEveryRequest(String name, Fault fault, Attempt attempt) throws Exception {
    int injected = 0;
    try (FaultProxy proxy = FaultProxy.before(registry())) {
      for (int at = 0; at < MOST_REQUESTS; at++) {
        proxy.reset();
        proxy.injectAt(at, fault);
        attempt.run(proxy, name, at);
        if (proxy.exchanges().size() <= at) {
          break;
        }
        injected += proxy.faults();
      }
    }
    return injected;
  }

  private void pushAndLook(FaultProxy proxy, String run, String repository, boolean inParts)
      throws Exception {
    boolean pushed = false;
    try (RegistryClient client = client(inParts)) {
      push(client, proxy.image(repository));
      pushed = true;
      WELL.addAndGet(proxy.faults());
    } catch (IOException e) {
      wrong.add(run + ": " + e + met(proxy));
      look(run, e);
    }
    Path layout = temp.resolve("looked-" + slug(run));
    try (RegistryClient direct = client(false)) {
      fetch(direct, registry().image(repository), layout);
    } catch (NotFoundException e) {
      if (pushed || !isAbout("manifest", e)) {
        wrong.add(run + ": the tag has no whole image, " + e);
      }
    }
  }

  private void pull(FaultProxy proxy, String run, Path layout, boolean mayFail) throws Exception {
    try (RegistryClient client = client(false)) {
      fetch(client, proxy.image("team/app:v1"), layout);
      WELL.addAndGet(proxy.faults());
    } catch (IOException e) {
      look(run, e);
      if (!mayFail) {
        wrong.add(run + ": " + e + met(proxy));
      }
    }
    if (Files.exists(layout.resolve("oci-layout")) && !OciLayout.open(layout).verify().isEmpty()) {
      wrong.add(run + ": the layout is broken, " + OciLayout.open(layout).verify());
    }
  }

  /** One clear error: of our own, in one line. */
  private void look(String run, IOException e) {
    REFUSED.incrementAndGet();
    boolean own = e instanceof RegistryException || e instanceof OciException;
    if (!own || String.valueOf(e.getMessage()).lines().count() != 1) {
      wrong.add(run + ": not one clear error, " + e);
    }
  }

  private void push(RegistryClient client, String to) throws IOException {
    try (ImageSource source = OciLayout.open(temp.resolve("random")).source("t");
        ImageSink sink = client.sink(Transfers.name(to))) {
      Transfers.copy(source, sink);
    }
  }

  private void fetch(RegistryClient client, String from, Path layout) throws IOException {
    ImageName name = Transfers.name(from);
    try (ImageSource source = client.source(name);
        ImageSink sink = OciLayout.openOrCreate(layout).sink("t")) {
      Transfers.copy(source, sink);
    }
    assertThat(OciLayout.open(layout).source("t").manifest().digest()).isEqualTo(image.digest());
    assertThat(OciLayout.open(layout).verify()).isEmpty();
  }

  private RegistryClient client(boolean inParts) throws IOException {
    return new RegistryClient(
        Transfers.options(temp)
            .retries(new RetryPolicy(3, Duration.ofMillis(5)))
            .timeouts(Timeouts.ofSilence(SILENCE))
            .chunkBytes(CHUNK)
            .inParts(inParts)
            .build());
  }

  /** What happened, for the report of a run that went wrong. */
  private static String met(FaultProxy proxy) {
    List<String> lines = new ArrayList<>();
    for (Exchange exchange : proxy.exchanges()) {
      lines.add(
          exchange.request().method()
              + " "
              + exchange.request().path().replaceFirst("^/v2/[a-z]+/[^/]+", "")
              + (exchange.answer() == null ? "" : " " + exchange.answer().status())
              + (exchange.fault() == null ? "" : " !"));
    }
    return " after " + lines;
  }

  private static boolean isAbout(String what, NotFoundException e) {
    return String.valueOf(e.getMessage()).contains("reading " + what);
  }

  /** Half a manifest that is said to be whole is no JSON, and nobody can tell why. */
  private static boolean mayEndInAnError(String fault) {
    return fault.startsWith("wrong length");
  }

  private static Map<String, Fault> faults() {
    Map<String, Fault> faults = new LinkedHashMap<>();
    faults.put("reset before", new Fault.ResetBefore());
    faults.put("reset after", new Fault.ResetAfter());
    faults.put("stall", new Fault.Stall(SILENCE.multipliedBy(3)));
    faults.put("half body", new Fault.HalfBody());
    faults.put("wrong length, more", new Fault.WrongLength(7));
    faults.put("wrong length, less", new Fault.WrongLength(-7));
    faults.put("429", Fault.tooManyRequests(0));
    faults.put("500", Fault.error(500));
    faults.put("503", Fault.gateway(503));
    return faults;
  }

  /** As part of a repository's name. */
  private static String slug(String fault) {
    return fault.replaceAll("[^a-z0-9]+", "-");
  }

  private LoopbackRegistry registry() {
    if (registry == null) {
      throw new IllegalStateException("not started");
    }
    return registry;
  }
}
