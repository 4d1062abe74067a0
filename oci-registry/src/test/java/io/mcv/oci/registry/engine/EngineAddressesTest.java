package io.mcv.oci.registry.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.registry.config.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressesTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "unix:///run/x.sock, unix:///run/x.sock",
    "tcp://127.0.0.1:1234, tcp://127.0.0.1:1234",
    "tcp://127.0.0.1, tcp://127.0.0.1:2375",
    "tcp://[::1]:1234/, tcp://[::1]:1234",
    "http://engine.example, tcp://engine.example:2375",
    "https://engine.example, tcp://engine.example:2376 (TLS)",
  })
  void theVariableIsRead(String value, String address) throws IOException {
    assertThat(find(EngineKind.DOCKER, Map.of("DOCKER_HOST", value))).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"})
  void dockerSpeaksTlsWhereAVariableSaysSo(String variable) throws IOException {
    Map<String, String> variables =
        Map.of("DOCKER_HOST", "tcp://engine.example", variable, folder.toString());

    assertThat(find(EngineKind.DOCKER, variables)).hasToString("tcp://engine.example:2376 (TLS)");
  }

  @ParameterizedTest
  @CsvSource({
    "ssh://root@host/run/podman/podman.sock, forward the socket with ssh -L",
    "unix://relative.sock, has no absolute path",
    "/run/podman/podman.sock, is not an address",
    "npipe:////./pipe/docker_engine, is not an address",
    "tcp://:1, is not an address",
    "tcp://host:70000, is not an address",
    "tcp://host:1/path, has a path",
    "https://host, does not speak",
  })
  void whatCannotBeUsedIsToldWithTheVariable(String value, String problem) {
    assertThatThrownBy(() -> find(EngineKind.PODMAN, Map.of("CONTAINER_HOST", value)))
        .isInstanceOf(EngineSettingException.class)
        .hasMessageStartingWith("CONTAINER_HOST=" + value)
        .hasMessageContaining(problem);
  }

  @Test
  void aSocketThatIsThereIsTaken() throws IOException {
    Path session = Files.createDirectories(folder.resolve("session/podman"));
    Map<String, String> variables = Map.of("XDG_RUNTIME_DIR", folder + "/session");
    Files.createFile(session.resolve("podman.sock"));
    Files.createFile(folder.resolve("session/docker.sock"));

    assertThat(find(EngineKind.PODMAN, variables))
        .hasToString("unix://" + folder + "/session/podman/podman.sock");
    assertThat(find(EngineKind.DOCKER, variables))
        .hasToString("unix://" + folder + "/session/docker.sock");
  }

  @Test
  void withoutASocketTheUsualOneIsNamed() throws IOException {
    Map<String, String> variables = Map.of("XDG_RUNTIME_DIR", folder + "/session");

    assertThat(find(EngineKind.DOCKER, variables))
        .hasToString("unix://" + folder + "/var/run/docker.sock");
    assertThat(find(EngineKind.PODMAN, variables).toString()).endsWith("/podman/podman.sock");
  }

  private EngineAddress find(EngineKind kind, Map<String, String> variables) throws IOException {
    return new EngineAddresses(new UserEnvironment(variables, folder, folder)).find(kind);
  }
}
