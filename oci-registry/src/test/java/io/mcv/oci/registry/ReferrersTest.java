package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;
import static io.mcv.oci.registry.ScriptedServer.json;
import static io.mcv.oci.registry.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.DigestTags;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Referrers: the tag that stands in where a registry does not know subjects, changed by GET and PUT
 * under If-Match, without duplicates, with type and annotations; the registry's own list, by pages,
 * filtered here unless there.
 */
class ReferrersTest {
  private static final SmallImage SUBJECT = SmallImage.of("subject");
  private static final Digest DIGEST = SUBJECT.manifest().digest();
  private static final String TAG = "sha256-" + DIGEST.hex();
  private static final SmallImage REFERRER =
      SmallImage.of(
          "signature".getBytes(StandardCharsets.US_ASCII),
          SUBJECT.manifest().descriptor(),
          Map.of("org.example.by", "somebody"));

  @TempDir Path temp;

  @Test
  void aRegistryThatKnowsNoSubjectsGetsATag() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client = client()) {
      push(client, registry.image("a:v1"), SUBJECT);
      push(client, registry.image("a:sig"), REFERRER);

      ImageSource tagged = client.source(Transfers.name(registry.image("a:" + TAG)));
      Descriptor entry = ((ImageIndex) tagged.manifest().parse()).manifests().get(0);
      assertThat(entry.digest()).isEqualTo(REFERRER.manifest().digest());
      assertThat(entry.artifactType())
          .as("that of the configuration")
          .isEqualTo(MediaType.OCI_CONFIG);
      assertThat(entry.annotation("org.example.by")).isEqualTo("somebody");
      assertThat(client.referrers(Transfers.name(registry.image("a@" + DIGEST)), null))
          .containsExactly(entry);
    }
  }

  @Test
  void theTagKeepsWhatItHasAndGetsNothingTwice() throws Exception {
    SmallImage second =
        SmallImage.of(new byte[] {1}, SUBJECT.manifest().descriptor(), Map.of("n", "2"));
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client = client()) {
      push(client, registry.image("a:v1"), SUBJECT);
      push(client, registry.image("a:sig"), REFERRER);
      push(client, registry.image("a:sig2"), second);
      push(client, registry.image("a:again"), REFERRER);
      assertThat(client.referrers(Transfers.name(registry.image("a@" + DIGEST)), null))
          .extracting(Descriptor::digest)
          .containsExactly(REFERRER.manifest().digest(), second.manifest().digest());
    }
  }

  @Test
  void referrersAreFilteredByTypeHere() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client = client()) {
      push(client, registry.image("a:v1"), SUBJECT);
      push(client, registry.image("a:sig"), REFERRER);
      var name = Transfers.name(registry.image("a@" + DIGEST));
      assertThat(client.referrers(name, MediaType.OCI_CONFIG)).hasSize(1);
      assertThat(client.referrers(name, new MediaType("application/other"))).isEmpty();
    }
  }

  @Test
  void aRegistryThatKnowsTheSubjectGetsNoTag() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("PUT", ".*", r -> answer(201).setHeader("OCI-Subject", DIGEST).build());
      publish(server);
      assertThat(server.lines()).containsExactly("PUT /v2/a/manifests/sig");
    }
  }

  @Test
  void theTagIsReplacedOnlyIfNobodyElseHasChangedIt() throws Exception {
    RawManifest before = index(entry("one"));
    RawManifest meanwhile = index(entry("one"), entry("two"));
    RawManifest after = index(entry("one"), entry("two"), REFERRER.manifest().descriptor());
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("PUT", ".*", status(201));
      server.on("PUT", ".*/" + TAG, 1, status(412));
      server.on("GET", ".*/" + TAG, r -> tagged(after, "\"3\""));
      server.on("GET", ".*/" + TAG, 1, r -> tagged(meanwhile, "\"2\""));
      server.on("GET", ".*/" + TAG, 1, r -> tagged(before, "\"1\""));
      publish(server);

      List<RecordedRequest> puts = server.requests("PUT", ".*/" + TAG);
      assertThat(puts)
          .extracting(r -> r.getHeaders().get("If-Match"))
          .containsExactly("\"1\"", "\"2\"");
      assertThat(ImageIndex.parse(ScriptedServer.body(puts.get(1))).manifests())
          .extracting(Descriptor::digest)
          .containsExactly(
              entry("one").digest(), entry("two").digest(), REFERRER.manifest().digest());
    }
  }

  @Test
  void aTagThatIsAlwaysChangedByOthersIsGivenUp() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("PUT", ".*", status(201));
      server.on("PUT", ".*/" + TAG, status(412));
      assertThatThrownBy(() -> publish(server))
          .isInstanceOf(RegistryAnswerException.class)
          .hasMessageContaining("412 Precondition Failed");
    }
  }

  @Test
  void theTagOfALongDigestIsCutAsTheSpecificationHasIt() {
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, new byte[0]);
    assertThat(DigestTags.of(sha512)).isEqualTo("sha512-" + sha512.hex().substring(0, 64));
  }

  @Test
  void theRegistrysOwnListIsReadPageByPage() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client()) {
      String place = "/v2/a/referrers/" + DIGEST;
      server.on(
          "GET",
          place,
          r ->
              json(200, text(index(entry("one"))))
                  .setHeader("Link", "<?page=2>; rel=\"next\"")
                  .build());
      server.on("GET", place + "\\?page=2", r -> json(200, text(index(entry("two")))).build());
      assertThat(client.referrers(Transfers.name(server.host() + "/a@" + DIGEST), null))
          .extracting(Descriptor::digest)
          .containsExactly(entry("one").digest(), entry("two").digest());
    }
  }

  @Test
  void aListIsFilteredHereUnlessTheRegistryHasDoneIt() throws Exception {
    MediaType wanted = new MediaType("application/wanted");
    RawManifest both = index(entry("one").withArtifactType(wanted), entry("two"));
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client()) {
      var name = Transfers.name(server.host() + "/a@" + DIGEST);
      server.on("GET", "/v2/a/referrers/.*", r -> json(200, text(both)).build());
      assertThat(client.referrers(name, wanted)).hasSize(1);
      assertThat(server.requests().get(0).getTarget())
          .endsWith("?artifactType=application%2Fwanted");

      server.on(
          "GET",
          "/v2/a/referrers/.*",
          r -> json(200, text(both)).setHeader("OCI-Filters-Applied", "artifactType").build());
      assertThat(client.referrers(name, wanted)).hasSize(2);
    }
  }

  @Test
  void neitherAListNorATagMeansThatThereAreNone() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client = client()) {
      push(client, registry.image("a:v1"), SUBJECT);
      assertThat(client.referrers(Transfers.name(registry.image("a@" + DIGEST)), null)).isEmpty();
    }
  }

  private static MockResponse tagged(RawManifest manifest, String entityTag) {
    return ScriptedServer.whole(manifest)
        .setHeader("ETag", entityTag)
        .body(ScriptedServer.buffer(manifest.bytes()))
        .build();
  }

  private static Descriptor entry(String content) {
    return Descriptor.of(MediaType.OCI_MANIFEST, content.getBytes(StandardCharsets.US_ASCII));
  }

  private static RawManifest index(Descriptor... entries) {
    List<Descriptor> all = new ArrayList<>(List.of(entries));
    return new ImageIndex(MediaType.OCI_INDEX, null, all, null, null).toRaw();
  }

  private static String text(RawManifest manifest) {
    return new String(manifest.bytes(), StandardCharsets.UTF_8);
  }

  private void publish(ScriptedServer server) throws IOException {
    try (RegistryClient client = client();
        ImageSink sink = client.sink(Transfers.name(server.host() + "/a:sig"))) {
      sink.publish(REFERRER.manifest());
    }
  }

  private static void push(RegistryClient client, String to, SmallImage image) throws IOException {
    try (ImageSink sink = client.sink(Transfers.name(to))) {
      Transfers.copy(image, sink);
    }
  }

  private RegistryClient client() throws IOException {
    return new RegistryClient(Transfers.options(temp).build());
  }
}
