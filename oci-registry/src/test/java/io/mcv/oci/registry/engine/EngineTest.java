package io.mcv.oci.registry.engine;

import static io.mcv.testing.engine.EngineAnswers.PING;
import static io.mcv.testing.engine.EngineAnswers.chunked;
import static io.mcv.testing.engine.EngineAnswers.error;
import static io.mcv.testing.engine.EngineAnswers.image;
import static io.mcv.testing.engine.EngineAnswers.json;
import static io.mcv.testing.engine.EngineAnswers.loaded;
import static io.mcv.testing.engine.EngineAnswers.notLoaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.registry.config.UserEnvironment;
import io.mcv.oci.registry.engine.EngineException.Problem;
import io.mcv.testing.engine.ScriptedEngine;
import io.mcv.testing.registry.CertificateFiles;
import io.mcv.testing.registry.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to an engine, and what is made of its answers. */
class EngineTest {
  private static final String ID = "sha256:" + "0123456789abcdef".repeat(4);
  private static final EngineImage IMAGE = new EngineImage(ID, List.of());
  private static final String PODMAN_PING =
      PING.replace("Swarm: inactive", "Libpod-Api-Version: 5.4.2");

  @TempDir Path folder = Path.of("");

  @Test
  void anImageIsLookedUpByTheNewestVersionThatBothKnow() throws IOException {
    try (ScriptedEngine server =
        engine(
            Map.of("GET /_ping", PING, "GET /v1.43/images/team/x:v1/json", image(ID, "team/x")))) {
      assertThat(docker().find("team/x:v1")).isEqualTo(new EngineImage(ID, List.of("team/x")));
      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(request -> assertThat(request).contains("\r\nHost: localhost\r\n"));
    }
  }

