package io.mcv.oci.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request goes out as often as it is sent, whatever the answer is. */
class NoRepeatsTest {
  @ParameterizedTest
  @CsvSource({"408,", "408,0", "408,7", "503,", "503,0", "503,7", "429,0", "200,"})
  void anAnswerIsGivenToTheCallerAtOnceAsItCame(int status, @Nullable String retryAfter)
      throws IOException {
    try (MockWebServer server = new MockWebServer();
        HttpTransport transport = transport()) {
      server.start();
      for (int i = 0; i < 2; i++) {
        MockResponse.Builder answer = new MockResponse.Builder().code(status);
        server.enqueue(
            (retryAfter == null ? answer : answer.setHeader("Retry-After", retryAfter)).build());
      }

      HttpRequest request = HttpRequest.of("GET", URI.create(server.url("/v2/").toString()));
      try (HttpResponse response = transport.send(request)) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.fields().first("Retry-After")).isEqualTo(retryAfter);
        assertThat(response.fields().asMap().keySet()).noneMatch(name -> name.startsWith("Mcv-"));
      }
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
  }

  private static HttpTransport transport() {
    return new HttpTransport(
        Timeouts.DEFAULT,
        server -> {
          throw new IOException("no TLS here");
        },
        ProxySelector.of(null),
        proxy -> null,
        HostResolver.SYSTEM,
        line -> {});
  }
}
