package io.mcv.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.json.Json;
import io.mcv.oci.layout.LayoutImage;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.Platform;
import io.mcv.testing.Checkout;
import io.mcv.testing.cosign.CosignPeer;
import io.mcv.testing.registry.RandomImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sign} and {@code attest} where no registry has a part in it. */
class SignCommandTest {
  @TempDir static Path shared;
  private static Keys keys = new Keys(Path.of("unset"), Path.of("unset"));
  private static Keys others = keys;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private Path layout = Path.of("unset");
  private String digest = "";

  @BeforeAll
  static void makeKeys() throws IOException {
    keys = Keys.generate(KeyType.ECDSA_P256, shared);
    others = Keys.generate(KeyType.ED25519, shared);
  }

  @BeforeEach
  void createAnImage() {
    layout = folder.resolve("layout");
    tool = Tool.at(folder).with("COSIGN_PASSWORD", CosignPeer.PASSWORD);
    digest = create("oci:" + layout + ":v1");
  }

  @Test
  void theSignatureOfAnImageInALayoutIsThatOfCosign() throws IOException {
    String out =
        sign(
                "oci:" + layout + ":v1",
                "--identity",
                "quay.io/team/cache",
                "-a",
                "b=<&>",
                "-a",
                "a=1")
            .orFail()
            .out();

    assertThat(out).isEqualTo(digest + "\n");
    assertThat(names()).containsExactly("v1", tag(".sig"), null);
    assertThat(payloads())
        .as("as cosign 2.5.0 writes it")
        .containsExactly(
            "{\"critical\":{\"identity\":{\"docker-reference\":\"quay.io/team/cache\"},"
                + "\"image\":{\"docker-manifest-digest\":\""
                + digest
                + "\"},\"type\":\"cosign container image signature\"},"
                + "\"optional\":{\"a\":\"1\",\"b\":\"\\u003c\\u0026\\u003e\"}}");
    assertThat(config())
        .isEqualTo(
            "{\"architecture\":\"\",\"created\":\"0001-01-01T00:00:00Z\","
                + "\"history\":[{\"created\":\"0001-01-01T00:00:00Z\"}],\"os\":\"\","
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + signatures().layers().get(0).digest()
                + "\"]},\"config\":{}}");
  }

  @Test
  void whatIsSignedAlreadyIsNotSignedAgainAndOtherSignaturesStay() throws IOException {
    sign("oci:" + layout + ":v1").orFail();
    String before = Files.readString(layout.resolve("index.json"));
    sign("oci:" + layout + ":v1").orFail();
    assertThat(layout.resolve("index.json")).hasContent(before);

    Descriptor first = signatures().layers().get(0);
    tool.run("sign", "oci:" + layout + ":v1", "--key", others.privateKey().toString()).orFail();
    sign("oci:" + layout + ":v1", "-a", "x=y").orFail();

    assertThat(signatures().layers()).hasSize(3).startsWith(first);
    assertThat(names()).containsExactly("v1", tag(".sig"), null, null, null);
  }

  @Test
  void anImageThatADigestAddressesIsSignedAndNoNameMoves() throws IOException {
    String other = Checkout.sampleCache("triton-vector-add").toString();
    tool.run("create", "-i", "oci:" + layout + ":v1", "-d", other).orFail();
    assertThat(names()).containsExactly(null, "v1");

    sign("oci:" + layout + "@" + digest, "--format", "legacy").orFail();

    assertThat(names()).containsExactly(null, "v1", tag(".sig"));
    assertThat(payloads().get(0)).contains(digest).contains("\"docker-reference\":\"\"");
  }

  @Test
  void anImageOfTheVaultIsSignedUnderItsRepository() throws IOException {
    digest = create("quay.io/team/cache:v1");

    sign("quay.io/team/cache:v1").orFail();

    layout = folder.resolve(".local/share/mcv/vault");
    assertThat(names())
        .containsExactly("quay.io/team/cache:v1", "quay.io/team/cache:" + tag(".sig"), null);
    assertThat(payloads().get(0)).contains("\"docker-reference\":\"quay.io/team/cache\"");
    sign("quay.io/team/cache@" + digest).orFail();
    assertThat(names()).hasSize(3);
  }

  @Test
  void aClaimIsSignedAsItIs() throws IOException {
    Path predicate = folder.resolve("predicate.json");
    Files.writeString(predicate, "{\"n\":12345678901234567890.50, \"a\":null}");

    attest(predicate.toString(), "https://example.org/claim").orFail();
    tool.withInput("anything");
    attest("-", "custom").orFail();

    assertThat(names()).containsExactly("v1", tag(".att"), null, null);
    assertThat(payloads()).hasSize(2);
    assertThat(statement(payloads().get(0)))
        .isEqualTo(
            "{\"_type\":\"https://in-toto.io/Statement/v0.1\","
                + "\"subject\":[{\"digest\":{\"sha256\":\""
                + digest.substring(7)
                + "\"}}],\"predicateType\":\"https://example.org/claim\",\"predicate\":{\"n\":12345678901234567890.50, \"a\":null}}");
    assertThat(statement(payloads().get(1)))
        .contains("\"predicate\":{\"Data\":\"anything\",\"Timestamp\":\"2");
  }

