package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.client.CreateRequest;
import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;
import io.mcv.client.ValidateRequest;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.spec.conformance.ConformanceReport;
import io.mcv.spec.conformance.RuleResult;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.image.Profile;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.Peer;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which rules images break that real tools wrote, held against the list in docs/conformance.md.
 * Another version of a tool than the list has is printed, not compared.
 */
class WrittenByToolsTest {
  private static final Path DOCUMENT = Checkout.root().resolve("docs/conformance.md");
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?");

  @TempDir Path temp;
  private final McvClient client = client();
  private final List<Row> rows = new ArrayList<>();

  /** A line of the list. */
  private record Row(String tool, String image, String broken) {
    @Override
    public String toString() {
      return "| " + tool + " | " + image + " | " + broken + " |";
    }
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void theListSaysWhatImagesOfToolsBreak() throws IOException {
    ours();
    buildah();
    umoci(Peer.require("umoci"), "umoci-old");
    umoci(Peer.newer("umoci"), "umoci-new");
    oras();
    skopeo();

    List<String> listed = listed();
    if ("write".equals(System.getProperty("mcv.goldens"))) {
      String text = Files.readString(DOCUMENT);
      String table = rows.stream().map(Row::toString).collect(Collectors.joining("\n"));
      Files.writeString(DOCUMENT, text.replace(String.join("\n", listed), table));
      listed = listed();
    }
    for (Row row : rows) {
      boolean sameTool =
          listed.stream().anyMatch(line -> line.startsWith("| " + row.tool() + " |"));
      if (sameTool) {
        assertThat(listed).contains(row.toString());
      } else {
        System.err.println("not listed: " + row);
      }
    }
    assertThat(listed.stream().filter(line -> line.startsWith("| mcv-tool create ")))
        .hasSameSizeAs(rows.stream().filter(row -> row.tool().startsWith("mcv-tool ")).toList());
  }

  private void ours() throws IOException {
    Path triton = SharedData.require("caches/vector-add-cache-rocm");
    for (Profile profile : Profile.values()) {
      String image = "oci:" + temp.resolve(profile.id()) + ":t";
      client.create(CreateRequest.of(image, triton).withProfile(profile));
      add("mcv-tool create", "--profile " + profile.id() + ", vector-add-cache-rocm", image);
    }
    String docker = "dir:" + temp.resolve("v2s2");
    client.create(
        CreateRequest.of(docker, triton)
            .withProfile(Profile.MCV_DOCKER)
            .withFormat(ManifestFormat.DOCKER));
    add("mcv-tool create", "--profile mcv-docker --format v2s2, to dir:", docker);
    for (String cache : List.of("vector-add-cache", "vllm-triton-cache", "vllm-binary-cache")) {
      String image = "oci:" + temp.resolve(cache) + ":t";
      client.create(CreateRequest.of(image, SharedData.require("caches/" + cache)));
      add("mcv-tool create", cache, image);
    }
  }

  private void buildah() throws IOException {
    Path cache = SharedData.require("caches/vector-add-cache-rocm");
    String image = "oci:" + temp.resolve("buildah") + ":t";
    BuildahStore.in(temp.resolve("buildah-store"))
        .pack(cache, "triton", labels(), 0, image)
        .orFail();
    add(versioned("buildah", Peer.require("buildah")), "copy, config --label, commit", image);
  }

  private void umoci(Peer umoci, String name) throws IOException {
    Path layout = temp.resolve(name);
    String image = layout + ":t";
    umoci.run("init", "--layout", layout.toString()).orFail();
    umoci.run("new", "--image", image).orFail();
    Path cache = SharedData.require("caches/vector-add-cache-rocm");
    umoci.run("insert", "--image", image, cache.toString(), "/io.triton.cache").orFail();
    List<String> config = new ArrayList<>(List.of("config", "--image", image));
    labels().forEach((key, value) -> config.addAll(List.of("--config.label", key + "=" + value)));
    umoci.run(config.toArray(String[]::new)).orFail();
    add(versioned("umoci", umoci), "insert, config --config.label", "oci:" + image);
  }

  private void oras() throws IOException {
    Peer oras = Peer.newer("oras").in(temp);
    Path tree = temp.resolve("tree");
    Path cache = tree.resolve("io.triton.cache");
    FileTrees.copy(SharedData.require("caches/vector-add-cache-rocm"), cache);
    Peer.require("tar")
        .run(
            "-C",
            tree.toString(),
            "-czf",
            temp.resolve("cache.tar.gz").toString(),
            "io.triton.cache")
        .orFail();
    oras.run(
            "push",
            "--oci-layout",
            "oras:t",
            "--artifact-type",
            "application/vnd.oci.image.config.v1+json",
            "cache.tar.gz:application/cache.triton.content.layer.v1+triton")
        .orFail();
    add(
        versioned("oras", oras),
        "push, tar -czf as application/cache.triton.content.layer.v1+triton",
        "oci:" + temp.resolve("oras") + ":t");
  }

  private void skopeo() throws IOException {
    Peer skopeo = Peer.require("skopeo");
    String docker = "dir:" + temp.resolve("skopeo");
    skopeo
        .run("copy", "-q", "--format", "v2s2", "oci:" + temp.resolve("current") + ":t", docker)
        .orFail();
    add(versioned("skopeo", skopeo), "copy --format v2s2 of profile current, to dir:", docker);
  }

  /** The labels that {@code current} gives this cache. */
  private Map<String, String> labels() throws IOException {
    Map<String, String> labels = new TreeMap<>();
    Path cache = SharedData.require("caches/vector-add-cache-rocm");
    labels.putAll(
        client.create(CreateRequest.of("oci:" + temp.resolve("labels") + ":t", cache)).labels());
    return labels;
  }

  private void add(String tool, String image, String reference) throws IOException {
    ConformanceReport report = client.validate(ValidateRequest.of(reference)).report();
    rows.add(
        new Row(
            tool,
            image,
            report.format().generation()
                + " | "
                + broken(report, Level.ERROR)
                + " | "
                + broken(report, Level.WARNING)));
  }

  private static String broken(ConformanceReport report, Level level) {
    String ids =
        report.failures(level).stream()
            .map(RuleResult::rule)
            .map(rule -> rule.id())
            .collect(Collectors.joining(", "));
    return ids.isEmpty() ? "none" : ids;
  }

  private static String versioned(String name, Peer peer) {
    Peer.Outcome outcome = peer.run(name.equals("oras") ? "version" : "--version");
    Matcher version = VERSION.matcher(outcome.out());
    assertThat(version.find()).as(outcome.out()).isTrue();
    return name + " " + version.group();
  }

  /** The rows of the list in the document. */
  private static List<String> listed() throws IOException {
    String text = Files.readString(DOCUMENT);
    String section = text.substring(text.indexOf("## What tools write"));
    return section
        .lines()
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static McvClient client() {
    return new McvClient(new HostEnvironment(Map.of(), Path.of("/nonexistent")));
  }
}
