package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vault ls} and {@code vault verify}. */
class VaultCommandTest {
  @TempDir Path home;

  @Test
  void aVaultThatIsNotThereIsEmptyAndSound() {
    assertThat(run("vault", "ls").orFail().out()).hasLineCount(1).startsWith("REPOSITORY");
    assertThat(run("vault", "ls", "--json").orFail().out()).isEqualTo("[]\n");
    run("vault", "verify").orFail();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void imagesAreListedInDockersColumns() throws IOException {
    create("quay.io/mcv/vector-add:rocm", "triton-hip", "--timestamp=1748447117");
    create("localhost:5000/vllm", "vllm-aot");
    List<String> lines = run("vault", "ls").orFail().out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).split(" {2,}"))
        .containsExactly("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE");
    String id = StoredImage.in(vault()).configDigest().hex();
    assertThat(lines.get(1).split(" {2,}"))
        .startsWith("quay.io/mcv/vector-add", "rocm", id.substring(0, 12), "2025-05-28");
    assertThat(lines.get(1)).matches(".* [0-9.]+kB");
    assertThat(lines.get(2).split(" {2,}")).startsWith("localhost:5000/vllm", "latest");
    assertThat(run("vault", "ls", "--no-trunc").orFail().out()).contains(id);
  }

  @Test
  void imagesAreListedAsJson() throws IOException {
    create("quay.io/mcv/vector-add:rocm", "triton-hip", "--timestamp=1748447117");
    StoredImage stored = StoredImage.in(vault());
    String json = run("vault", "ls", "--json").orFail().out();
    assertThat(Json.parse(json.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            List.of(
                Map.of(
                    "repository",
                    "quay.io/mcv/vector-add",
                    "tag",
                    "rocm",
                    "digest",
                    stored.digest().toString(),
                    "id",
                    stored.configDigest().toString(),
                    "created",
                    "2025-05-28T15:45:17Z",
                    "size",
                    stored.layer().size())));
  }

  @Test
  void anImageThatLostItsNameIsListedWithout() {
    create("quay.io/mcv/x:v1", "triton-hip");
    create("quay.io/mcv/x:v1", "triton-mixed");
    assertThat(run("vault", "ls").orFail().out().lines().filter(l -> l.startsWith("<none>")))
        .hasSize(1);
  }

  @Test
  void aSoundVaultIsVerified() {
    create("quay.io/mcv/x:v1", "triton-hip");
    Tool.Outcome outcome = run("vault", "verify").orFail();
    assertThat(outcome.out()).contains(vault().toString()).hasLineCount(1);
  }

  @Test
  void aDamagedBlobIsNamedWithItsImage() throws IOException {
    create("quay.io/mcv/x:v1", "triton-hip");
    create("quay.io/mcv/y:v1", "triton-mixed");
    StoredImage stored = StoredImage.in(vault());
    Path layer = stored.blob(stored.layer().digest());
    byte[] content = Files.readAllBytes(layer);
    content[content.length - 1] ^= 1;
    Files.write(layer, content);
    Tool.Outcome outcome = run("vault", "verify");
    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND_ERRORS);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("quay.io/mcv/x:v1", stored.layer().digest().toString())
        .doesNotContain("quay.io/mcv/y")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingBlobIsNamedToo() throws IOException {
    create("quay.io/mcv/x:v1", "triton-hip");
    StoredImage stored = StoredImage.in(vault());
    Files.delete(stored.blob(stored.configDigest()));
    Tool.Outcome outcome = run("vault", "verify");
    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND_ERRORS);
    assertThat(outcome.err()).contains("quay.io/mcv/x:v1", stored.configDigest().toString());
    run("vault", "ls").orFail();
  }

  @Test
  void imagesAreRemovedByNameAndById() throws IOException {
    create("quay.io/mcv/x:v1", "triton-hip");
    String id = StoredImage.in(vault()).configDigest().hex();
    create("quay.io/mcv/y", "triton-mixed");
    create("quay.io/mcv/z:v1", "triton-vector-add");

    assertThat(run("vault", "rm", "quay.io/mcv/y", id.substring(0, 4)).orFail().out())
        .isEqualTo("Untagged: quay.io/mcv/y:latest\nUntagged: quay.io/mcv/x:v1\n");
    assertThat(run("vault", "ls").orFail().out()).contains("mcv/z").hasLineCount(2);
    run("vault", "verify").orFail();
  }

  @Test
  void anImageThatLostItsNameIsRemovedByItsDigest() throws IOException {
    create("quay.io/mcv/x:v1", "triton-hip");
    String digest = StoredImage.in(vault()).digest().toString();
    create("quay.io/mcv/x:v1", "triton-mixed");

    assertThat(run("vault", "rm", digest).orFail().out()).isEqualTo("Untagged: " + digest + "\n");
    assertThat(run("vault", "ls").orFail().out()).doesNotContain("<none>").hasLineCount(2);
  }

  @Test
  void nothingIsRemovedWhereOneNameIsUnknownOrOfSeveral() throws IOException {
    create("quay.io/mcv/x:v1", "triton-hip", "--title=same");
    create("quay.io/mcv/y:v1", "triton-hip", "--title=same");
    String id = StoredImage.in(vault()).configDigest().hex();

    for (String unknown : List.of("quay.io/mcv/z", "x", id.substring(0, 3), "no name at all")) {
      Tool.Outcome outcome = run("vault", "rm", "quay.io/mcv/x:v1", unknown);
      assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(outcome.err())
          .contains(unknown, "quay.io/mcv/x:v1", "quay.io/mcv/y:v1")
          .hasLineCount(1);
    }
    Tool.Outcome several = run("vault", "rm", id);
    assertThat(several.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(several.err()).contains("several", "quay.io/mcv/x:v1", "quay.io/mcv/y:v1");
    assertThat(run("vault", "ls").orFail().out()).hasLineCount(3);
    assertThat(run("vault", "rm").exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void garbageIsToldThenRemoved() throws IOException {
    assertThat(run("vault", "gc").orFail().out()).isEqualTo("removed 0 blobs, 0B\n");
    assertThat(home).isEmptyDirectory();
    create("quay.io/mcv/x:v1", "triton-hip");
    create("quay.io/mcv/x:v1", "triton-mixed");
    create("quay.io/mcv/y:v1", "triton-vector-add");
    run("vault", "rm", "quay.io/mcv/y:v1").orFail();

    assertThat(run("vault", "gc").orFail().out()).startsWith("removed 0 blobs");
    assertThat(run("vault", "gc", "--older-than=0s", "--dry-run").orFail().out())
        .startsWith("would remove 3 blobs, ");
    String json = run("vault", "gc", "--older-than=0s", "--json").orFail().out();
    assertThat(Json.parseObject(json.getBytes(StandardCharsets.UTF_8)).optionalStrings("blobs"))
        .hasSize(3);
    assertThat(json).contains("\"dryRun\": false", "\"images\": []");
    assertThat(run("vault", "gc", "--older-than=0s", "--untagged").orFail().out())
        .startsWith("removed 1 image without a name, 3 blobs, ");
    assertThat(run("vault", "ls").orFail().out()).hasLineCount(2);
    run("vault", "verify").orFail();
    assertThat(run("vault", "gc", "--older-than=1y").exit()).isEqualTo(ExitCode.USAGE);
  }

  private Path vault() {
    return home.resolve(".local/share/mcv/vault");
  }

  private void create(String image, String cache, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "create";
    arguments[1] = "--image=" + image;
    arguments[2] = "--dir=" + Checkout.sampleCache(cache);
    System.arraycopy(options, 0, arguments, 3, options.length);
    run(arguments).orFail();
  }

  private Tool.Outcome run(String... arguments) {
    return Tool.at(home).run(arguments);
  }
}