  @Test
  void aNewerEngineIsAskedInTheVersionThatIsKnown() throws IOException {
    String newer = PING.replace("1.43", "1.99");
    try (ScriptedEngine server =
        engine(Map.of("GET /_ping", newer, "GET /v1.47/images/x/json", image(ID, "x")))) {
      assertThat(docker().find("x").id()).isEqualTo(ID);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void anOldEngineIsRefused() throws IOException {
    try (ScriptedEngine server = engine(Map.of("GET /_ping", PING.replace("1.43", "1.23")))) {
      assertProblem(docker(), Problem.UNSUITABLE, "1.23 is older than 1.24");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void dockersEngineIsNotTakenForPodmans() throws IOException {
    try (ScriptedEngine server = engine(Map.of("GET /_ping", PING))) {
      assertProblem(podman(), Problem.UNSUITABLE, "it is not podman's");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void podmanIsAskedByPathsOfItsOwn() throws IOException {
    try (ScriptedEngine server =
        engine(
            Map.of(
                "GET /_ping", PODMAN_PING, "GET /v5.0.0/libpod/images/x/json", image(ID, "x")))) {
      assertThat(podman().find("x").id()).isEqualTo(ID);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void whatTheEngineDoesNotHaveIsNotFound() throws IOException {
    try (ScriptedEngine server =
        engine(
            Map.of("GET /_ping", PING, "GET /v1.43/images", error(404, "No such image: x:v1")))) {
      assertThatThrownBy(() -> docker().find("x:v1"))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("docker's engine at unix://" + socket() + " has no image x:v1");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void whatIsNoNameIsNotAskedFor() throws IOException {
    try (ScriptedEngine server = engine(Map.of("GET /_ping", PING))) {
      for (String name : List.of("x y", "x\r\nHost: other", "x?all=1", "x#y", "\u00e9")) {
        assertThatThrownBy(() -> docker().find(name)).isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(server.requests()).allMatch(request -> request.startsWith("GET /_ping "));
    }
  }

  @Test
  void anErrorIsToldInTheWordsOfTheEngineMadeSafe() throws IOException {
    try (ScriptedEngine server =
        engine(
            Map.of(
                "GET /_ping",
                PING,
                "GET /v1.43/images",
                error(500, "layer\\n does \\u001b[31m not exist")))) {
      assertThatThrownBy(() -> docker().find("x"))
          .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.status()).isEqualTo(500))
          .hasMessageEndingWith(
              "failed at looking for x: layer does \\u001b[31m not exist (HTTP 500)");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void anExportIsReadToItsEnd() throws IOException {
    try (ScriptedEngine server =
            engine(
                Map.of(
                    "GET /_ping",
                    PING,
                    "GET /v1.43/images/" + ID + "/get",
                    chunked("first ", "second")));
        InputStream archive = docker().export(IMAGE)) {
      assertThat(archive).hasContent("first second");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void anExportThatIsCutOffIsAnError() throws IOException {
    String whole = chunked("first ", "second");
    for (String answer :
        List.of(
            whole.substring(0, whole.length() - 3),
            whole.substring(0, whole.indexOf("second")),
            json(200, "123456").replace("Length: 6", "Length: 7"))) {
      try (ScriptedEngine server =
              engine(Map.of("GET /_ping", PING, "GET /v1.43/images/", answer));
          InputStream archive = docker().export(IMAGE)) {
        assertThatThrownBy(archive::readAllBytes)
            .isInstanceOfSatisfying(
                EngineException.class, e -> assertThat(e.problem()).isEqualTo(Problem.BROKEN))
            .hasMessageContaining("hung up before its answer was complete");
        assertThat(server.requests()).hasSize(2);
      }
      Files.delete(socket());
    }
  }

  @Test
  void aLoadIsSentInChunksAndItsReportRead() throws IOException {
    try (ScriptedEngine server =
        engine(Map.of("GET /_ping", PING, "POST /v1.43/images/load", loaded("x:latest")))) {
      load(docker());

      assertThat(server.requests().get(1))
          .startsWith("POST /v1.43/images/load?quiet=1 HTTP/1.1\r\n")
          .contains("Content-Type: application/x-tar\r\n")
          .endsWith("\r\n\r\n7\r\nan tar!\r\n0\r\n\r\n");
    }
  }

  @Test
  void aLoadThatFailedAfterStatus200IsAnError() throws IOException {
    try (ScriptedEngine server =
        engine(
            Map.of(
                "GET /_ping", PING, "POST /v1.43/images/load", notLoaded("invalid tar header")))) {
      assertThatThrownBy(() -> load(docker()))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("failed at loading x:latest: invalid tar header");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aLoadThatIsNotFinishedIsNotEnded() throws IOException {
    try (ScriptedEngine server =
        engine(Map.of("GET /_ping", PING, "POST /v1.43/images/load", loaded("x:latest")))) {
      try (EngineLoad load = docker().load("x:latest");
          OutputStream stream = load.stream()) {
        stream.write(new byte[1 << 20]);
      }
      assertThat(server.requests()).hasSize(1); // the second one was cut off
    }
  }

  @Test
  void anEngineAtAPortIsReached() throws IOException {
    ServerSocket port = ScriptedEngine.loopback();
    try (ScriptedEngine server =
        ScriptedEngine.at(
            port, Map.of("GET /_ping", PING, "GET /v1.43/images/x/json", image(ID, "x")))) {
      Engine engine = docker(Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + port.getLocalPort()));

      assertThat(engine.find("x").id()).isEqualTo(ID);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void anEngineInTlsSeesTheCertificateOfTheClient() throws IOException {
    TestCertificates certificates = TestCertificates.in(folder.resolve("certificates"));
    Path client = dockerFolder(certificates);
    SSLServerSocket port = tlsPort(certificates);
    port.setNeedClientAuth(true);
    try (ScriptedEngine server =
        ScriptedEngine.at(
            port, Map.of("GET /_ping", PING, "GET /v1.43/images/x/json", image(ID, "x")))) {
      Engine engine =
          docker(
              Map.of(
                  "DOCKER_HOST",
                  "tcp://localhost:" + port.getLocalPort(),
                  "DOCKER_TLS_VERIFY",
                  "1",
                  "DOCKER_CERT_PATH",
                  client.toString()));

      assertThat(engine.find("x").id()).isEqualTo(ID);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void anEngineWithTheCertificateOfAStrangerIsRefused() throws IOException {
    SSLServerSocket port = tlsPort(TestCertificates.in(folder.resolve("strangers")));
    Path trusted = dockerFolder(TestCertificates.in(folder.resolve("certificates")));
    try (ScriptedEngine server = ScriptedEngine.at(port, Map.of("GET /_ping", PING))) {
      Engine engine =
          docker(
              Map.of(
                  "DOCKER_HOST",
                  "https://localhost:" + port.getLocalPort(),
                  "DOCKER_CERT_PATH",
                  trusted.toString()));

      assertProblem(engine, Problem.BROKEN, "cannot be spoken with in TLS");
      assertThat(server.requests()).isEmpty();
    }
  }

  private static SSLServerSocket tlsPort(TestCertificates certificates) throws IOException {
    CertificateFiles server = certificates.server();
    return (SSLServerSocket)
        certificates
            .clientContext(server)
            .getServerSocketFactory()
            .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static Path dockerFolder(TestCertificates certificates) throws IOException {
    CertificateFiles client = certificates.client();
    Path folder = Files.createDirectories(client.key().resolveSibling("docker"));
    Files.copy(certificates.authority(), folder.resolve("ca.pem"));
    Files.copy(client.certificate(), folder.resolve("cert.pem"));
    Files.copy(client.key(), folder.resolve("key.pem"));
    return folder;
  }

  private static void load(Engine engine) throws IOException {
    try (EngineLoad load = engine.load("x:latest")) {
      load.stream().write("an tar!".getBytes(StandardCharsets.US_ASCII));
      load.finish();
    }
  }

  private static void assertProblem(Engine engine, Problem problem, String message) {
    assertThatThrownBy(() -> engine.find("x"))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.problem()).isEqualTo(problem))
        .hasMessageContaining(message);
  }

  private ScriptedEngine engine(Map<String, String> answers) throws IOException {
    return ScriptedEngine.at(socket(), answers);
  }

  private Path socket() {
    return folder.resolve("engine.sock");
  }

  private Engine docker() throws IOException {
    return docker(Map.of("DOCKER_HOST", "unix://" + socket()));
  }

  private Engine docker(Map<String, String> variables) throws IOException {
    return Engine.of(EngineKind.DOCKER, new UserEnvironment(variables, folder, folder));
  }

  private Engine podman() throws IOException {
    Map<String, String> variables = Map.of("CONTAINER_HOST", "unix://" + socket());
    return Engine.of(EngineKind.PODMAN, new UserEnvironment(variables, folder, folder));
  }
}
