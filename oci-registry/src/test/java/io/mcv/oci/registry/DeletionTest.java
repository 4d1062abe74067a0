package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.model.NotFoundException;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deletes: a tag alone where a registry can; elsewhere its manifest, and the tags that go with it
 * are told; 405 says that it is turned off; a lost answer is not a missing image.
 */
class DeletionTest {
  private static final SmallImage IMAGE = SmallImage.of("layer");

  @TempDir Path temp;

  @Test
  void whereATagCannotGoAloneItsManifestGoesWithAllOfItsTags() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client = client()) {
      push(client, registry.image("a:v1"), IMAGE);
      push(client, registry.image("a:latest"), IMAGE);
      push(client, registry.image("a:other"), SmallImage.of("other"));

      Deletion deletion = client.delete(Transfers.name(registry.image("a:v1")));

      assertThat(deletion.digest()).isEqualTo(IMAGE.manifest().digest());
      assertThat(deletion.tags()).containsExactlyInAnyOrder("v1", "latest");
      assertThatThrownBy(() -> client.source(Transfers.name(registry.image("a:latest"))))
          .isInstanceOf(NotFoundException.class);
      client.source(Transfers.name(registry.image("a:other"))).close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void whereATagCanGoAloneNothingElseDoes(int status) throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        RegistryClient client = client()) {
      server.on("DELETE", "/v2/a/manifests/v1", status(status));
      assertThat(client.delete(Transfers.name(server.host() + "/a:v1")))
          .isEqualTo(new Deletion(null, List.of("v1")));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aDigestIsDeletedWithItsTags() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client = client()) {
      push(client, registry.image("a:v1"), IMAGE);
      Deletion deletion =
          client.delete(Transfers.name(registry.image("a@" + IMAGE.manifest().digest())));
      assertThat(deletion.tags()).containsExactly("v1");
    }
  }

  @Test
  void aRegistryThatDoesNotDeleteSaysSo() throws Exception {
    try (LoopbackRegistry registry =
            LoopbackRegistry.setup(temp.resolve("registry")).withoutDeletes().start();
        RegistryClient client = client()) {
      push(client, registry.image("a:v1"), IMAGE);
      assertThatThrownBy(() -> client.delete(Transfers.name(registry.image("a:v1"))))
          .isInstanceOf(RegistryAnswerException.class)
          .hasMessageContaining("405 Method Not Allowed");
    }
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client = client()) {
      push(client, registry.image("a:v1"), IMAGE);
      assertThatThrownBy(() -> client.delete(Transfers.name(registry.image("a:v2"))))
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void anAnswerThatIsLostDoesNotMakeADeletionFail() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        FaultProxy proxy = FaultProxy.before(registry);
        RegistryClient client = client()) {
      push(client, registry.image("a:v1"), IMAGE);
      proxy.inject(
          new Fault.ResetAfter(),
          1,
          r -> r.method().equals("DELETE") && r.path().contains("sha256:"));
      assertThat(client.delete(Transfers.name(proxy.image("a:v1"))).tags()).containsExactly("v1");
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
