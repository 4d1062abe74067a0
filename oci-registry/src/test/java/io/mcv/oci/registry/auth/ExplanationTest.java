package io.mcv.oci.registry.auth;

import static io.mcv.oci.registry.auth.TestUser.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.registry.auth.Explanation.Outcome;
import io.mcv.oci.registry.auth.Explanation.Step;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {
  private static final RegistryKey QUAY = RegistryKey.parse("quay.io/team");

  @TempDir Path folder;
  private TestUser user;

  @BeforeEach
  void aUser() {
    user = new TestUser(folder);
  }

  private Explanation explain() {
    return user.credentials().explain(QUAY);
  }

  @Test
  void tellsWhichPlacesWereLookedAtUntilOneHadIt() throws IOException {
    user.helper("none", "echo 'credentials not found in native keychain'; exit 1");
    user.authFile("{'credsStore':'none'}");
    Path docker =
        user.file("home/.docker/config.json", "{'auths':{'quay.io':" + entry("alice:pw") + "}}");

    Explanation explanation = explain();

    String runtime = user.authFile().toString();
    String config = user.path("home/.config/containers/auth.json").toString();
    assertThat(explanation.key()).isEqualTo(QUAY);
    assertThat(explanation.steps())
        .containsExactly(
            new Step(runtime, Outcome.NOTHING, "no entry quay.io/team, quay.io"),
            new Step(
                "credential helper docker-credential-none (credsStore in " + runtime + ")",
                Outcome.NOTHING,
                "nothing for quay.io"),
            new Step(config, Outcome.ABSENT, "not there"),
            new Step(docker.toString(), Outcome.USED, "entry quay.io: user alice"));
    assertThat(explanation.verdict()).isEqualTo("user alice: " + docker + ", entry quay.io");
  }

  @Test
  void tellsThatAHelperHadIt() throws IOException {
    user.helper("test", "echo '{\"Username\":\"alice\",\"Secret\":\"geheim\"}'");
    user.authFile("{'credHelpers':{'quay.io':'test'}}");

    Explanation explanation = explain();

    String helper =
        "credential helper docker-credential-test (credHelpers in " + user.authFile() + ")";
    assertThat(explanation.steps())
        .containsExactly(new Step(helper, Outcome.USED, "quay.io: user alice"));
    assertThat(explanation.verdict()).isEqualTo("user alice: " + helper);
    assertThat(explanation.toString()).doesNotContain("geheim");
  }

  @Test
  void tellsThatThereIsNothingAnywhere() {
    Explanation explanation = explain();

    assertThat(explanation.steps())
        .extracting(Step::place)
        .containsExactly(
            user.authFile().toString(),
            user.path("home/.config/containers/auth.json").toString(),
            user.path("home/.docker/config.json").toString(),
            user.path("home/.dockercfg").toString());
    assertThat(explanation.steps()).extracting(Step::outcome).containsOnly(Outcome.ABSENT);
    assertThat(explanation.verdict()).isEqualTo("anonymous: no credentials");
  }

  @Test
  void endsWhereAFileIsWrong() throws IOException {
    Path file = user.authFile("geheim");

    Explanation explanation = explain();

    assertThat(explanation.steps()).hasSize(1);
    assertThat(explanation.steps().get(0).place()).isEqualTo(file.toString());
    assertThat(explanation.steps().get(0).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(explanation.verdict())
        .startsWith("the look-up fails: " + file + " is not a valid JSON object");
    assertThat(explanation.toString()).doesNotContain("geheim");
  }

  @Test
  void endsWhereAHelperIsMissing() throws IOException {
    user.authFile("{'credsStore':'gone'}");

    Explanation explanation = explain();

    assertThat(explanation.steps())
        .extracting(Step::outcome)
        .containsExactly(Outcome.NOTHING, Outcome.FAILED);
    assertThat(explanation.verdict()).contains("docker-credential-gone", "is not on the PATH");
  }

  @Test
  void namesTheOptionThatDecides() {
    CredentialOptions options = CredentialOptions.defaults();

    assertThat(user.credentials(options.withCreds("alice:geheim")).explain(QUAY))
        .hasToString(
            "Explanation[key=quay.io/team, steps=[Step[place=--creds, outcome=USED,"
                + " finding=user alice]], verdict=user alice: --creds]");
    assertThat(user.credentials(options.withoutCreds()).explain(QUAY).verdict())
        .isEqualTo("anonymous: --no-creds");
  }
}
