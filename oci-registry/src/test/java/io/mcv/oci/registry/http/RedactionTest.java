package io.mcv.oci.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class RedactionTest {

  @Test
  void aQueryIsOnlySaidToBeThere() {
    assertThat(Redaction.of(URI.create("https://s.example:8443/a/b?X-Amz-Signature=secret#x")))
        .isEqualTo("https://s.example:8443/a/b?…");
  }

  @Test
  void aPlaceWithoutAQueryIsShownAsItIs() {
    assertThat(Redaction.of(URI.create("http://s.example/v2/"))).isEqualTo("http://s.example/v2/");
  }

  @Test
  void aUserAndPasswordAreLeftOut() {
    assertThat(Redaction.of(URI.create("https://user:secret@s.example/a")))
        .isEqualTo("https://s.example/a");
  }

  @Test
  void aRequestShowsNeitherFieldsNorQuery() {
    assertThat(
            HttpRequest.of("GET", URI.create("https://s.example/a?signature=secret"))
                .with("Authorization", "Bearer secret"))
        .hasToString("GET https://s.example/a?…");
  }
}
