package io.mcv.oci.registry;

import io.mcv.oci.registry.auth.Credential;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpContent;
import io.mcv.oci.registry.http.HttpRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a token server is asked.
 *
 * <table>
 * <caption>The two ways</caption>
 * <tr><td>{@code GET realm?service=…&scope=…&scope=…}</td><td>with a password by Basic, or
 *   anonymously</td></tr>
 * <tr><td>{@code POST realm} with a form, {@code grant_type=refresh_token} or {@code
 *   password}</td><td>with an identity token, as OAuth2 has it</td></tr>
 * </table>
 *
 * @param realm the address of the server
 * @param service the registry, as the server calls it; null where the challenge names none
 * @param scopes what the token is to permit
 * @param guarded whether it may not go into a private network
 * @see <a href="https://distribution.github.io/distribution/spec/auth/oauth/">OAuth2 token
 *     authentication</a>
 */
record TokenRequest(URI realm, @Nullable String service, Set<Scope> scopes, boolean guarded) {
  private static final String CLIENT = "mcv-tool";

  /** An identity token has no user: docker's name for nobody stands in its place. */
  private static final String NO_USER = "<token>";

  HttpRequest get(Credential credential) {
    List<String> query = new ArrayList<>();
    if (realm.getRawQuery() != null && !realm.getRawQuery().isEmpty()) {
      query.add(realm.getRawQuery());
    }
    Credential.Password password = asPassword(credential);
    if (password != null && !password.user().equals(NO_USER)) {
      query.add(field("account", password.user()));
    }
    if (service != null) {
      query.add(field("service", service));
    }
    scopes.forEach(scope -> query.add(field("scope", scope.toString())));
    String all = query.isEmpty() ? "" : "?" + String.join("&", query);
    HttpRequest request = guard(HttpRequest.of("GET", URI.create(withoutQuery() + all)));
    return password == null
        ? request
        : request.with("Authorization", Authenticator.basic(password));
  }

  HttpRequest post(Credential credential) {
    List<String> form = new ArrayList<>();
    if (credential instanceof Credential.IdentityToken identity) {
      form.add(field("grant_type", "refresh_token"));
      form.add(field("refresh_token", identity.token()));
    } else if (credential instanceof Credential.Password password) {
      form.add(field("grant_type", "password"));
      form.add(field("username", password.user()));
      form.add(field("password", password.secret()));
      form.add(field("access_type", "offline"));
    }
    form.add(field("client_id", CLIENT));
    if (service != null) {
      form.add(field("service", service));
    }
    if (!scopes.isEmpty()) {
      form.add(
          field("scope", scopes.stream().map(Scope::toString).collect(Collectors.joining(" "))));
    }
    byte[] body = String.join("&", form).getBytes(StandardCharsets.US_ASCII);
    return guard(HttpRequest.of("POST", realm))
        .with("Content-Type", "application/x-www-form-urlencoded")
        .withContent(HttpContent.of(body));
  }

  private HttpRequest guard(HttpRequest request) {
    return guarded ? request.guardedFromPrivateNetworks() : request;
  }

  private String withoutQuery() {
    String place = realm.toString();
    int end = place.indexOf('#') < 0 ? place.length() : place.indexOf('#');
    int query = place.indexOf('?');
    return place.substring(0, query < 0 ? end : Math.min(query, end));
  }

  private static Credential.@Nullable Password asPassword(Credential credential) {
    if (credential instanceof Credential.IdentityToken identity) {
      return new Credential.Password(NO_USER, identity.token());
    }
    return credential instanceof Credential.Password password ? password : null;
  }

  private static String field(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
