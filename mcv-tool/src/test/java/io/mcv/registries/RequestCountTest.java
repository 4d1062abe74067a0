package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Peer;
import io.mcv.testing.registry.AccessLine;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import io.mcv.testing.registry.TokenServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry is asked no more often than by skopeo 1.9.3 for the same: without signatures, which
 * skopeo leaves where they are unless it is configured, and with them.
 */
class RequestCountTest {
  private static final String CREDENTIALS = "alice:of alice";

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private Path layout = Path.of("unset");
  private Peer skopeo = Peer.require("skopeo");

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder);
    layout = folder.resolve("layout");
    skopeo = Peer.require("skopeo").with("HOME", folder.resolve("home").toString());
    // Not the same each time: skopeo remembers, for the whole system, where it saw a blob.
    RandomImages images = RandomImages.in(layout, System.nanoTime());
    images.image("one", 20_000);
    images.image("three", 20_000, 3000, 100_000);
  }

  @Test
  void ofAnOpenRegistry() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(folder.resolve("registry"))) {
      assertNoMoreThanSkopeo(registry, "one", "--no-creds");
      assertNoMoreThanSkopeo(registry, "three", "--no-creds");
    }
  }

  @Test
  void ofARegistryThatWantsTokens() throws Exception {
    try (TokenServer tokens = tokens();
        LoopbackRegistry registry =
            LoopbackRegistry.setup(folder.resolve("registry")).withTokensOf(tokens).start()) {
      assertNoMoreThanSkopeo(registry, "one", "--creds=" + CREDENTIALS);
      assertNoMoreThanSkopeo(registry, "three", "--creds=" + CREDENTIALS);
    }
  }

  @Test
  void toLookForSignaturesCostsTwo() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(folder.resolve("registry"))) {
      String image = registry.image("signed:t");
      String from = "oci:" + layout + ":three";
      String into = "oci:" + folder.resolve("pulled");
      int push = requests(registry, from, image);

      assertThat(requests(registry, from, registry.image("unsigned:t"), "--remove-signatures"))
          .isEqualTo(push);
      int pull = requests(registry, image, into + ":bare", "--remove-signatures");
      tool = Tool.withTemporaryFolder(folder.resolve("another"));
      assertThat(requests(registry, image, into + "-signed:t")).isEqualTo(pull + 2);
    }
  }

  @Test
  void withSignaturesFromAnOpenRegistry() throws Exception {
    Path configuration = Files.createDirectories(folder.resolve("registries.d"));
    Files.writeString(
        configuration.resolve("signatures.yaml"),
        "default-docker: {use-sigstore-attachments: true}\n");
    try (LoopbackRegistry registry = LoopbackRegistry.in(folder.resolve("registry"))) {
      String image = registry.image("signed:t");
      requests(registry, "oci:" + layout + ":three", image);
      registry.clearAccesses();
      skopeo
          .run(
              "--registries.d=" + configuration,
              "copy",
              "--src-tls-verify=false",
              image,
              "oci:" + folder.resolve("theirs") + ":t")
          .orFail();
      int theirs = registry.accesses().size();

      tool = Tool.withTemporaryFolder(folder.resolve("another"));
      assertThat(requests(registry, image, "oci:" + folder.resolve("ours") + ":t"))
          .isBetween(2, theirs);
    }
  }

  private int requests(LoopbackRegistry registry, String from, String to, String... options)
      throws Exception {
    registry.clearAccesses();
    List<String> command = new ArrayList<>(List.of("copy", "--tls-verify=false", from, to));
    command.addAll(List.of(options));
    tool.run(command.toArray(String[]::new)).orFail();
    return registry.accesses().size();
  }

  @Test
  void ofATokenServer() throws Exception {
    try (TokenServer tokens = tokens();
        LoopbackRegistry registry =
            LoopbackRegistry.setup(folder.resolve("registry")).withTokensOf(tokens).start()) {
      String theirs = "oci:" + layout + ":three";
      String credentials = "--dest-creds=" + CREDENTIALS;
      skopeo.run(
          "copy", "--dest-tls-verify=false", credentials, theirs, registry.image("theirs:t"));
      int theirTokens = tokens.requests().size();
      tokens.clearRequests();

      tool.run("copy", "--dest-tls-verify=false", credentials, theirs, registry.image("ours:t"))
          .orFail();

      assertThat(tokens.requests()).hasSizeBetween(1, theirTokens);
    }
  }

  private TokenServer tokens() throws Exception {
    return TokenServer.setup(folder.resolve("tokens"))
        .user("alice", "of alice", "*", "pull", "push")
        .start();
  }

  private void assertNoMoreThanSkopeo(LoopbackRegistry registry, String tag, String access)
      throws Exception {
    String from = "oci:" + layout + ":" + tag;
    String theirs = registry.image("theirs/" + tag + ":t");
    String ours = registry.image("ours/" + tag + ":t");
    String pulled = "oci:" + folder.resolve("pulled");

    assertNoMore(
        registry,
        command("copy", "dest-", access, from, theirs),
        command("copy", "dest-", access, from, ours));
    assertNoMore(
        registry,
        command("copy", "src-", access, theirs, pulled + ":theirs-" + tag),
        command("copy", "src-", access, ours, pulled + "-ours:" + tag, "--remove-signatures"));
    assertNoMore(
        registry, command("inspect", "", access, theirs), command("inspect", "", access, ours));
  }

  private void assertNoMore(LoopbackRegistry registry, String[] theirs, String[] ours)
      throws Exception {
    registry.clearAccesses();
    skopeo.run(theirs).orFail();
    List<AccessLine> theirRequests = registry.accesses();
    registry.clearAccesses();
    tool.run(ours).orFail();
    List<AccessLine> ourRequests = registry.accesses();

    assertThat(ourRequests)
        .as("%s, where skopeo has %s", String.join(" ", ours), theirRequests)
        .hasSizeBetween(2, theirRequests.size());
  }

  private static String[] command(
      String name, String side, String access, String first, String... more) {
    String[] options = {
      name, "--" + side + "tls-verify=false", access.replace("--", "--" + side), first
    };
    String[] whole = new String[options.length + more.length];
    System.arraycopy(options, 0, whole, 0, options.length);
    System.arraycopy(more, 0, whole, options.length, more.length);
    return whole;
  }
}
