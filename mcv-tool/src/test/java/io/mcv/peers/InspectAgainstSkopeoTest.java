package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.model.Descriptor;
import io.mcv.testing.Checkout;
import io.mcv.testing.ImageValidator;
import io.mcv.testing.Peer;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code inspect} beside skopeo, on layouts that other tools wrote. */
class InspectAgainstSkopeoTest {
  @TempDir Path temp;
  private Tool tool = Tool.at(Path.of("unset"));
  private SkopeoInspect skopeo = new SkopeoInspect(tool);

  @BeforeEach
  void setUp() {
    tool = Tool.at(temp);
    skopeo = new SkopeoInspect(tool);
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "min", "nolayers", "tz", "emptycfg", "twolayers"})
  void anImageOfTheSyntheticLayoutIsPrintedAsBySkopeo(String tag) {
    skopeo.assertSame(synthetic(tag));
  }

  /** Both take the image of the host's platform; skopeo is told of the other by its own option. */
  @Test
  void ofAnIndexTheImageOfAPlatformIsPrintedAsBySkopeo() {
    skopeo.assertSame(synthetic("multi"));
    Peer.Outcome arm =
        Peer.newer("skopeo").run("--override-arch=arm64", "inspect", synthetic("multi")).orFail();

    String ours = tool.run("inspect", "--platform=linux/arm64", synthetic("multi")).orFail().out();

    assertThat(ours).isEqualTo(arm.out());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -",
        "linux/arm64, -",
        "-, linux/amd64",
        "linux/arm64, linux/amd64",
        "linux/amd64/v2, linux/amd64",
        "windows/amd64, linux/amd64"
      })
  void ofTwoImagesTheOneOfSkopeoIsPrinted(@Nullable String first, @Nullable String second)
      throws IOException {
    HandmadeLayout layout = new HandmadeLayout(temp.resolve("layout"));
    Descriptor one = layout.image(HandmadeLayout.Form.OCI, Map.of("image", "one"));
    Descriptor two = layout.image(HandmadeLayout.Form.DOCKER, Map.of("image", "two"));
    layout.publish(
        layout.index(
            new HandmadeLayout.Listed(one, first), new HandmadeLayout.Listed(two, second)));

    skopeo.assertSame("oci:" + temp.resolve("layout") + ":t");
  }

  @Test
  void whatIsNoImageForThisHostIsRefusedAsBySkopeo() {
    skopeo.assertSameAsNewest(synthetic("noarch"), "--raw");
    skopeo.assertRefused(synthetic("artifact"));
    skopeo.assertSameAsNewest(synthetic("artifact"), "--raw");
    skopeo.assertRefused(synthetic("no-such-tag"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json",
        "{{.Digest}}",
        "{{.Architecture}}/{{.Os}}",
        "{{.Created}}",
        "{{.Layers}}",
        "{{.Labels}}",
        "{{.Env}}",
        "{{.LayersData}}",
        "{{json .Labels}}",
        "{{json .Layers}}",
        "{{json .LayersData}}",
        "{{json .}}",
        "{{.Name}} {{.Digest}}\\n{{.RepoTags}}",
        "{{index .Labels \"a\"}}",
        "text alone",
        "{{.DockerVersion}}",
        "{{.}}",
        "{{range .Layers}}{{println .}}{{end}}",
        "{{range $i, $e := .LayersData}}{{$i}}\\t{{$e.Size}} {{else}}none{{end}}",
        "{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}}",
        "{{range .}}{{.Os}} {{end}}{{len .}}",
        "{{join .Layers \",\"}} {{len .Env}} {{index .Layers 0}}",
        "{{(index .LayersData 0).Annotations.a}}",
        "{{if .Env}}y{{else if .Labels}}l{{else}}n{{end}} {{- .Os -}} {{/* c */}} x",
        "{{with $x := .Os}}{{$x | upper | printf \"%s!\\n\"}}{{end}}",
        "{{title \"ab-cd\"}}{{pad .Os 1 2}}|{{truncate .Os 3}}{{split .Os \"n\"}}{{print 1 2 .Os}}",
        "{{and .Os (eq .Os \"linux\")}} {{gt (len .Layers) 0}} {{json nil}}",
        "{{.Os -}}",
        "table {{.Os}}\\t{{.Architecture}}",
        "table {{.Os}} {{json .Layers}} x\\nshort\\t\\tlonger than that\\n\\na\\tb",
        " "
      })
  void aFormatPrintsWhatItPrintsInSkopeo(String format) {
    skopeo.assertSameAsNewest(synthetic("full"), "--format", format);
    skopeo.assertSameAsNewest(synthetic("min"), "--format", format);
  }

  /** Of a folder with docker's schema 2, which skopeo converts as it copies. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatSkopeoCopiedIsPrintedAsBySkopeo(boolean newer) {
    Peer copier = newer ? Peer.newer("skopeo") : Peer.require("skopeo");
    Path folder = SharedData.require("buildah-golden/s2dir");
    String layout = "oci:" + temp.resolve("copied");
    copier.run("copy", "-q", "dir:" + folder, layout + ":t").orFail();

    skopeo.assertSame(layout + ":t");
    skopeo.assertSame(layout);
  }

  @Test
  void whatBuildahCommittedIsPrintedAsBySkopeo() throws IOException {
    String image = "oci:" + temp.resolve("committed") + ":t";
    BuildahStore.in(temp.resolve("store"))
        .pack(
            Checkout.sampleCache("triton-hip"),
            "triton",
            Map.of("text", "<a> & \"b\" \u00e9", "empty", ""),
            1_748_447_117,
            image)
        .orFail();

    skopeo.assertSame(image);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void whatUmociMadeIsPrintedAsBySkopeo(boolean newer) throws IOException {
    Peer umoci = newer ? Peer.newer("umoci") : Peer.require("umoci");
    Path layout = temp.resolve("umoci");
    String image = layout + ":t";
    umoci.run("init", "--layout", layout.toString()).orFail();
    umoci.run("new", "--image", image).orFail();
    skopeo.assertSame("oci:" + image);
    umoci.run("config", "--image", image, "--config.env", "A=<1>", "--author", "Ann").orFail();
    Path cache = Checkout.sampleCache("triton-hip");
    umoci.run("insert", "--image", image, cache.toString(), "/io.triton.cache").orFail();
    skopeo.assertSame("oci:" + image);

    Path bundle = temp.resolve("bundle");
    umoci.run("unpack", "--image", image, bundle.toString()).orFail();
    Files.writeString(bundle.resolve("rootfs/added"), "added");
    umoci.run("repack", "--image", layout + ":packed", bundle.toString()).orFail();
    skopeo.assertSame("oci:" + layout + ":packed");
    skopeo.assertSame("oci:" + image);
  }

  @Test
  void theArtifactThatOrasPushedHasAManifestAndNoReport() throws IOException {
    Peer oras = Peer.newer("oras");
    Files.writeString(temp.resolve("file.txt"), "content");
    oras.in(temp)
        .run("push", "--oci-layout", "pushed:t", "--artifact-type", "a/b", "file.txt")
        .orFail();

    skopeo.assertSameAsNewest("oci:" + temp.resolve("pushed") + ":t", "--raw");
    skopeo.assertRefused("oci:" + temp.resolve("pushed") + ":t");
    skopeo.assertRefused("oci:" + temp.resolve("pushed") + ":t", "--config");
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "multi"})
  void whatOrasCopiedIsPrintedAsBySkopeo(String tag) throws IOException {
    Path synthetic = SharedData.require("skopeo-golden/synth-layout");
    Path layout = temp.resolve("copied");
    Peer.newer("oras")
        .run(
            "cp", "--from-oci-layout", synthetic + ":" + tag, "--to-oci-layout", layout + ":" + tag)
        .orFail();

    skopeo.assertSame("oci:" + layout + ":" + tag);
    ImageValidator.assertValid(layout);
  }

  private static String synthetic(String tag) {
    return "oci:" + SharedData.require("skopeo-golden/synth-layout") + ":" + tag;
  }
}
