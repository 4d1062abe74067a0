package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.LauncherFixture.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout, with a {@code mvn} that only notes that it was called. */
class LauncherInCheckoutTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir private Path folder;
  private LauncherFixture fixture;
  private Path checkout;
  private Path launcher;
  private Path source;

  @BeforeEach
  void checkOut() throws Exception {
    fixture = new LauncherFixture(folder);
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15"));
    checkout = Files.createDirectories(folder.resolve("check out"));
    launcher = fixture.launcher(checkout.resolve("mcv-tool"));
    source = Files.createDirectories(checkout.resolve("oci-model/src/main/java")).resolve("A.java");
    Files.createFile(source);
    Files.createFile(checkout.resolve("pom.xml"));
    Files.createFile(checkout.resolve("mcv-tool/pom.xml"));
  }

  private void installMaven(String body) throws Exception {
    LauncherFixture.script(
        folder.resolve("tools/mvn"),
        "echo \"$@\" >> '%s'\n%s\n".formatted(folder.resolve("builds"), body));
  }

  private void installMaven() throws Exception {
    installMaven("sleep 0.2; mkdir -p '%1$s'; : > '%1$s/mcv-tool-0.1.0.jar'".formatted(library()));
  }

  private Path library() {
    return checkout.resolve("mcv-tool/target/dist/lib");
  }

  private long builds() throws Exception {
    Path builds = folder.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  @Test
  void the_first_use_builds_and_the_second_does_not() throws Exception {
    installMaven();
    Run first = fixture.run(launcher, "inspect");
    Run second = fixture.run(launcher, "inspect");
    assertThat(first.out()).contains("[io.mcv.cli.Main]", "[inspect]").isEqualTo(second.out());
    assertThat(first.err()).startsWith("mcv-tool: building ").hasLineCount(1);
    assertThat(second.err()).isEmpty();
    assertThat(Files.readString(folder.resolve("builds")))
        .contains("-f " + checkout.toRealPath() + "/pom.xml -pl mcv-tool -am package")
        .hasLineCount(1);
    assertThat(folder.resolve("tmp dir")).isEmptyDirectory();
    assertThat(checkout.resolve("mcv-tool/target/build.lock")).doesNotExist();
  }

  @Test
  void what_is_built_needs_no_maven() throws Exception {
    Files.createDirectories(library());
    Files.createFile(library().resolve("mcv-tool-0.1.0.jar"));
    assertThat(fixture.run(launcher).exit()).isZero();
  }

  @Test
  void a_newer_source_is_built() throws Exception {
    installMaven();
    fixture.run(launcher);
    Files.setLastModifiedTime(library(), LONG_AGO);
    assertThat(fixture.run(launcher).err()).contains("building");
    assertThat(fixture.run(launcher).err()).isEmpty();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void a_source_that_was_removed_is_noticed() throws Exception {
    installMaven();
    fixture.run(launcher);
    Files.delete(source);
    fixture.run(launcher);
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void a_source_edited_during_the_build_is_built_by_the_next_use() throws Exception {
    installMaven(
        "sleep 0.1; : > '%2$s'; mkdir -p '%1$s'; : > '%1$s/mcv-tool-0.1.0.jar'"
            .formatted(library(), source));
    fixture.run(launcher);
    fixture.run(launcher);
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void two_first_uses_at_once_build_once() throws Exception {
    installMaven();
    Process first = fixture.start(launcher, "one");
    Process second = fixture.start(launcher, "two");
    assertThat(LauncherFixture.finish(first).out()).contains("[one]");
    assertThat(LauncherFixture.finish(second).out()).contains("[two]");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void the_lock_of_a_process_that_is_gone_is_removed() throws Exception {
    installMaven();
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path target = Files.createDirectories(checkout.resolve("mcv-tool/target"));
    Files.createSymbolicLink(target.resolve("build.lock"), Path.of(Long.toString(gone.pid())));
    assertThat(fixture.run(launcher).exit()).isZero();
  }

  @Test
  void a_build_that_fails_shows_why_and_leaves_no_lock() throws Exception {
    installMaven(
        """
        echo '[INFO] noise'
        echo '[ERROR] A.java:[1,1] class expected'
        echo '[ERROR] -> [Help 1]'
        echo '[ERROR] To see the full stack trace'
        exit 1
        """);
    Run run = fixture.run(launcher);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("[ERROR] A.java:[1,1] class expected", "mcv-tool: the build failed, see ")
        .doesNotContain("noise", "Help", "stack trace");
    assertThat(checkout.resolve("mcv-tool/target/build.lock")).doesNotExist();
  }

  @Test
  void without_maven_it_says_what_to_do() throws Exception {
    Run run = fixture.run(launcher);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("there is no mvn to build it: install Maven");
  }
}
