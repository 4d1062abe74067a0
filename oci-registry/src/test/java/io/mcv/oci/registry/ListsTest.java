package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lists of tags and repositories: the registry's order, pages by relative and absolute links,
 * circles, {@code null}, registries that do not tell.
 */
class ListsTest {
  private static final String TAGS = "/v2/a/tags/list";

  @TempDir Path temp;

  @Test
  void tagsAndRepositoriesOfARealRegistryAreListed() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"));
        RegistryClient client = client()) {
      for (String tag : List.of("zz", "aa", "v1")) {
        try (ImageSink sink = client.sink(Transfers.name(registry.image("team/app:" + tag)))) {
          Transfers.copy(SmallImage.of(tag), sink);
        }
      }
      assertThat(client.tags(Transfers.name(registry.image("team/app"))))
          .containsExactlyInAnyOrder("aa", "v1", "zz");
      assertThat(client.repositories(registry.host())).containsExactly("team/app");
    }
  }

  @Test
  void noNumberIsAskedForAndTheOrderIsTheRegistrys() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", TAGS, r -> json(200, "{\"name\":\"a\",\"tags\":[\"z\",\"a\"]}").build());
      assertThat(tags(server)).containsExactly("z", "a");
      assertThat(server.requests()).extracting(RecordedRequest::getTarget).containsExactly(TAGS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</v2/a/tags/list?last=x&n=1>; rel=\"next\"",
        "<list?last=x&n=1>;rel=next",
        "<?last=x&n=1>; title=\"a\"; rel=\"next\"",
        "</v2/a/tags/list?n=9>; rel=\"prev\", </v2/a/tags/list?last=x&n=1>; rel=\"next\"",
        "</v2/a/tags/list?last=x&n=1>; REL=\"last next\""
      })
  void theNextPageIsWhereTheLinkLeads(String link) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", TAGS, r -> json(200, "{\"tags\":[\"x\"]}").setHeader("Link", link).build());
      server.on("GET", TAGS + "\\?last=x&n=1", r -> json(200, "{\"tags\":[\"y\"]}").build());
      assertThat(tags(server)).containsExactly("x", "y");
    }
  }

  @Test
  void pagesThatGoRoundInACircleAreAnError() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on(
          "GET",
          TAGS + ".*",
          r -> json(200, "{\"tags\":[]}").setHeader("Link", "<list?last=x>; rel=next").build());
      assertThatThrownBy(() -> tags(server))
          .isInstanceOf(RegistryProtocolException.class)
          .hasMessageContaining("round in a circle");
      assertThat(server.requests()).hasSizeLessThan(5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":\"a\",\"tags\":null}", "{\"name\":\"a\"}", "{\"tags\":[]}"})
  void noTagsAreToldInMoreThanOneWay(String body) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", TAGS, r -> json(200, body).build());
      assertThat(tags(server)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"tags\":[1]}", "{\"tags\":\"x\"}", "<html></html>"})
  void whatIsNoListIsAnError(String body) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", TAGS, r -> json(200, body).build());
      assertThatThrownBy(() -> tags(server))
          .isInstanceOf(RegistryProtocolException.class)
          .hasMessageContaining("not a list of names");
    }
  }

  @Test
  void aListThatIsTooLargeIsAnError() throws Exception {
    String large = "{\"tags\":[\"" + "x".repeat(ListNames.MAX_BYTES) + "\"]}";
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", TAGS, r -> json(200, large).build());
      assertThatThrownBy(() -> tags(server)).isInstanceOf(LimitExceededException.class);
    }
  }

  @Test
  void aRegistryThatHasNoListsSaysNotFound() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      assertThatThrownBy(() -> tags(server))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("listing the tags of " + server.host() + "/a");
    }
  }

  @Test
  void aRegistryThatDoesNotShowItsListsSaysForbidden() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.on("GET", TAGS, ScriptedServer.status(403));
      assertThatThrownBy(() -> tags(server))
          .isInstanceOf(RegistryAccessException.class)
          .hasMessageContaining("403 Forbidden");
    }
  }

  private List<String> tags(ScriptedServer server) throws IOException {
    try (RegistryClient client = client()) {
      return client.tags(Transfers.name(server.host() + "/a"));
    }
  }

  private RegistryClient client() throws IOException {
    return new RegistryClient(Transfers.options(temp).build());
  }
}
