package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate} of a registry's images. */
class ValidateInRegistryTest {
  @TempDir Path folder;

  @Test
  void aSignedImageConformsAndNothingOfItStaysBehind() throws Exception {
    Tool user = Tool.withTemporaryFolder(folder).with("COSIGN_PASSWORD", "");
    String gone;
    try (LoopbackRegistry registry = LoopbackRegistry.in(folder.resolve("registry"))) {
      String image = registry.image("team/cache:v1");
      gone = image;
      String cache = Checkout.sampleCache("triton-vector-add").toString();
      run(user, "create", "-i", image, "-d", cache).orFail();
      run(user, "generate-key-pair", "--output-key-prefix", folder.resolve("k").toString());
      run(user, "sign", "--key", folder.resolve("k.key").toString(), image).orFail();

      Tool.Outcome outcome = run(user, "validate", image).orFail();

      assertThat(outcome.out()).contains(image).contains("conforms: ").contains(" 0 errors, ");
      assertThat(user.environment().vault()).doesNotExist();
      assertThat(run(user, "validate", registry.image("team/none:v1")).exit()).isEqualTo(1);
    }
    assertThat(run(user, "validate", "--retry-times=0", gone).exit()).isEqualTo(5);
  }

  @Test
  void whatTheRegistryHoldsIsJudgedAndNotTheCopyInTheVault() throws Exception {
    Tool user = Tool.withTemporaryFolder(folder);
    Path storage = folder.resolve("registry");
    try (LoopbackRegistry registry = LoopbackRegistry.in(storage)) {
      String image = registry.image("team/cache:v1");
      String cache = Checkout.sampleCache("triton-vector-add").toString();
      run(user, "create", "-i", image, "-d", cache).orFail();
      String target = folder.resolve("target").toString();
      run(user, "extract", "--no-gpu", "-i", image, "-d", target).orFail();
      damage(largestBlob(storage));

      Tool.Outcome outcome = run(user, "validate", image);

      assertThat(outcome.exit()).isEqualTo(9);
      assertThat(outcome.out()).contains("error OCI-BLOB-03");
    }
  }

  private static Path largestBlob(Path storage) throws IOException {
    try (Stream<Path> files = Files.walk(storage)) {
      return files
          .filter(file -> file.endsWith("data"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private static void damage(Path blob) throws IOException {
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.write(blob, bytes);
  }

  private static Tool.Outcome run(Tool user, String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    if (!command.equals("generate-key-pair")) {
      all.add("--tls-verify=false");
    }
    return user.run(all.toArray(String[]::new));
  }
}
