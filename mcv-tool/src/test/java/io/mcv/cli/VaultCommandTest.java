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
