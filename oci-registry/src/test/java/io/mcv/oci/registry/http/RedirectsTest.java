package io.mcv.oci.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of the table of {@link Redirects}. */
class RedirectsTest {
  private static final HttpRequest REQUEST =
      HttpRequest.of("GET", URI.create("https://registry.example/v2/a/blobs/b"))
          .with("Authorization", "Basic c2VjcmV0")
          .with("Cookie", "session=1")
          .with("Accept", "application/json");

  private final List<HttpRequest> sent = new ArrayList<>();
  private final HostResolver resolver =
      host -> {
        String address =
            switch (host) {
              case "registry.example", "storage.example" -> "203.0.113.7";
              case "inside.example" -> "10.0.0.7";
              default -> throw new UnknownHostException(host);
            };
        return List.of(InetAddress.getByName(address));
      };

  @ParameterizedTest
  @CsvSource({
    "GET, 301", "GET, 302", "GET, 303", "GET, 307", "GET, 308",
    "HEAD, 301", "HEAD, 302", "HEAD, 303", "HEAD, 307", "HEAD, 308",
    "PUT, 307", "PUT, 308", "PATCH, 307", "POST, 308"
  })
  void aRedirectIsFollowedByTheSameMethodAndWithTheSameBody(String method, int status)
      throws IOException {
    HttpContent body = HttpContent.of(new byte[3]);
    HttpRequest request = HttpRequest.of(method, REQUEST.uri()).withContent(body);

    assertThat(send(request, status, "/elsewhere").status()).isEqualTo(200);

    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).method()).isEqualTo(method);
    assertThat(sent.get(1).uri()).hasToString("https://registry.example/elsewhere");
    assertThat(sent.get(1).content()).isSameAs(body);
  }

  @ParameterizedTest
  @CsvSource({"PUT, 301", "PUT, 302", "POST, 303", "PATCH, 302", "DELETE, 301"})
  void whatWritesIsNotSentElsewhereByARedirectForReading(String method, int status)
      throws IOException {
    assertThat(send(HttpRequest.of(method, REQUEST.uri()), status, "/elsewhere").status())
        .isEqualTo(status);
    assertThat(sent).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 305, 306})
  void otherStatusesAreAnswersAndNoRedirects(int status) throws IOException {
    assertThat(send(REQUEST, status, "/elsewhere").status()).isEqualTo(status);
  }

  @Test
  void aRedirectWithoutAPlaceIsAnAnswer() throws IOException {
    assertThat(send(REQUEST, 307, null).status()).isEqualTo(307);
  }

  @Test
  void onTheSameServerCredentialsStay() throws IOException {
    send(REQUEST, 307, "https://REGISTRY.example:443/elsewhere");
    assertThat(sent.get(1).fields().first("Authorization")).isEqualTo("Basic c2VjcmV0");
    assertThat(sent.get(1).guarded()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://storage.example/b",
        "https://registry.example:8443/b",
        "//storage.example/b",
        "https://sub.registry.example/b"
      })
  void onAnotherHostOrPortCredentialsAndCookiesAreLeftOut(String place) throws IOException {
    send(REQUEST, 307, place);
    assertThat(sent.get(1).fields().asMap()).containsOnlyKeys("Accept");
  }

  @Test
  void anotherSchemeIsAnotherServer() throws IOException {
    HttpRequest plain = REQUEST.to(URI.create("http://registry.example/v2/a/blobs/b"));
    send(plain, 307, "https://registry.example/v2/a/blobs/b");
    assertThat(sent.get(1).fields().first("Authorization")).isNull();
  }

  @Test
  void fromHttpsToHttpIsRefusedAndTheQueryIsNotTold() {
    assertThatThrownBy(() -> send(REQUEST, 307, "http://storage.example/b?signature=secret"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("plain http")
        .hasMessageContaining("storage.example")
        .hasMessageNotContaining("secret");
    assertThat(sent).hasSize(1);
  }

  @Test
  void whereAPublicServerLeadsIsKeptOutOfPrivateNetworks() throws IOException {
    send(REQUEST, 307, "https://storage.example/b");
    assertThat(sent.get(1).guarded()).isTrue();
  }

  @Test
  void aServerInAPrivateNetworkMayLeadToOthersThere() throws IOException {
    send(REQUEST.to(URI.create("https://inside.example/b")), 307, "https://10.0.0.8/b");
    assertThat(sent.get(1).guarded()).isFalse();
  }

  @Test
  void whatWasGuardedStaysGuarded() throws IOException {
    HttpRequest guarded =
        REQUEST.to(URI.create("https://inside.example/b")).guardedFromPrivateNetworks();
    send(guarded, 307, "https://10.0.0.8/b");
    assertThat(sent.get(1).guarded()).isTrue();
  }

  @Test
  void aCircleEnds() {
    Exchange circle =
        request -> {
          sent.add(request);
          return answer(request, 307, "/again?n=secret");
        };
    assertThatThrownBy(() -> new Redirects(circle, resolver).send(REQUEST))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("more than 5 times")
        .hasMessageNotContaining("secret");
    assertThat(sent).hasSize(Redirects.MAX_HOPS + 1);
  }

  @Test
  void fiveHopsAreFollowed() throws IOException {
    Exchange hops =
        request -> {
          sent.add(request);
          return answer(request, sent.size() <= Redirects.MAX_HOPS ? 302 : 200, "/next");
        };
    assertThat(new Redirects(hops, resolver).send(REQUEST).status()).isEqualTo(200);
  }

  private HttpResponse send(HttpRequest request, int status, @Nullable String location)
      throws IOException {
    Exchange next =
        each -> {
          sent.add(each);
          return sent.size() == 1 ? answer(each, status, location) : answer(each, 200, null);
        };
    return new Redirects(next, resolver).send(request);
  }

  private static HttpResponse answer(HttpRequest request, int status, @Nullable String location) {
    Map<String, List<String>> fields =
        location == null ? Map.of() : Map.of("Location", List.of(location));
    return new HttpResponse(
        request, status, HttpFields.of(fields), new ByteArrayInputStream(new byte[0]));
  }
}
