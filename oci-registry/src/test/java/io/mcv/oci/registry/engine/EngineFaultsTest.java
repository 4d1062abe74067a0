package io.mcv.oci.registry.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.registry.config.UserEnvironment;
import io.mcv.oci.registry.engine.EngineException.Problem;
import io.mcv.testing.engine.ScriptedEngine;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that are not there, or not as they must be, are told of within two seconds. */
class EngineFaultsTest {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  @TempDir Path folder = Path.of("");

  @Test
  void noSocket() {
    assertTold(Problem.ABSENT, "no such socket", "CONTAINER_HOST", "podman system service");
  }

  @Test
  void aSocketThatNobodyServes() throws IOException {
    ServerSocketChannel server = listen();
    server.close();

    assertThat(Files.exists(socket())).isTrue();
    assertTold(Problem.REFUSED, "refused the connection", "podman system service");
  }

  @Test
  void aFileThatIsNoSocket() throws IOException {
    Files.writeString(socket(), "no socket");

    assertTold(Problem.REFUSED, "refused the connection");
  }

  @Test
  void anEngineThatNeverAnswers() throws IOException {
    try (ScriptedEngine server = ScriptedEngine.at(socket(), Map.of())) {
      assertTold(Problem.SILENT, "did not answer in time", "CONTAINER_HOST");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anEngineThatAcceptsNobody() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket()), 1);
      List<SocketChannel> queue = new ArrayList<>();
      try {
        // As many as the queue of the socket takes; one more would wait.
        for (int i = 0; i < 2; i++) {
          queue.add(SocketChannel.open(UnixDomainSocketAddress.of(socket())));
        }
        assertTold(Problem.SILENT, "did not answer in time");
      } finally {
        for (SocketChannel waiting : queue) {
          waiting.close();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\n\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nOK",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 200 OK\r\nApi-Ver"
      })
  void anEngineThatAnswersSomethingElse(String answer) throws IOException {
    try (ScriptedEngine server = ScriptedEngine.at(socket(), Map.of("GET /_ping", answer))) {
      EngineException e = told();

      assertThat(e.problem()).isIn(Problem.GARBLED, Problem.BROKEN, Problem.UNSUITABLE);
      assertThat(e.getMessage()).contains(socket().toString()).doesNotContain("\n");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anEndlessHead() throws IOException {
    String endless = "HTTP/1.1 200 OK\r\n" + "X-Field: value\r\n".repeat(10_000);
    try (ScriptedEngine server = ScriptedEngine.at(socket(), Map.of("GET /_ping", endless))) {
      assertTold(Problem.GARBLED, "too long a header");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aPathThatIsTooLongForASocket() {
    Path longer = folder.resolve("x".repeat(120));

    assertThatThrownBy(() -> engine(longer).greet(LONGEST)).isInstanceOf(EngineException.class);
  }

  private void assertTold(Problem problem, String... parts) {
    EngineException e = told();

    assertThat(e.problem()).isEqualTo(problem);
    assertThat(e.getMessage()).contains("podman's engine at unix://" + socket()).contains(parts);
  }

  private EngineException told() {
    Instant begin = Instant.now();
    try {
      engine(socket()).find("x");
      throw new AssertionError("the engine was believed");
    } catch (EngineException e) {
      assertThat(Duration.between(begin, Instant.now())).isLessThan(LONGEST);
      return e;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ServerSocketChannel listen() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return server.bind(UnixDomainSocketAddress.of(socket()));
  }

  private Path socket() {
    return folder.resolve("engine.sock");
  }

  private Engine engine(Path socket) throws IOException {
    Map<String, String> variables = Map.of("CONTAINER_HOST", "unix://" + socket);
    return Engine.of(EngineKind.PODMAN, new UserEnvironment(variables, folder, folder));
  }
}
