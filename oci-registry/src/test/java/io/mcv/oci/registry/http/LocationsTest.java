package io.mcv.oci.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {
  private static final URI BASE =
      URI.create("https://registry.example:5000/v2/a/blobs/uploads/?from=b");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v2/a/1                         | https://registry.example:5000/v2/a/1
          1?state=x                       | https://registry.example:5000/v2/a/blobs/uploads/1?state=x
          ?last=b&n=2                     | https://registry.example:5000/v2/a/blobs/uploads/?last=b&n=2
          https://other.example/1?s=%2Fx  | https://other.example/1?s=%2Fx
          HTTP://other.example/1          | HTTP://other.example/1
          //other.example/1               | https://other.example/1
          '  /v2/a/1  '                   | https://registry.example:5000/v2/a/1
          """)
  void aPlaceIsRelativeToTheRequest(String location, String whole) throws IOException {
    assertThat(Locations.resolve(BASE, location)).hasToString(whole);
  }

  @Test
  void aQueryAloneIsOneOfTheSamePath() throws IOException {
    URI list = URI.create("https://registry.example/v2/a/tags/list?n=1");
    assertThat(Locations.resolve(list, "?n=1&last=b"))
        .hasToString("https://registry.example/v2/a/tags/list?n=1&last=b");
  }

  @Test
  void whatWasEscapedStaysAsItIs() throws IOException {
    assertThat(Locations.resolve(BASE, "/x?_state=a%2Bb%3D%3D").getRawQuery())
        .isEqualTo("_state=a%2Bb%3D%3D");
  }

  @Test
  void charactersThatPresignedPlacesHoldAreEscaped() throws IOException {
    assertThat(Locations.resolve(BASE, "https://s.example/a b?d=\"x\"|{y}"))
        .hasToString("https://s.example/a%20b?d=%22x%22%7C%7By%7D");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://other.example/x",
        "gopher://other.example/x",
        "mailto:somebody@example.com",
        "https:///x",
        "https://user:password@other.example/x",
        "https://a%zz/",
        "http://other.example:99999999999/"
      })
  void whatHttpDoesNotLeadToIsRefused(String location) {
    assertThatThrownBy(() -> Locations.resolve(BASE, location))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("registry.example:5000 names the place")
        .hasMessageNotContaining("password");
  }

  @Test
  void aPlaceThatIsMuchTooLongIsRefused() {
    assertThatThrownBy(() -> Locations.resolve(BASE, "/" + "x".repeat(20_000)))
        .isInstanceOf(ConnectionException.class);
  }

  @Test
  void theMessageShowsNoQuery() {
    assertThatThrownBy(() -> Locations.resolve(BASE, "ftp://other.example/x?signature=secret"))
        .hasMessageNotContaining("secret");
  }
}
