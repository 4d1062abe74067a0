package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;
import static io.mcv.oci.registry.ScriptedServer.json;
import static io.mcv.oci.registry.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.cosign.ImageVerifier;
import io.mcv.oci.cosign.SignatureVerdict;
import io.mcv.oci.cosign.Signer;
import io.mcv.oci.cosign.Verification;
import io.mcv.oci.cosign.VerificationPolicy;
import io.mcv.oci.cosign.Wanted;
import io.mcv.oci.cosign.bundle.LayerSignature;
import io.mcv.oci.cosign.bundle.SimpleSigningPayload;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.image.DigestTags;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signatures are found wherever a registry keeps them, whether it lists its tags or not, and what a
 * registry or another writer adds makes them neither hidden nor costly.
 */
@Timeout(60)
class SignaturesInRegistryTest {
  private static final MediaType SIMPLE_SIGNING =
      new MediaType("application/vnd.dev.cosign.simplesigning.v1+json");
  private static final String TAGS = "/v2/a/tags/list.*";
  private static final String REFERRERS = "/v2/a/referrers/.*";
  private static final SmallImage IMAGE = SmallImage.of("image");
  private static final Digest DIGEST = IMAGE.manifest().digest();
  private static final String SIGNATURE_TAG = DigestTags.of(DIGEST) + ".sig";
  private static final SigningKey KEY = SigningKey.generate(KeyType.ECDSA_P256);

  @TempDir Path temp;
  private final RecordedLines told = new RecordedLines();
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.start();
    IMAGE.at(server, "a", "v1");
    list(SIGNATURE_TAG);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aTagOfAnImageIsFoundInTheListOfTags() throws Exception {
    tag(signature());

    assertThat(verify()).isInstanceOf(Verification.Verified.class);
    assertThat(server.requests("GET", ".*\\.att")).as("not listed, not asked for").isEmpty();
  }

  @Test
  void aTagIsAskedForWhereTagsAreNotListed() throws Exception {
    tag(signature());
    server.on("GET", TAGS, status(403));

    assertThat(verify()).isInstanceOf(Verification.Verified.class);
    assertThat(told.info()).anyMatch(each -> each.contains("asked for one by one"));
  }

  @Test
  void aTagIsAskedForWhereThereAreVeryManyTags() throws Exception {
    tag(signature());
    server.on(
        "GET",
        TAGS,
        request -> {
          int page = server.requests("GET", TAGS).size();
          return json(200, "{\"tags\":[\"t" + page + "\"]}")
              .setHeader("Link", "</v2/a/tags/list?last=" + page + ">; rel=\"next\"")
              .build();
        });

    assertThat(verify()).isInstanceOf(Verification.Verified.class);
    assertThat(server.requests("GET", TAGS)).hasSize(10);
  }

  @Test
  void aReferrerIsFoundThoughTheListSaysAnotherType() throws Exception {
    refer(referrer(signature()));

    assertThat(verify()).isInstanceOf(Verification.Verified.class);
  }

  @Test
  void aReferrerIsFoundByTheTagWhereTheRegistryListsNeitherTagsNorReferrers() throws Exception {
    RawManifest referrer = referrer(signature());
    server.manifest("a", "unnamed", referrer);
    server.on("GET", TAGS, status(401));
    server.manifest("a", DigestTags.of(DIGEST), index(List.of(referrer.descriptor())));

    assertThat(verify()).isInstanceOf(Verification.Verified.class);
  }

  @Test
  void aReferrerOfAnotherImageIsNone() throws Exception {
    Descriptor other = SmallImage.of("other").manifest().descriptor();
    refer(manifest(List.of(signature()), other));

    assertThat(verify()).isInstanceOf(Verification.Unsigned.class);
  }

  @Test
  void whatIsNoManifestDoesNotHideASignature() throws Exception {
    tag(signature());
    Descriptor broken =
        Descriptor.of(MediaType.OCI_MANIFEST, "broken".getBytes(StandardCharsets.US_ASCII));
    Descriptor gone = Descriptor.of(MediaType.OCI_MANIFEST, new byte[] {1});
    server.on("GET", ".*/" + broken.digest(), r -> json(200, "broken").build());
    referrers(List.of(broken, gone));

    assertThat(verify()).isInstanceOf(Verification.Verified.class);
    assertThat(told.info()).anyMatch(each -> each.contains("this referrer is left out"));
  }

  @Test
  void aTagThatCannotBeReadDoesNotHideASignature() throws Exception {
    refer(referrer(signature()));
    server.on(
        "GET",
        "/v2/a/manifests/" + SIGNATURE_TAG,
        r -> ScriptedServer.bytes(new byte[5_000_000]).build());

    assertThat(verify()).isInstanceOf(Verification.Verified.class);
    assertThat(told.info()).anyMatch(each -> each.contains("what it holds is left out"));
  }

