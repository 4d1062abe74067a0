package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.ProxiedRequest;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that do not do what they are asked for: exit code, line and deadline of commands. */
class UnreadableRegistryTest {
  private static final int FAILED = 1;
  private static final int CANNOT_WRITE = 4;
  private static final int CANNOT_READ = 5;
  private static final int NO_GPU_FITS = 10;
  private static final int ALWAYS = 1000;
  private static final String CACHE = Checkout.sampleCache("triton-vector-add").toString();

  @TempDir static Path shared;
  private static LoopbackRegistry registry;

  @TempDir Path folder;
  private FaultProxy proxy;
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeAll
  static void start() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
    TestImages.create(
        Tool.withTemporaryFolder(shared), "triton-vector-add", registry.image("team/cache:v1"));
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void makeAProxy() throws Exception {
    proxy = FaultProxy.before(registry);
    tool = Tool.withTemporaryFolder(folder);
  }

  @AfterEach
  void closeTheProxy() throws Exception {
    proxy.close();
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
    assertThat(folder.resolve("target")).doesNotExist();
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(Fault.error(401), "401 Unauthorized"),
        Arguments.of(Fault.error(403), "403 Forbidden"),
        Arguments.of(Fault.error(429), "429 Too Many Requests"),
        Arguments.of(Fault.error(500), "500 Internal Server Error"),
        Arguments.of(Fault.error(503), "503 Service Unavailable"),
        Arguments.of(Fault.gateway(502), "web page"),
        Arguments.of(Fault.unauthorized("Basic realm=\"x\""), "mcv-tool login"),
        Arguments.of(Fault.loginPage(), "web page"),
        Arguments.of(new Fault.HalfBody(), "127.0.0.1:"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everyCommandEndsAsItHasTo(Fault fault, String part) throws Exception {
    proxy.inject(fault, ALWAYS, request -> request.method().equals("GET"));

    refused(CANNOT_READ, part, "extract", "--no-gpu", "-i", image(), "-d", target());
    refused(FAILED, part, "inspect", image());
    refused(FAILED, part, "copy", image(), "oci:" + folder.resolve("layout"));
    refused(FAILED, part, "list-tags", image());
    assertThat(folder.resolve("layout")).doesNotExist();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(Fault.error(401), "401 Unauthorized"),
        Arguments.of(Fault.error(403), "403 Forbidden"),
        Arguments.of(Fault.error(405), "405 Method Not Allowed"),
        Arguments.of(Fault.error(413), "413"),
        Arguments.of(Fault.error(500), "500 Internal Server Error"),
        Arguments.of(Fault.gateway(502), "web page"),
        Arguments.of(new Fault.ResetBefore(), "127.0.0.1:"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatCannotBeWrittenEndsCreateWithItsOwnCode(Fault fault, String part) throws Exception {
    proxy.inject(fault, ALWAYS, request -> request.method().matches("POST|PUT|PATCH|DELETE"));
    String image = proxy.image("new/image:v1");

    refused(CANNOT_WRITE, part, "create", "-i", image, "-d", CACHE);
    refused(FAILED, part, "copy", registry.image("team/cache:v1"), image);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 405, 500})
  void whatCannotBeDeletedIsSaid(int status) {
    proxy.inject(Fault.error(status), ALWAYS, request -> request.method().equals("DELETE"));

    refused(FAILED, "" + status, "delete", image());
  }

  @Test
  void nobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String image = "docker://127.0.0.1:" + port + "/x/y:v1";

    refused(CANNOT_READ, "127.0.0.1:" + port, "extract", "--no-gpu", "-i", image, "-d", target());
    refused(FAILED, "127.0.0.1:" + port, "inspect", image);
    refused(CANNOT_WRITE, "127.0.0.1:" + port, "create", "-i", image, "-d", CACHE);
    refused(FAILED, "127.0.0.1:" + port, "copy", image, "oci:" + folder.resolve("layout"));
    refused(FAILED, "127.0.0.1:" + port, "list-tags", image);
    refused(FAILED, "127.0.0.1:" + port, "delete", image);
  }

  @Test
  void anUnknownTagIsNoTroubleOfTheRegistry() {
    String image = registry.image("team/cache:no-such-tag");

    refused(FAILED, "no-such-tag", "extract", "--no-gpu", "-i", image, "-d", target());
    refused(FAILED, "no-such-tag", "inspect", image);
    refused(FAILED, "no-such-tag", "copy", image, "oci:" + folder.resolve("layout"));
    refused(FAILED, "no-such-tag", "delete", image);
    assertThat(folder.resolve("layout")).doesNotExist();
  }

  @Test
  void aRepositoryThatIsNotThere() {
    String image = registry.image("no/such:v1");

    refused(FAILED, "no/such", "extract", "--no-gpu", "-i", image, "-d", target());
    refused(FAILED, "no/such", "inspect", image);
    refused(FAILED, "no/such", "list-tags", image);
  }

  @Test
  void aTagThatIsGoneBetweenItsManifestAndItsBlobs() throws Exception {
    proxy.inject(Fault.error(404), ALWAYS, request -> request.path().contains("/blobs/"));

    refused(FAILED, "blob sha256:", "extract", "--no-gpu", "-i", image(), "-d", target());
    refused(FAILED, "blob sha256:", "copy", image(), "oci:" + folder.resolve("layout"));
    refused(FAILED, "blob sha256:", "inspect", image());
    assertThat(tool.run("inspect", "--tls-verify=false", image()).err()).hasLineCount(1);
    assertThat(folder.resolve("layout")).doesNotExist();
  }

  @Test
  void aManifestThatIsAnotherThanItsDigestSays() {
    String digest = tool.run("copy", "--tls-verify=false", image(), "oci:" + folder + "/x").out();
    proxy.inject(new Fault.WrongByte(), ALWAYS, UnreadableRegistryTest::isManifest);
    String image = proxy.image("team/cache@" + digest.strip());

    refused(FAILED, "digest", "inspect", image);
    refused(FAILED, "digest", "extract", "--no-gpu", "-i", image, "-d", target());
  }

  @Test
  void aManifestWhoseHeaderNamesAnotherDigest() {
    proxy.inject(new Fault.WrongDigest(), ALWAYS, UnreadableRegistryTest::isManifest);

    refused(FAILED, "digest", "inspect", image());
    refused(FAILED, "digest", "extract", "--no-gpu", "-i", image(), "-d", target());
  }

  @Test
  void aBlobThatIsAnotherThanItsDigestSays() throws Exception {
    proxy.inject(new Fault.WrongByte(), ALWAYS, request -> request.path().contains("/blobs/"));

    refused(FAILED, "sha256:", "extract", "--no-gpu", "-i", image(), "-d", target());
    refused(FAILED, "sha256:", "copy", image(), "oci:" + folder.resolve("layout"));
    assertThat(FileTrees.snapshot(folder.resolve("home")).keySet())
        .noneMatch(path -> path.matches(".*/blobs/sha256/[0-9a-f]{64}"));
  }

  @Test
  void aManifestThatNeverEnds() {
    proxy.inject(new Fault.EndlessBody(), ALWAYS, UnreadableRegistryTest::isManifest);

    refused(FAILED, "manifest", "inspect", image());
    refused(FAILED, "manifest", "extract", "--no-gpu", "-i", image(), "-d", target());
  }

  @Test
  void aBlobThatNeverEnds() {
    proxy.inject(new Fault.EndlessBody(), ALWAYS, request -> request.path().contains("/blobs/"));

    refused(FAILED, "sha256:", "extract", "--no-gpu", "-i", image(), "-d", target());
  }

  @Test
  void aConnectionThatBreaksEachTime() {
    proxy.inject(new Fault.ResetAfter(), ALWAYS, request -> request.path().contains("/blobs/"));

    refused(CANNOT_READ, proxy.host(), "extract", "--no-gpu", "-i", image(), "-d", target());
    refused(FAILED, proxy.host(), "copy", image(), "oci:" + folder.resolve("layout"));
  }

  @Test
  void aListOfTagsThatNeverEnds() {
    proxy.inject(new Fault.EndlessBody(), ALWAYS, request -> request.path().endsWith("/list"));

    refused(FAILED, "team/cache", "list-tags", image());
  }

  @Test
  void aServerThatIsSilent() {
    proxy.inject(
        new Fault.Stall(Duration.ofSeconds(30)), ALWAYS, UnreadableRegistryTest::isManifest);

    String[] once = {"--timeout=1s", "--retry-times=0"};
    refusedWith(
        once, CANNOT_READ, proxy.host(), "extract", "--no-gpu", "-i", image(), "-d", target());
    refusedWith(once, FAILED, proxy.host(), "inspect", image());
  }

  @Test
  void aServerThatFallsSilentAfterTheManifest() {
    proxy.inject(
        new Fault.Stall(Duration.ofSeconds(30)),
        ALWAYS,
        request -> request.path().contains("/blobs/"));

    String[] once = {"--timeout=1s", "--retry-times=0"};
    refusedWith(
        once, CANNOT_READ, proxy.host(), "extract", "--no-gpu", "-i", image(), "-d", target());
  }

  @Test
  void thatNoGpuFitsIsFoundBeforeALayerIsRead() throws Exception {
    registry.clearAccesses();

    refused(NO_GPU_FITS, "--no-gpu", "extract", "-i", image(), "-d", target());

    assertThat(registry.accesses())
        .filteredOn(line -> line.path().contains("/blobs/"))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aRegistryThatAnswersWithNothingButErrorsIsTriedAgainAndThenGivenUp() throws Exception {
    proxy.inject(Fault.error(503), ALWAYS, UnreadableRegistryTest::isManifest);

    String[] thrice = {"--retry-times=2", "--retry-delay=5ms"};
    refusedWith(thrice, FAILED, "503", "inspect", image());

    assertThat(proxy.exchanges()).filteredOn(e -> isManifest(e.request())).hasSize(3);
  }

  private static boolean isManifest(ProxiedRequest request) {
    return request.path().contains("/manifests/");
  }

  private String image() {
    return proxy.image("team/cache:v1");
  }

  private String target() {
    return folder.resolve("target").toString();
  }

  private void refused(int exit, String part, String... command) {
    refusedWith(new String[] {"--retry-delay=5ms"}, exit, part, command);
  }

  private void refusedWith(String[] options, int exit, String part, String... command) {
    Stream<String> whole =
        Stream.of(Stream.of(command), Stream.of("--tls-verify=false"), Stream.of(options))
            .flatMap(words -> words);
    Refusal.of(exit, tool, whole.toList(), part);
  }
}