  @Test
  void theImagesOfAnIndexAreSignedOnRequest() throws IOException {
    List<Platform> platforms =
        List.of(Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));
    Digest index = RandomImages.in(layout, 1).index("all", platforms, 10).digest();

    Tool.Outcome alone = sign("oci:" + layout + ":all", "--format", "bundle");
    Tool.Outcome all = sign("oci:" + layout + ":all", "--recursive", "--format", "bundle");

    assertThat(alone.orFail().out()).isEqualTo(index + "\n");
    assertThat(all.orFail().out().lines().toList())
        .hasSize(3)
        .doesNotHaveDuplicates()
        .startsWith(index.toString());
  }

  @Test
  void aKeyThatCannotBeUsedIsAUsageErrorAndNothingIsStored() throws IOException {
    Path missing = folder.resolve("missing.key");
    assertRefused(3, "missing.key", "sign", "--key", missing.toString());
    assertRefused(3, ".pub", "sign", "--key", keys.publicKey().toString());
    tool.with("COSIGN_PASSWORD", "another");
    assertRefused(3, "password", "sign", "--key", keys.privateKey().toString());
    assertRefused(
        3,
        "no-such-file",
        "sign",
        "--key",
        keys.privateKey().toString(),
        "--password-file",
        folder.resolve("no-such-file").toString());
    assertThat(names()).containsExactly("v1");
  }

  @Test
  void whatCannotBeSignedIsAUsageError() throws IOException {
    String key = keys.privateKey().toString();
    assertRefused(3, "--format", "sign", "--key", key, "--format", "both-of-them");
    assertRefused(3, "timestamp", "sign", "--key", key, "-a", "timestamp=now");
    assertRefused(3, "slsaprovenance1", "attest", "--key", key, "--predicate", "-", "--type", "x");
    assertRefused(
        3,
        "no-such-file",
        "attest",
        "--key",
        key,
        "--predicate",
        folder.resolve("no-such-file").toString(),
        "--type",
        "custom");
    assertRefused(
        6, "predicate", "attest", "--key", key, "--predicate", "-", "--type", "cyclonedx");
    assertThat(names()).containsExactly("v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dir:/x", "podman:x"})
  void aPlaceWithoutSignaturesIsRefusedWithAnAdvice(String image) {
    Tool.Outcome outcome = sign(image);

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains(image, "copy it to docker://NAME").hasLineCount(1);
  }

  @Test
  void anImageThatIsNotThereCannotBeSigned() {
    Tool.Outcome outcome = sign("oci:" + layout + ":v2");

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.err()).contains("v2").hasLineCount(1);
  }

  private void assertRefused(int exit, String said, String command, String... options) {
    List<String> line = new ArrayList<>(List.of(command, "oci:" + layout + ":v1"));
    line.addAll(List.of(options));
    Tool.Outcome outcome = tool.run(line.toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exit);
    assertThat(outcome.err()).contains(said).hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
  }

  private String create(String image) {
    String cache = Checkout.sampleCache("triton-hip").toString();
    return tool.run("create", "-i", image, "-d", cache).orFail().out().strip();
  }

  private Tool.Outcome sign(String image, String... more) {
    List<String> line =
        new ArrayList<>(List.of("sign", image, "--key", keys.privateKey().toString()));
    line.addAll(List.of(more));
    return tool.run(line.toArray(String[]::new));
  }

  private Tool.Outcome attest(String predicate, String type) {
    return tool.run(
        "attest",
        "oci:" + layout + ":v1",
        "--key=" + keys.privateKey(),
        "--predicate=" + predicate,
        "--type=" + type);
  }

  private String tag(String suffix) {
    return digest.replace(':', '-') + suffix;
  }

  private List<String> names() throws IOException {
    return OciLayout.open(layout).images().stream().map(LayoutImage::refName).toList();
  }

  private ImageManifest signatures() throws IOException {
    try (ImageSource source = source()) {
      for (Attachment each : source.attachments(source.manifest().digest())) {
        if (each.tag() != null) {
          return (ImageManifest) each.manifest().parse();
        }
      }
    }
    throw new AssertionError("no signatures");
  }

  private List<String> payloads() throws IOException {
    List<String> payloads = new ArrayList<>();
    for (Descriptor layer : signatures().layers()) {
      payloads.add(blob(layer));
    }
    return payloads;
  }

  private String config() throws IOException {
    return blob(signatures().config());
  }

  private String blob(Descriptor descriptor) throws IOException {
    try (ImageSource source = source();
        InputStream in = source.openBlob(descriptor)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private ImageSource source() throws IOException {
    return OciLayout.open(layout).source(Digest.parse(digest));
  }

  private static String statement(String envelope) throws IOException {
    String payload = Json.parseObject(envelope.getBytes(StandardCharsets.UTF_8)).string("payload");
    return new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
  }
}