  @Test
  void aBlobThatLiesOrIsGoneDoesNotHideASignature() throws Exception {
    Descriptor good = signature();
    Descriptor gone = like(good, Digest.sha256(new byte[] {1}), good.size());
    Descriptor other = like(good, Digest.sha256(new byte[] {2}), good.size());
    Descriptor longer = like(good, Digest.sha256(new byte[] {3}), 10);
    server.on(
        "GET",
        ".*/" + other.digest(),
        r -> ScriptedServer.bytes(new byte[(int) good.size()]).build());
    server.on(
        "GET", ".*/" + longer.digest(), r -> ScriptedServer.bytes(new byte[1_000_000]).build());
    tag(gone, other, longer, good);

    Verification verification = verify();

    assertThat(verification).isInstanceOf(Verification.Verified.class);
    assertThat(verification.signatures())
        .extracting(SignatureVerdict::reason)
        .containsExactly(Reason.BLOB_MISMATCH, Reason.BLOB_MISMATCH, Reason.BLOB_MISMATCH, null);
  }

  @Test
  void whatSaysThatItIsHugeIsNotAskedFor() throws Exception {
    Descriptor good = signature();
    tag(like(good, Digest.sha256(new byte[] {1}), 1L << 40), good);

    Verification verification = verify();

    assertThat(verification).isInstanceOf(Verification.Verified.class);
    assertThat(verification.signatures())
        .extracting(SignatureVerdict::reason)
        .containsExactly(Reason.LIMIT_EXCEEDED, null);
  }

  @Test
  void tenThousandSignaturesAreRefused() throws Exception {
    Descriptor bare = Descriptor.of(SIMPLE_SIGNING, new byte[0]);
    server.manifest("a", SIGNATURE_TAG, manifest(Collections.nCopies(10_000, bare), null));

    assertThatThrownBy(this::verify)
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("more than 1000 signatures");
  }

  @Test
  void tenThousandReferrersAreRefused() throws Exception {
    List<Descriptor> listed = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] each = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
      listed.add(Descriptor.of(MediaType.OCI_MANIFEST, each));
    }
    referrers(listed);

    assertThatThrownBy(this::verify)
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("more than 1000 manifests refer to");
    assertThat(server.requests("GET", "/v2/a/manifests/.*")).as("only the image").hasSize(1);
  }

  @Test
  void aListOfReferrersWithoutEndIsLeft() throws Exception {
    List<Descriptor> many =
        Collections.nCopies(5_000, Descriptor.of(MediaType.OCI_MANIFEST, new byte[0]));
    server.on(
        "GET",
        REFERRERS,
        request ->
            listing(index(many))
                .setHeader(
                    "Link", "</v2/a/referrers/x?n=" + server.requests().size() + ">; rel=\"next\"")
                .build());

    assertThatThrownBy(this::verify)
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("more than 10000");
    assertThat(server.requests("GET", REFERRERS)).hasSize(3);
  }

  private Verification verify() throws IOException {
    VerificationPolicy policy =
        VerificationPolicy.of(new Signer.Keys(List.of(KEY.publicKey())), TrustedRoot.NONE)
            .withoutLog();
    RegistryOptions options = Transfers.options(temp.resolve("home")).listener(told).build();
    try (RegistryClient client = new RegistryClient(options);
        ImageSource source = client.source(Transfers.name(server.host() + "/a:v1"))) {
      return new ImageVerifier(policy).verify(source, DIGEST, Wanted.ImageSignature.plain());
    }
  }

  /** A signature of the image, whose blob is there. */
  private Descriptor signature() {
    byte[] payload = new SimpleSigningPayload("", DIGEST, Map.of()).json();
    server.blob("a", payload);
    String signature = KEY.sign(payload, SignatureScheme.ECDSA_SHA256).base64();
    return Descriptor.of(SIMPLE_SIGNING, payload)
        .withAnnotations(Map.of(LayerSignature.SIGNATURE, signature));
  }

  private static Descriptor like(Descriptor signature, Digest digest, long size) {
    return Descriptor.of(SIMPLE_SIGNING, digest, size).withAnnotations(signature.annotations());
  }

  private void tag(Descriptor... signatures) {
    server.manifest("a", SIGNATURE_TAG, manifest(Arrays.asList(signatures), null));
  }

  private RawManifest referrer(Descriptor signature) {
    return manifest(List.of(signature), IMAGE.manifest().descriptor());
  }

  private static RawManifest manifest(List<Descriptor> layers, @Nullable Descriptor subject) {
    Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, SmallImage.CONFIG);
    return new ImageManifest(MediaType.OCI_MANIFEST, null, config, layers, subject, null).toRaw();
  }

  private void refer(RawManifest referrer) {
    server.manifest("a", "unnamed", referrer);
    referrers(
        List.of(
            referrer
                .descriptor()
                .withArtifactType(new MediaType("application/vnd.oci.empty.v1+json"))));
  }

  private void referrers(List<Descriptor> listed) {
    server.on("GET", REFERRERS, r -> listing(index(listed)).build());
  }

  private static MockResponse.Builder listing(RawManifest index) {
    return answer(200)
        .setHeader("Content-Type", MediaType.OCI_INDEX.value())
        .body(ScriptedServer.buffer(index.bytes()));
  }

  private static RawManifest index(List<Descriptor> listed) {
    return new ImageIndex(MediaType.OCI_INDEX, null, listed, null, null).toRaw();
  }

  private void list(String tag) {
    server.on("GET", TAGS, r -> json(200, "{\"tags\":[\"v1\",\"" + tag + "\"]}").build());
  }
}
