package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.json.Json;
import io.mcv.testing.Checkout;
import io.mcv.testing.Peer;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of skopeo's README with another program name, as docs/skopeo-users.md lists them.
 * Both programs have the same {@code registries.conf}, which says that registries on loopback speak
 * plain HTTP; nothing is added to the commands but hosts and folders.
 */
class SkopeoReadmeTest {
  private static final String CREDENTIALS = LoopbackRegistry.USER + ":" + LoopbackRegistry.PASSWORD;

  @TempDir static Path shared;
  private static LoopbackRegistry open;
  private static LoopbackRegistry closed;
  private static String configuration = "";
  private static String layout = "";

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private Path session = Path.of("unset");

  @BeforeAll
  static void start() throws Exception {
    open = LoopbackRegistry.in(shared.resolve("open"));
    closed = LoopbackRegistry.setup(shared.resolve("closed")).withPassword().start();
    configuration = insecure(open.host()) + insecure(closed.host());
    configure(shared);
    layout = "oci:" + shared.resolve("busybox_ocilayout") + ":latest";
    String cache = Checkout.sampleCache("triton-hip").toString();
    Tool.at(shared).run("create", "-i", layout, "-d", cache).orFail();
    Peer pusher = Peer.newer("skopeo").with("HOME", shared.toString());
    pusher.run("copy", "-q", layout, open.image("fedora:latest")).orFail();
    pusher.run("copy", "-q", "--dest-creds", CREDENTIALS, layout, closed.image("busybox")).orFail();
  }

  @AfterAll
  static void stop() {
    open.close();
    closed.close();
  }

  @BeforeEach
  void makeAUser() throws IOException {
    session = Files.createDirectory(folder.resolve("session"));
    tool = Tool.withTemporaryFolder(folder).withInput(LoopbackRegistry.PASSWORD + "\n");
    configure(folder.resolve("home"));
  }

  @Test
  void propertiesAreShown() {
    assertSame("inspect", open.image("fedora:latest"));
  }

  @Test
  void theConfigurationIsShown() {
    assertSame("inspect", "--config", open.image("fedora:latest"));
  }

  @Test
  void theDigestIsThere() throws IOException {
    String report = tool.run("inspect", open.image("fedora:latest")).orFail().out();

    assertThat(Json.parseObject(report.getBytes(StandardCharsets.UTF_8)).string("Digest"))
        .isEqualTo(
            skopeo("inspect", "--format", "{{.Digest}}", open.image("fedora:latest")).strip());
  }

  @Test
  void anImageIsCopiedFromRegistryToRegistry() {
    skopeo("copy", open.image("fedora:latest"), open.image("theirs/buildah"));

    tool.run("copy", open.image("fedora:latest"), open.image("ours/buildah")).orFail();

    assertThat(skopeo("inspect", "--raw", open.image("ours/buildah")))
        .isEqualTo(skopeo("inspect", "--raw", open.image("theirs/buildah")));
  }

  @Test
  void anImageIsCopiedFromALayoutToAFolder() throws IOException {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Path ours = Files.createDirectory(folder.resolve("existingemptydirectory"));
    skopeo("copy", layout, "dir:" + theirs);

    tool.run("copy", layout, "dir:" + ours).orFail();

    assertThat(FileBytes.of(ours)).isEqualTo(FileBytes.of(theirs));
  }

  @Test
  void anImageIsDeleted() {
    String image = open.image("imagename:latest");
    skopeo("copy", layout, image);

    tool.run("delete", image).orFail();

    assertThat(asUser(Peer.newer("skopeo")).run("inspect", image).exit()).isNotZero();
    assertThat(tool.run("inspect", image).exit()).isEqualTo(1);
  }

  /** The password comes from standard input where skopeo's README types it. */
  @Test
  void aLoginIsUsedUntilTheLogout() {
    String image = closed.image("busybox");
    assertThat(tool.run("inspect", image).exit()).isEqualTo(1);

    tool.run("login", "--username", LoopbackRegistry.USER, "--password-stdin", closed.host())
        .orFail();

    assertThat(tool.run("inspect", image).orFail().out())
        .isEqualTo(skopeo("inspect", "--creds=" + CREDENTIALS, image));
    // skopeo reads what we wrote.
    session = folder.resolve("run");
    assertThat(tool.run("inspect", image).orFail().out()).isEqualTo(skopeo("inspect", image));
    tool.run("logout", closed.host()).orFail();
    assertThat(tool.run("inspect", image).exit()).isEqualTo(1);
  }

  @Test
  void credentialsStandInTheCommand() {
    assertSame("inspect", "--creds=" + CREDENTIALS, closed.image("busybox"));
  }

  /** Beside the older one: 1.22 names the media type of index.json, which we do not. */
  @Test
  void anImageIsCopiedWithCredentialsToALayout() throws IOException {
    Path theirs = folder.resolve("theirs");
    Path ours = folder.resolve("local_oci_image");
    String credentials = "--src-creds=" + CREDENTIALS;
    asUser(Peer.require("skopeo"))
        .run("copy", credentials, closed.image("busybox"), "oci:" + theirs)
        .orFail();

    tool.run("copy", credentials, closed.image("busybox"), "oci:" + ours).orFail();

    assertThat(FileBytes.ofLayout(ours)).isEqualTo(FileBytes.of(theirs));
  }

  @Test
  void optionsBeforeTheCommandAreThoseOfSkopeo() {
    String image = open.image("fedora:latest");
    assertSame("--override-arch", "amd64", "--override-os=linux", "inspect", image);
    assertSame("--insecure-policy", "inspect", "--raw", image);
    assertThat(tool.run("--debug", "--insecure-policy", "list-tags", image).orFail().out())
        .isEqualTo(tool.run("list-tags", image).orFail().out());
    assertThat(tool.run("--override-os", "linux", "inspect", image).exit()).isEqualTo(3);
    assertThat(tool.run("--policy", "x", "inspect", image).exit()).isEqualTo(3);
    assertThat(tool.run("--override-arch").exit()).isEqualTo(3);
  }

  private void assertSame(String... arguments) {
    assertThat(tool.run(arguments).orFail().out()).isNotEmpty().isEqualTo(skopeo(arguments));
  }

  private String skopeo(String... arguments) {
    return asUser(Peer.newer("skopeo")).run(arguments).orFail().out();
  }

  private Peer asUser(Peer peer) {
    return peer.with("HOME", folder.resolve("home").toString())
        .with("XDG_RUNTIME_DIR", session.toString());
  }

  private static void configure(Path home) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".config/containers"));
    Files.writeString(folder.resolve("registries.conf"), configuration);
  }

  private static String insecure(String host) {
    return "[[registry]]\nlocation = \"" + host + "\"\ninsecure = true\n";
  }
}
