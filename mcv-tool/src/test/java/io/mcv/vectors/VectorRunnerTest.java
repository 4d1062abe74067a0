package io.mcv.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runners for other languages: {@code run.sh}, and the one in Python in the document. */
class VectorRunnerTest {
  private static final Path VECTORS = Checkout.root().resolve("testdata/conformance");
  private static final Pattern PYTHON = Pattern.compile("(?ms)^```python\\n(.*?)^```$");
  private static final String VALIDATE =
      "'%s' -cp '%s' io.mcv.cli.Main validate --profile {profile} oci:{}:t"
          .formatted(
              Path.of(System.getProperty("java.home"), "bin", "java"),
              System.getProperty("java.class.path"));

  @TempDir private static Path folder;

  /** A folder with the runner and few cases: each image costs the start of a JVM. */
  @BeforeAll
  static void pickCases() throws IOException {
    JsonObject index = Json.parseObject(Files.readAllBytes(VECTORS.resolve("index.json")));
    List<Map<String, ?>> picked = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    for (JsonObject each : Objects.requireNonNull(index.optionalObjects("cases"))) {
      if (kinds.add(each.string("expected") + " " + each.string("level"))) {
        picked.add(each.asMap());
        Path layout = folder.resolve(each.string("layout"));
        if (Files.notExists(layout)) {
          FileTrees.copy(VECTORS.resolve(each.string("layout")), layout);
        }
      }
    }
    assertThat(kinds).contains("pass error", "fail error", "fail warning");
    Map<String, Object> few = new LinkedHashMap<>(index.asMap());
    few.put("cases", picked);
    Files.write(folder.resolve("index.json"), GoJson.compact(few));
    Files.copy(VECTORS.resolve("run.sh"), folder.resolve("run.sh"));
  }

  @Test
  void ourOwnValidateIsRight() {
    Peer.Outcome outcome = run(VALIDATE);
    assertThat(outcome.out()).containsPattern("(?m)^[3-6] images, 0 wrong$");
    assertThat(outcome.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aValidatorThatAlwaysSaysTheSameIsWrong(String command) {
    Peer.Outcome outcome = run(command);
    assertThat(outcome.out()).containsPattern("images, [1-6] wrong\n$");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void theRunnerInPythonSaysTheSame() throws IOException {
    String document = Files.readString(Checkout.root().resolve("docs/conformance.md"));
    Matcher block = PYTHON.matcher(document);
    assertThat(block.find()).isTrue();
    Path script = Files.writeString(folder.resolve("run.py"), block.group(1));
    Peer python = Peer.require("python3").in(folder);
    assertThat(python.run(script.toString(), ".", "true").exit()).isEqualTo(1);
    assertThat(python.run(script.toString(), ".", "false").exit()).isEqualTo(1);
    assertThat(python.run(script.toString(), ".", answers()).orFail().out()).isEmpty();
  }

  /** A command that knows what is right. */
  private static String answers() throws IOException {
    JsonObject index = Json.parseObject(Files.readAllBytes(folder.resolve("index.json")));
    StringBuilder good = new StringBuilder("case {} in ");
    for (JsonObject each : Objects.requireNonNull(index.optionalObjects("cases"))) {
      if (each.string("expected").equals("fail") && each.string("level").equals("error")) {
        good.append("*/").append(each.string("layout")).append(") exit 9;; ");
      }
    }
    return good + "esac";
  }

  private static Peer.Outcome run(String command) {
    Peer.require("jq");
    return Peer.require("env").run("sh", folder.resolve("run.sh").toString(), command);
  }
}
