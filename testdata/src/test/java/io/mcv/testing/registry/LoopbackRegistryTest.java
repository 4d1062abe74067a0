package io.mcv.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.Descriptor;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopbackRegistryTest {
  private static final String CREDENTIALS = LoopbackRegistry.USER + ":" + LoopbackRegistry.PASSWORD;

  @TempDir Path temp;

  @Test
  void anOpenRegistryTakesAnImageWithItsDigestAndListsTheRequests() throws Exception {
    Descriptor image = image();
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"))) {
      push(registry, "--dest-tls-verify=false").orFail();

      assertThat(digest(registry)).isEqualTo(image.digest().toString());
      assertThat(registry.count("PUT", "/manifests/t")).isEqualTo(1);
      assertThat(registry.accesses()).contains(new AccessLine("GET", "/v2/a/b/manifests/t", 200));
    }
  }

  @Test
  void clearedRequestsAreForgotten() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp)) {
      assertThat(get(registry.base().resolve("/v2/")).statusCode()).isEqualTo(200);
      registry.clearAccesses();
      assertThat(get(registry.base().resolve("/v2/none?x=y")).statusCode()).isEqualTo(404);

      assertThat(registry.accesses()).containsExactly(new AccessLine("GET", "/v2/none?x=y", 404));
    }
  }

  @Test
  void aStoppedRegistryComesBackOnItsPortWithItsImages() throws Exception {
    Descriptor image = image();
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"))) {
      push(registry, "--dest-tls-verify=false").orFail();
      registry.stop();
      assertThatThrownBy(() -> get(registry.base())).isInstanceOf(ConnectException.class);

      registry.restart();

      assertThat(digest(registry)).isEqualTo(image.digest().toString());
    }
  }

  @Test
  void aRegistryWithAPasswordRefusesAnother() throws Exception {
    image();
    try (LoopbackRegistry registry = setup().withPassword().start()) {
      assertThat(push(registry, "--dest-tls-verify=false").err()).contains("authentication");
      assertThat(push(registry, "--dest-tls-verify=false", "--dest-creds=someuser:no").err())
          .contains("unauthorized");

      push(registry, "--dest-tls-verify=false", "--dest-creds=" + CREDENTIALS).orFail();
    }
  }

  @Test
  void tlsIsTrustedByTheAuthorityAlone() throws Exception {
    image();
    TestCertificates certificates = TestCertificates.in(temp.resolve("certificates"));
    try (LoopbackRegistry registry = setup().withTls(certificates.server()).start()) {
      assertThat(registry.base().getScheme()).isEqualTo("https");
      assertThat(push(registry).err()).contains("certificate signed by unknown authority");

      push(registry, "--dest-cert-dir=" + certificates.certsFolder(registry.host())).orFail();
    }
  }

  @Test
  void aClientWithoutACertificateIsRefusedWhereOneIsRequired() throws Exception {
    image();
    TestCertificates certificates =
        TestCertificates.in(temp.resolve("certificates"), TestCertificates.KeyType.RSA);
    try (LoopbackRegistry registry =
        setup().withTls(certificates.server()).withClientsOf(certificates.authority()).start()) {
      Path without = certificates.certsFolder(registry.host());
      assertThat(push(registry, "--dest-cert-dir=" + without).err())
          .containsPattern("bad certificate|certificate required");

      Path with = certificates.certsFolder(registry.host(), certificates.client());
      push(registry, "--dest-cert-dir=" + with).orFail();
    }
  }

  @Test
  void aPullThroughCacheFetchesFromTheOther() throws Exception {
    Descriptor image = image();
    try (LoopbackRegistry origin = LoopbackRegistry.in(temp.resolve("origin"))) {
      push(origin, "--dest-tls-verify=false").orFail();
      try (LoopbackRegistry cache = setup().cachesImagesOf(origin.base()).start()) {
        origin.clearAccesses();

        assertThat(digest(cache)).isEqualTo(image.digest().toString());
        assertThat(origin.accesses()).isNotEmpty();
      }
    }
  }

  @Test
  void manifestsCanBeDeletedUnlessThatIsForbidden() throws Exception {
    Descriptor image = image();
    URI path = URI.create("/v2/a/b/manifests/" + image.digest());
    try (LoopbackRegistry registry = setup().start()) {
      push(registry, "--dest-tls-verify=false").orFail();
      assertThat(delete(registry.base().resolve(path))).isEqualTo(202);
    }
    try (LoopbackRegistry registry = setup().withoutDeletes().start()) {
      push(registry, "--dest-tls-verify=false").orFail();
      assertThat(delete(registry.base().resolve(path))).isEqualTo(405);
    }
  }

  @Test
  void aNewerRegistryRunsToo() throws Exception {
    try (LoopbackRegistry registry = setup().running(Peer.newer("docker-registry")).start()) {
      assertThat(get(registry.base().resolve("/v2/")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRegistryThatCannotStartSaysWhy() throws Exception {
    Path none = temp.resolve("none.crt");
    RegistrySetup setup = setup().withTls(new CertificateFiles(none, none));

    assertThatThrownBy(setup::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.crt");
  }

  @Test
  void afterClosingNoProcessIsLeft() throws Exception {
    LoopbackRegistry registry = LoopbackRegistry.in(temp);
    assertThat(ownProcesses()).isPositive();
    registry.close();

    assertThat(ownProcesses()).isZero();
  }

  private static long ownProcesses() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("docker-registry"))
        .count();
  }

  private RegistrySetup setup() {
    return LoopbackRegistry.setup(temp.resolve("registry"));
  }

  private Descriptor image() throws IOException {
    return RandomImages.in(temp.resolve("layout"), 1).image("t", 1000, 70_000);
  }

  private Peer.Outcome push(LoopbackRegistry registry, String... options) {
    String[] command = new String[options.length + 3];
    command[0] = "copy";
    System.arraycopy(options, 0, command, 1, options.length);
    command[options.length + 1] = "oci:" + temp.resolve("layout") + ":t";
    command[options.length + 2] = registry.image("a/b:t");
    return Peer.require("skopeo").with("HOME", temp.toString()).run(command);
  }

  private static String digest(LoopbackRegistry registry) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(registry.base().resolve("/v2/a/b/manifests/t"))
            .header("Accept", "application/vnd.oci.image.manifest.v1+json")
            .build();
    return send(request).headers().firstValue("Docker-Content-Digest").orElse("none");
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return send(HttpRequest.newBuilder(uri).build());
  }

  private static int delete(URI uri) throws Exception {
    return send(HttpRequest.newBuilder(uri).DELETE().build()).statusCode();
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
