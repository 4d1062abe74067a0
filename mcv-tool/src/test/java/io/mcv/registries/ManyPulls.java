package io.mcv.registries;

import io.mcv.client.ExtractRequest;
import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;
import io.mcv.client.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Extracts images of a registry by many threads and one client, and prints what is left of it:
 * {@code descriptors}, {@code sockets} and {@code threads}, each before and after.
 *
 * <p>Arguments: the images' name without their number, how many there are, a folder, how many
 * threads.
 */
final class ManyPulls {
  /** How many pulls there are before the first count, so that what a JVM opens once is open. */
  static final int WARM_UP = 4;

  private static final int PATIENCE_MILLIS = 10_000;

  private final String image;
  private final int images;
  private final Path folder;

  private ManyPulls(String image, int images, Path folder) {
    this.image = image;
    this.images = images;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    ManyPulls pulls =
        new ManyPulls(arguments[0], Integer.parseInt(arguments[1]), Path.of(arguments[2]));
    pulls.run("warm-up", WARM_UP);
    Map<String, Integer> before = pulls.resources();
    pulls.run("target", Integer.parseInt(arguments[3]));
    Map<String, Integer> after = pulls.resources();
    for (int waited = 0; waited < PATIENCE_MILLIS && isMore(after, before); waited += 100) {
      Thread.sleep(100); // sockets that were closed, and threads that end, take a moment
      after = pulls.resources();
    }
    for (String name : before.keySet()) {
      System.out.println(name + " " + before.get(name) + " " + after.get(name));
    }
    System.exit(0);
  }

  private static boolean isMore(Map<String, Integer> after, Map<String, Integer> before) {
    return after.entrySet().stream()
        .anyMatch(each -> each.getValue() > before.getOrDefault(each.getKey(), 0));
  }

  private void run(String target, int count) throws Exception {
    HostEnvironment environment =
        new HostEnvironment(
            Map.of("TMPDIR", folder.resolve("tmp").toString()),
            folder.resolve("home-of-" + target),
            folder.resolve("root"));
    TransferOptions defaults = TransferOptions.of(environment);
    TransferOptions options =
        defaults.withRegistry(defaults.registry().newBuilder().tlsVerify(false).build());
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CountDownLatch start = new CountDownLatch(1);
    try (McvClient client = new McvClient(environment, options)) {
      List<Future<?>> pulls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ExtractRequest request =
            ExtractRequest.of(image + "-" + i % images)
                .withTarget(folder.resolve(target + "-" + i));
        pulls.add(
            threads.submit(
                () -> {
                  start.await();
                  return client.extract(request);
                }));
      }
      start.countDown();
      for (Future<?> pull : pulls) {
        pull.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private Map<String, Integer> resources() throws IOException {
    Map<String, Integer> resources = new TreeMap<>();
    int sockets = 0;
    int descriptors = 0;
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : open.toList()) {
        descriptors++;
        if (Files.isSymbolicLink(each)
            && Files.readSymbolicLink(each).toString().startsWith("socket:")) {
          sockets++;
        }
      }
    }
    resources.put("descriptors", descriptors);
    resources.put("sockets", sockets);
    resources.put(
        "threads",
        (int)
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("OkHttp TaskRunner"))
                .count());
    return resources;
  }
}
