package io.mcv.transports;

import static io.mcv.oci.model.LayerCompression.GZIP;
import static io.mcv.oci.model.ManifestFormat.OCI;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.image.DigestTags;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.MediaType;
import io.mcv.testing.Peer;
import io.mcv.testing.registry.AccessLine;
import io.mcv.testing.registry.LoopbackRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code copy} takes along what belongs to an image: cosign's tags, and OCI referrers. */
class CopyAttachmentsTest {
  @TempDir static Path shared;
  private static LoopbackRegistry registry;
  private static LoopbackRegistry other;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private TestLayout layout = new TestLayout(Path.of("unset"), 0);
  private String name = "unset";
  private String signed = "unset";
  private String signatureTag = "unset";
  private Descriptor image = Descriptor.of(MediaType.OCI_MANIFEST, new byte[0]);

  @BeforeAll
  static void start() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
    other = LoopbackRegistry.in(shared.resolve("other"));
  }

  @AfterAll
  static void stop() {
    registry.close();
    other.close();
  }

  /** An image in a registry, with a signature as a tag, and a referrer that oras attached. */
  @BeforeEach
  void signAnImage() throws Exception {
    long seed = System.nanoTime();
    tool = Tool.withTemporaryFolder(folder).with("MCV_VAULT", folder.resolve("vault").toString());
    layout = new TestLayout(folder.resolve("layout"), seed);
    image = layout.image(OCI, layout.layer(OCI, GZIP));
    name = "signed-" + Long.toUnsignedString(seed, 36) + "/image";
    signed = registry.image(name + ":v1");
    signatureTag = DigestTags.of(image.digest()) + ".sig";
    copy(layout.publish("t", image), signed);
    Descriptor signature = layout.image(OCI, layout.layer(OCI, GZIP));
    copy(layout.publish("s", signature), registry.image(name + ":" + signatureTag));
    Path note = Files.writeString(folder.resolve("note"), "a note about " + image.digest());
    oras()
        .run(
            "attach",
            "--plain-http",
            "--artifact-type=application/vnd.example.note",
            registry.host() + "/" + name + ":v1",
            note.getFileName() + ":text/plain")
        .orFail();
  }

  @Test
  void fromRegistryToLayoutToRegistryBothStay() {
    String pulled = "oci:" + folder.resolve("pulled") + ":t";

    assertThat(copy(signed, pulled, "--json").out()).contains("\"signatures\": 2");
    assertThat(copy(pulled, other.image(name + ":v2"), "--json").out())
        .contains("\"signatures\": 2");

    assertThat(tags(other)).contains("v2", signatureTag);
    assertThat(discovered(other)).contains("application/vnd.example.note");
  }

  @Test
  void fromRegistryToVaultToRegistryBothStay() {
    copy(signed, "quay.io/some/image:v1");
    copy("quay.io/some/image:v1", other.image(name + ":v2"));

    assertThat(tags(other)).contains("v2", signatureTag);
    assertThat(discovered(other)).contains("application/vnd.example.note");
    assertThat(tool.run("vault", "ls").orFail().out()).contains(signatureTag);
    assertThat(tool.run("vault", "verify").exit()).isZero();
  }

  @Test
  void betweenRegistriesBothStay() {
    copy(signed, other.image(name + ":v3"));

    assertThat(tags(other)).contains("v3", signatureTag);
    assertThat(discovered(other)).contains("application/vnd.example.note");
  }

  @Test
  void theImageOfALayoutIsStillTheOnlyOne() {
    String pulled = "oci:" + folder.resolve("pulled");
    copy(signed, pulled);

    assertThat(tool.run("inspect", "--raw", pulled).orFail().out()).contains("\"layers\"");
    assertThat(copy(pulled, "oci:" + folder.resolve("again"), "--json").out())
        .contains(image.digest().toString(), "\"signatures\": 2");
  }

  @Test
  void eachImageOfAnIndexKeepsItsOwn() throws Exception {
    Descriptor index = layout.index(OCI, TestArtifacts.on("amd64", image));
    String inRegistry = registry.image(name + ":index");
    copy(layout.publish("i", index), inRegistry, "--all");

    copy(inRegistry, other.image(name + ":index"), "--all");

    assertThat(tags(other)).contains("index", signatureTag);
  }

  @Test
  void whatBelongsToAReferrerIsCopiedToo() throws Exception {
    Descriptor note = layout.manifest(TestArtifacts.artifact(layout, image).toRaw());
    Descriptor onNote = layout.manifest(TestArtifacts.artifact(layout, note).toRaw());
    String source = layout.publish("t2", image);
    layout.publish("note", note);
    layout.publish("on-note", onNote);

    assertThat(copy(source, "oci:" + folder.resolve("pushed") + ":t", "--json").out())
        .contains("\"signatures\": 2");
  }

  @Test
  void theyAreLeftOutWhereThatIsAskedFor() {
    copy(signed, other.image(name + ":bare"), "--remove-signatures");

    assertThat(tags(other)).contains("bare").doesNotContain(signatureTag);
    assertThat(discovered(other)).doesNotContain("application/vnd.example.note");
  }

  @Test
  void theyDoNotFitAnImageThatIsConverted() {
    Tool.Outcome outcome = run(signed, other.image(name + ":converted"), "--format=v2s2");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("warning: ", "(2) are left out", "before the conversion");
    assertThat(tags(other)).contains("converted").doesNotContain(signatureTag);
  }

  @Test
  void aPlaceThatCannotHoldThemIsNamed() {
    String pulled = "oci:" + folder.resolve("pulled") + ":t";
    copy(signed, pulled);

    Tool.Outcome outcome = run(pulled, "dir:" + folder.resolve("dir"));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("(2) are left out: dir:").contains("cannot hold them");
  }

  @Test
  void noRegistryIsAskedForWhatCouldNotBeKept() throws Exception {
    registry.clearAccesses();

    copy(signed, "dir:" + folder.resolve("dir"));

    assertThat(registry.accesses())
        .extracting(AccessLine::path)
        .noneMatch(path -> path.contains("/tags/") || path.contains("/referrers/"));
  }

  private List<String> tags(LoopbackRegistry where) {
    return tool.run("list-tags", "--tls-verify=false", where.image(name))
        .orFail()
        .out()
        .lines()
        .map(line -> line.replaceAll("[ \",]", ""))
        .toList();
  }

  private String discovered(LoopbackRegistry where) {
    return oras()
        .run("discover", "--plain-http", where.host() + "/" + name + "@" + image.digest())
        .orFail()
        .out();
  }

  private Peer oras() {
    return Peer.newer("oras").in(folder).with("HOME", folder.resolve("home").toString());
  }

  private Tool.Outcome copy(String from, String to, String... options) {
    return run(from, to, options).orFail();
  }

  private Tool.Outcome run(String from, String to, String... options) {
    List<String> command = new ArrayList<>(List.of("copy", "--tls-verify=false"));
    command.addAll(List.of(options));
    command.addAll(List.of(from, to));
    return tool.run(command.toArray(String[]::new));
  }
}
