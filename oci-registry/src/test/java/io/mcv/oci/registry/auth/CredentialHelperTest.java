package io.mcv.oci.registry.auth;

import static io.mcv.oci.registry.auth.TestUser.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialHelperTest {
  private static final String ALICE = "echo '{\"Username\":\"alice\",\"Secret\":\"pw\"}'";
  private static final Credential PASSWORD = new Credential.Password("alice", "pw");
  private static final String NOT_FOUND = "echo 'credentials not found in native keychain'; exit 1";

  @TempDir Path folder;
  private TestUser user;

  @BeforeEach
  void aUserWithAHelperForQuay() throws IOException {
    user = new TestUser(folder);
    user.authFile("{'credHelpers':{'quay.io':'test'}}");
  }

  private CredentialHelperException failure() {
    return failure(CredentialOptions.DEFAULT_HELPER_DEADLINE);
  }

  private CredentialHelperException failure(Duration deadline) {
    CredentialOptions options = CredentialOptions.defaults().withHelperDeadline(deadline);
    CredentialHelperException failure =
        catchThrowableOfType(
            CredentialHelperException.class,
            () -> user.credentials(options).find(RegistryKey.parse("quay.io")));
    assertThat(failure).isNotNull();
    assertThat(failure.helper()).isEqualTo("docker-credential-test");
    assertThat(failure)
        .hasNoCause()
        .hasMessageStartingWith("credential helper docker-credential-test (credHelpers in ")
        .hasMessageNotContaining("geheim");
    return failure;
  }

  @Test
  void isAskedForTheHost() throws IOException {
    user.helper("test", "read address; echo \"$1 $address\" > " + folder + "/asked; " + ALICE);

    assertThat(user.find("quay.io/team/cache"))
        .isEqualTo(
            new FoundCredential(
                PASSWORD,
                "credential helper docker-credential-test (credHelpers in "
                    + user.authFile()
                    + ")"));
    assertThat(folder.resolve("asked")).hasContent("get quay.io");
  }

  @Test
  void isAskedForDockerHubByItsOldAddress() throws IOException {
    user.authFile("{'credHelpers':{'docker.io':'test'}}");
    user.helper("test", "read address; echo \"$address\" > " + folder + "/asked; " + ALICE);

    assertThat(user.find("docker.io/library/alpine").credential()).isEqualTo(PASSWORD);
    assertThat(folder.resolve("asked")).hasContent("https://index.docker.io/v1/");
  }

  @Test
  void aUserNamedTokenMeansAnIdentityToken() throws IOException {
    user.helper("test", "echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'");

    assertThat(user.find("quay.io").credential()).isEqualTo(new Credential.IdentityToken("t"));
  }

  @Test
  void seesTheEnvironmentOfTheUserAlone() throws IOException {
    user.with("KEYRING", "blue");
    user.helper(
        "test", "[ \"$KEYRING\" = blue ] && [ -z \"$JAVA_HOME$MAVEN_CMD_LINE_ARGS\" ] && " + ALICE);

    assertThat(user.find("quay.io").credential()).isEqualTo(PASSWORD);
  }

  @Test
  void comesBeforeTheEntryOfTheSameFile() throws IOException {
    user.authFile(
        "{'auths':{'quay.io/team':%s},'credHelpers':{'quay.io':'test'}}"
            .formatted(entry("file:pw")));
    user.helper("test", ALICE);

    assertThat(user.find("quay.io/team").credential()).isEqualTo(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {NOT_FOUND, "echo '{}'", "echo '{\"Username\":\"\",\"Secret\":\"\"}'"})
  void thatHasNothingLeavesItToTheEntryThenToTheNextFile(String script) throws IOException {
    user.helper("test", script);
    user.file("home/.docker/config.json", "{'auths':{'quay.io':" + entry("docker:pw") + "}}");

    assertThat(user.find("quay.io").credential())
        .isEqualTo(new Credential.Password("docker", "pw"));
    user.authFile(
        "{'auths':{'quay.io':%s},'credHelpers':{'quay.io':'test'}}".formatted(entry("file:pw")));
    assertThat(user.find("quay.io").credential()).isEqualTo(new Credential.Password("file", "pw"));
  }

  @Test
  void ofTheLongestPathIsAsked() throws IOException {
    user.authFile("{'credHelpers':{'quay.io':'missing','quay.io/team':'test'}}");
    user.helper("test", ALICE);

    assertThat(user.find("quay.io/team/cache").credential()).isEqualTo(PASSWORD);
  }

  @Test
  void ofAllRegistriesComesAfterTheEntries() throws IOException {
    user.authFile(
        "{'auths':{'quay.io':%s,'ghcr.io':{}},'credsStore':'test'}".formatted(entry("file:pw")));
    user.helper("test", ALICE);

    assertThat(user.find("quay.io").credential()).isEqualTo(new Credential.Password("file", "pw"));
    assertThat(user.find("ghcr.io"))
        .isEqualTo(
            new FoundCredential(
                PASSWORD,
                "credential helper docker-credential-test (credsStore in "
                    + user.authFile()
                    + ")"));
  }

  @Test
  void withAnEmptyNameTurnsOffThatOfAllRegistries() throws IOException {
    user.authFile("{'credHelpers':{'quay.io':''},'credsStore':'test'}");

    assertThat(user.find("quay.io")).isEqualTo(FoundCredential.NONE);
  }

  @Test
  void thatIsMissingIsAnErrorWithAdvice() {
    assertThat(failure()).hasMessageContaining("is not on the PATH; install it");
  }

  @Test
  void thatCannotBeExecutedIsPassedOver() throws IOException {
    Path file = user.helper("test", ALICE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    user.with("PATH", folder.resolve("bin") + ":" + folder.resolve("other"));
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThat(failure()).hasMessageContaining("is not on the PATH");

    Files.move(file, other.resolve(file.getFileName()));
    Files.setPosixFilePermissions(
        other.resolve(file.getFileName()), PosixFilePermissions.fromString("rwx------"));
    assertThat(user.find("quay.io").credential()).isEqualTo(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", ".", "relative"})
  void isNotLookedForInFoldersThatAreRelative(String path) throws IOException {
    user.helper("test", ALICE);
    user.with("PATH", path.equals("relative") ? relativeBin() : path);

    assertThat(failure()).hasMessageContaining("is not on the PATH");
  }

  private String relativeBin() {
    return Path.of("").toAbsolutePath().relativize(folder.resolve("bin")).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../test", "/bin/test", "a b", "a;b", "a\\u001bb"})
  void isNeverAPath(String name) throws IOException {
    user.authFile("{'credHelpers':{'quay.io':'" + name + "'}}");
    user.helper("test", ALICE);

    assertThatThrownBy(() -> user.find("quay.io"))
        .isInstanceOf(CredentialHelperException.class)
        .hasMessageContaining("has a name with other characters")
        .hasMessageNotContaining("\u001b");
  }

  @Test
  void thatFailsIsQuotedInOneShortLine() throws IOException {
    user.helper("test", "echo 'the keyring is\033[1m locked'; echo more; exit 3");
    assertThat(failure())
        .hasMessageEndingWith("failed with exit status 3: the keyring is\\u001b[1m locked");

    user.helper("test", "echo 'no display' >&2; exit 1");
    assertThat(failure()).hasMessageEndingWith("failed with exit status 1: no display");

    user.helper("test", "echo " + "x".repeat(300) + "; exit 1");
    assertThat(failure()).hasMessageEndingWith(": " + "x".repeat(200) + "…");

    user.helper("test", "exit 4");
    assertThat(failure()).hasMessageEndingWith("failed with exit status 4");
  }

  @Test
  void thatFailsWithJsonIsNotQuoted() throws IOException {
    user.helper("test", "echo '{\"Username\":\"alice\",\"Secret\":\"geheim\"}'; exit 1");

    assertThat(failure()).hasMessageEndingWith("failed with exit status 1");
  }

  @Test
  void theComplaintOfOneThatSucceedsDoesNotMatter() throws IOException {
    user.helper("test", "echo 'a warning' >&2; " + ALICE);

    assertThat(user.find("quay.io").credential()).isEqualTo(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo geheim",
        "echo '{\"geheim\"'",
        "echo '[\"geheim\"]'",
        ":",
        "echo '{\"Username\":[\"geheim\"]}'"
      })
  void thatPrintsGarbageIsNotQuoted(String script) throws IOException {
    user.helper("test", script);

    assertThat(failure()).hasMessageEndingWith("did not answer with JSON");
  }

  @Test
  void thatLeavesOutHalfOfTheCredentialIsAnError() throws IOException {
    user.helper("test", "echo '{\"Username\":\"alice\"}'");
    assertThat(failure()).hasMessageEndingWith("answered without a Secret");

    user.helper("test", "echo '{\"Secret\":\"geheim\"}'");
    assertThat(failure()).hasMessageEndingWith("answered without a Username");
  }

  @Test
  void thatPrintsTooMuchIsEnded() throws IOException {
    user.helper("test", pidFile() + "while :; do echo geheim0123456789; done");

    assertThat(failure()).hasMessageEndingWith("answered with more than 65536 bytes");
    assertThat(helperEnds()).isTrue();
  }

  @Test
  void thatHangsIsEndedWithItsChildren() throws IOException {
    user.helper("test", "/bin/sleep 600 & echo $! > " + folder + "/pid; read a; wait; " + ALICE);
    Instant start = Instant.now();

    assertThat(failure(Duration.ofMillis(500))).hasMessageContaining("did not answer within 0.5 s");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
    assertThat(helperEnds()).isTrue();
  }

  @Test
  void thatComplainsWithoutEndIsEnded() throws IOException {
    user.helper("test", pidFile() + "while :; do echo geheim >&2; done");

    assertThat(failure(Duration.ofMillis(500))).hasMessageContaining("did not answer within");
    assertThat(helperEnds()).isTrue();
  }

  @Test
  void thatIsInterruptedIsEnded() throws IOException {
    user.helper("test", pidFile() + "read a; read b < " + fifo());

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> user.find("quay.io")).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(helperEnds()).isTrue();
  }

  /** Somewhere to wait forever. */
  private String fifo() throws IOException {
    Path fifo = folder.resolve("fifo");
    try {
      assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    return fifo.toString();
  }

  private String pidFile() {
    return "echo $$ > " + folder + "/pid; ";
  }

  /** One that was ended before it could say who it is has ended too. */
  private boolean helperEnds() throws IOException {
    Path file = folder.resolve("pid");
    String pid = Files.exists(file) ? Files.readString(file).strip() : "";
    if (pid.isEmpty()) {
      return true;
    }
    Instant limit = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(limit)) {
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
      if (process.filter(ProcessHandle::isAlive).isEmpty()) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }
}
