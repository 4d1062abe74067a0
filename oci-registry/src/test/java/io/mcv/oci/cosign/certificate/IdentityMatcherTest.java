package io.mcv.oci.cosign.certificate;

import static io.mcv.oci.cosign.certificate.Verifying.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.certificate.TextMatcher.Exactly;
import io.mcv.oci.cosign.certificate.TextMatcher.Matching;
import io.mcv.oci.cosign.verdict.Reason;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which identities are accepted. */
class IdentityMatcherTest {
  private static CertificateIdentity of(@Nullable String issuer, String... names) {
    return new CertificateIdentity(List.of(names), List.of(), issuer, Map.of());
  }

  private static IdentityMatcher exactly(String name, String issuer) {
    return new IdentityMatcher(new Exactly(name), new Exactly(issuer));
  }

  private static TextMatcher matching(String expression) {
    return new Matching(Pattern.compile(expression));
  }

  @Test
  void oneOfTheNamesMustMatch() throws Exception {
    assertThat(exactly("b", "i").check(of("i", "a", "b"))).isEqualTo("b");
    assertRefused(
        Reason.IDENTITY_MISMATCH,
        "the certificate is of 'a' and 1 more, and 'c' is asked for",
        () -> exactly("c", "i").check(of("i", "a", "b")));
    assertRefused(
        Reason.IDENTITY_MISMATCH,
        "the certificate is of nobody",
        () -> new IdentityMatcher(TextMatcher.ANY, TextMatcher.ANY).check(of("i")));
  }

  @Test
  void aUriThatLooksLikeAnAddressIsNone() throws Exception {
    CertificateIdentity both =
        new CertificateIdentity(List.of("uri@x", "mail@x"), List.of("mail@x"), "i", Map.of());
    Exactly issuer = new Exactly("i");

    assertThat(new IdentityMatcher(new Exactly("mail@x"), issuer, true).check(both))
        .isEqualTo("mail@x");
    assertRefused(
        Reason.IDENTITY_MISMATCH,
        "the e-mail address 'uri@x' is asked for",
        () -> new IdentityMatcher(new Exactly("uri@x"), issuer, true).check(both));
  }

  @Test
  void issuerMustMatch() {
    assertRefused(
        Reason.ISSUER_MISMATCH,
        "the identity in the certificate is issued by 'https://i', and 'https://i/x' is asked for",
        () -> exactly("a", "https://i/x").check(of("https://i", "a")));
    assertRefused(
        Reason.ISSUER_MISMATCH,
        "issued by nobody it names",
        () -> new IdentityMatcher(TextMatcher.ANY, TextMatcher.ANY).check(of(null, "a")));
  }

  @Test
  void expressionsMatchTheWholeText() throws Exception {
    IdentityMatcher matcher = new IdentityMatcher(matching("a+"), matching("https://.*"));

    assertThat(matcher.check(of("https://i", "aaa"))).isEqualTo("aaa");
    assertRefused(
        Reason.IDENTITY_MISMATCH,
        "what matches /a+/",
        () -> matcher.check(of("https://i", "xaaa")));
    assertRefused(Reason.IDENTITY_MISMATCH, "'aaax'", () -> matcher.check(of("https://i", "aaax")));
    assertRefused(Reason.ISSUER_MISMATCH, "", () -> matcher.check(of("evil https://i", "aaa")));
  }

  @Test
  void alternativeIsNotTheWholeExpression() {
    IdentityMatcher matcher = new IdentityMatcher(matching("a|b"), TextMatcher.ANY);

    assertRefused(Reason.IDENTITY_MISMATCH, "'ax'", () -> matcher.check(of("i", "ax")));
  }

  @Test
  void namesInErrorsAreSafeToPrint() {
    assertRefused(
        Reason.IDENTITY_MISMATCH,
        "\\u001b[2J",
        () -> exactly("a", "i").check(of("i", "\u001b[2J")));
  }

  @Test
  void anExpressionThatIsTooDeepForTheStackDoesNotMatch() {
    TextMatcher deep = new TextMatcher.Matching(Pattern.compile("(a|b)*"));

    assertThat(deep.matches("ab".repeat(1_000_000))).isFalse();
  }
}
