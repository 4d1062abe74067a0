package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.TokenServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that not everybody may read, or write. */
class PrivateImagesTest {
  private static final int FAILED = 1;
  private static final int CANNOT_WRITE = 4;
  private static final int CANNOT_READ = 5;
  private static final String OWNER = "--creds=alice:of alice";
  private static final String READER = "--creds=bob:of bob";

  @TempDir static Path shared;
  private static TokenServer tokens;
  private static LoopbackRegistry withTokens;
  private static LoopbackRegistry withPassword;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeAll
  static void start() throws Exception {
    tokens =
        TokenServer.setup(shared.resolve("tokens"))
            .user("alice", "of alice", "*", "pull", "push", "delete")
            .user("bob", "of bob", "team/*", "pull")
            .anybody("public/*", "pull")
            .start();
    withTokens = LoopbackRegistry.setup(shared.resolve("with-tokens")).withTokensOf(tokens).start();
    withPassword = LoopbackRegistry.setup(shared.resolve("with-password")).withPassword().start();
    Tool owner = Tool.withTemporaryFolder(shared);
    for (String image : List.of("team/cache:v1", "public/cache:v1", "secret/cache:v1")) {
      TestImages.create(owner, "triton-hip", withTokens.image(image), OWNER);
    }
    TestImages.create(owner, "triton-hip", withPassword.image("team/cache:v1"), password());
  }

  @AfterAll
  static void stop() {
    withPassword.close();
    withTokens.close();
    tokens.close();
  }

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder);
  }

  @Test
  void whoShowsNothingIsToldToLogIn() {
    for (LoopbackRegistry registry : List.of(withTokens, withPassword)) {
      String image = registry.image("team/cache:v1");
      String advice = "mcv-tool login " + registry.host();

      refused(CANNOT_READ, extract(image), advice, "no credentials");
      refused(FAILED, List.of("inspect", image), advice);
      refused(FAILED, List.of("list-tags", image), advice);
      refused(FAILED, List.of("copy", image, "oci:" + folder.resolve("layout")), advice);
      refused(FAILED, List.of("delete", image), advice);
      refused(CANNOT_WRITE, create(image), advice);
    }
    assertThat(folder.resolve("layout")).doesNotExist();
  }

  @Test
  void aWrongPasswordIsToldWithItsSource() {
    for (LoopbackRegistry registry : List.of(withTokens, withPassword)) {
      String image = registry.image("team/cache:v1");

      List<String> extract = new ArrayList<>(extract(image));
      extract.add("--creds=alice:wr0ng-Word");
      String line = refused(CANNOT_READ, extract, "--creds", registry.host());

      assertThat(line).doesNotContain("wr0ng-Word");
    }
  }

  @Test
  void whoMayOnlyReadCannotWrite() {
    String image = withTokens.image("team/cache:v1");
    tool.run("inspect", "--tls-verify=false", READER, image).orFail();

    List<String> create = new ArrayList<>(create(withTokens.image("team/cache:v2")));
    create.add(READER);
    refused(CANNOT_WRITE, create, "team/cache");
    refused(FAILED, List.of("delete", READER, image), "team/cache");
    refused(
        FAILED, List.of("inspect", READER, withTokens.image("secret/cache:v1")), "secret/cache");
  }

  @Test
  void whatIsPublicNeedsNoLogin() throws Exception {
    String image = withTokens.image("public/cache:v1");

    List<String> extract = new ArrayList<>(extract(image));
    extract.add("--tls-verify=false");
    tool.run(extract.toArray(String[]::new)).orFail();

    ExtractedTree.assertSame(Checkout.sampleCache("triton-hip"), folder.resolve("target"));
  }

  private String refused(int exit, List<String> command, String... parts) {
    List<String> whole = new ArrayList<>(command);
    whole.add("--tls-verify=false");
    return Refusal.of(exit, tool, whole, parts);
  }

  private List<String> extract(String image) {
    return List.of("extract", "--no-gpu", "-i", image, "-d", folder.resolve("target").toString());
  }

  private static List<String> create(String image) {
    return List.of(
        "create", "-i", image, "-d", Checkout.sampleCache("triton-vector-add").toString());
  }

  private static String password() {
    return "--creds=" + LoopbackRegistry.USER + ":" + LoopbackRegistry.PASSWORD;
  }
}
