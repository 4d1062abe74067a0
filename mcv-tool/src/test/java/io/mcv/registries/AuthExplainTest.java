package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code auth explain}, which asks nobody. */
class AuthExplainTest {
  private static final String SECRET = "s3cret-Word";
  private static final String ENCODED =
      Base64.getEncoder().encodeToString(("ann:" + SECRET).getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private Path file = Path.of("unset");

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder);
    file = folder.resolve("run/containers/auth.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "{\"auths\":{\"registry.example:5000/team\":{\"auth\":\"" + ENCODED + "\"}}}");
  }

  @Test
  void fileAndKeyAreNamedAndTheSecretIsNot() {
    Tool.Outcome outcome = explain("docker://registry.example:5000/team/cache:v1");

    assertThat(outcome.out())
        .contains("registry.example:5000", "repository:team/cache:pull", file.toString(), "ann")
        .contains("registry.example:5000/team")
        .doesNotContain(SECRET, ENCODED);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void jsonSaysTheSame() throws Exception {
    Tool.Outcome outcome = explain("--json", "registry.example:5000/team/cache");

    JsonObject json = Json.parseObject(outcome.out().getBytes(StandardCharsets.UTF_8));
    assertThat(json.string("registry")).isEqualTo("registry.example:5000");
    assertThat(json.string("scope")).isEqualTo("repository:team/cache:pull");
    List<JsonObject> steps = Objects.requireNonNull(json.optionalObjects("steps"));
    JsonObject last = steps.get(steps.size() - 1);
    assertThat(last.string("outcome")).isEqualTo("used");
    assertThat(last.string("place")).contains(file.toString());
    assertThat(outcome.out()).doesNotContain(SECRET, ENCODED);
  }

  @Test
  void anotherNamespaceHasNoCredentials() throws Exception {
    Tool.Outcome outcome = explain("--json", "docker://registry.example:5000/other/cache");

    JsonObject json = Json.parseObject(outcome.out().getBytes(StandardCharsets.UTF_8));
    assertThat(Objects.requireNonNull(json.optionalObjects("steps")))
        .allSatisfy(step -> assertThat(step.string("outcome")).isIn("absent", "nothing"));
  }

  @Test
  void aRegistryAloneHasNoScope() throws Exception {
    Tool.Outcome outcome = explain("--json", "registry.example:5000");

    JsonObject json = Json.parseObject(outcome.out().getBytes(StandardCharsets.UTF_8));
    assertThat(json.string("registry")).isEqualTo("registry.example:5000");
    assertThat(json.optionalString("scope")).isNull();
  }

  @Test
  void credentialsOfTheCommandLineComeFirst() {
    Tool.Outcome outcome =
        explain("--creds=bob:other-Word", "docker://registry.example:5000/team/cache");

    assertThat(outcome.out()).contains("--creds", "bob").doesNotContain("other-Word", SECRET);
  }

  @Test
  void aFileThatIsWrongIsNamedAndItsContentIsNot() throws Exception {
    Files.writeString(file, "{\"auths\":{\"registry.example:5000\":{\"auth\":\"" + SECRET);

    Tool.Outcome outcome = tool.run("auth", "explain", "registry.example:5000");

    assertThat(outcome.out() + outcome.err())
        .contains(file.toString())
        .doesNotContain(SECRET, ENCODED);
  }

  @Test
  void authByItselfNeedsOneOfItsCommands() {
    Tool.Outcome outcome = tool.run("auth");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("explain").hasLineCount(1);
  }

  private Tool.Outcome explain(String... arguments) {
    String[] whole = new String[arguments.length + 2];
    whole[0] = "auth";
    whole[1] = "explain";
    System.arraycopy(arguments, 0, whole, 2, arguments.length);
    return tool.run(whole).orFail();
  }
}
