package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.LauncherFixture.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of an unpacked distribution. */
class LauncherTest {
  @TempDir private Path folder;
  private LauncherFixture fixture;
  private Path launcher;

  @BeforeEach
  void unpack() throws Exception {
    fixture = new LauncherFixture(folder);
    launcher = fixture.distribution("mcv tool");
  }

  @Test
  void it_starts_the_main_class_with_every_jar_and_the_arguments_unchanged() throws Exception {
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15"));
    Run run = fixture.run(launcher, "inspect", "two words", "", "*", "$HOME");
    String lib = folder.toRealPath() + "/mcv tool/lib/";
    assertThat(run.out())
        .containsSubsequence(
            "[-cp]",
            "[" + lib + "a-1.jar:" + lib + "mcv-tool-0.1.0.jar]",
            "[io.mcv.cli.Main]",
            "[inspect]",
            "[two words]",
            "[]",
            "[*]",
            "[$HOME]");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void it_finds_its_jars_through_a_chain_of_links() throws Exception {
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15"));
    Path first = Files.createDirectories(folder.resolve("first dir")).resolve("mcv");
    Path second = Files.createDirectories(folder.resolve("second")).resolve("mcv-tool");
    Files.createSymbolicLink(first, launcher);
    Files.createSymbolicLink(second, Path.of("../first dir/mcv"));
    assertThat(fixture.run(second).out()).anyMatch(line -> line.contains("/mcv tool/lib/a-1.jar:"));
  }

  @Test
  void it_finds_its_jars_through_a_linked_folder_and_on_the_path() throws Exception {
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15"));
    Path bin = Files.createSymbolicLink(folder.resolve("bin"), Path.of("mcv tool/bin"));
    fixture.with("PATH", bin + ":" + folder.resolve("tools"));
    Path caller = folder.resolve("caller");
    LauncherFixture.script(caller, "exec mcv-tool \"$@\"\n");
    assertThat(fixture.run(caller).out()).anyMatch(line -> line.contains("/mcv tool/lib/a-1.jar:"));
  }

  @Test
  void java_home_goes_before_the_path() throws Exception {
    fixture.onPath("java", fixture.jdk("11.0.2").resolve("bin/java"));
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15"));
    assertThat(fixture.run(launcher).exit()).isZero();
  }

  @Test
  void the_version_of_a_java_on_the_path_is_read_without_starting_it() throws Exception {
    fixture.onPath("java", fixture.jdk("11.0.2").resolve("bin/java"));
    Run run = fixture.run(launcher);
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("mcv-tool: Java 17 or newer is needed, ")
        .contains("/tools/java is 11: set JAVA_HOME")
        .hasLineCount(1);
    assertThat(fixture.asked()).doesNotExist();
  }

  @Test
  void a_java_without_a_release_file_is_asked() throws Exception {
    fixture.with("JAVA_HOME", fixture.jdkWithoutRelease("1.8.0_292"));
    Run run = fixture.run(launcher);
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("is 8:");
    assertThat(fixture.asked()).exists();
  }

  @Test
  void without_java_it_says_what_to_do() throws Exception {
    Run run = fixture.run(launcher);
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .isEqualTo("mcv-tool: no Java found: install Java 17 or newer, or set JAVA_HOME\n");
  }

  @Test
  void a_java_home_without_java_is_named() throws Exception {
    Run run = fixture.with("JAVA_HOME", "/no/such/jdk").run(launcher);
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("JAVA_HOME is /no/such/jdk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "xx_YY.UTF-8", "C.UTF-8"})
  void file_names_are_utf8_whatever_the_locale(String locale) throws Exception {
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15")).with("LC_ALL", locale).with("LANG", locale);
    assertThat(fixture.run(launcher).out()).contains("LC_ALL=C.UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "--help", "list-tags"})
  void short_work_stays_with_the_quick_compiler(String command) throws Exception {
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15"));
    assertThat(fixture.run(launcher, command, "x").out())
        .contains("[-XX:TieredStopAtLevel=1]", "[-XX:+UseSerialGC]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "validate"})
  void what_may_be_long_gets_the_optimizing_compiler_for_what_is_very_hot(String command)
      throws Exception {
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15"));
    assertThat(fixture.run(launcher, command, "a", "b").out())
        .contains("[-XX:Tier4InvocationThreshold=50000]", "[-XX:Tier4BackEdgeThreshold=200000]")
        .doesNotContain("[-XX:TieredStopAtLevel=1]", "[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "extract", "-c", "-e", "--create", "--extract"})
  void long_work_gets_the_optimizing_compiler(String command) throws Exception {
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15"));
    assertThat(fixture.run(launcher, "--no-gpu", command).out())
        .contains("[-XX:+UseSerialGC]")
        .doesNotContain("[-XX:TieredStopAtLevel=1]", "[]");
  }

  @ParameterizedTest
  @CsvSource({"17.0.15, false", "21, false", "22, true", "25.0.3, true", "27-ea, true"})
  void native_access_is_allowed_where_the_jvm_asks_for_it(String version, boolean allowed)
      throws Exception {
    fixture.with("JAVA_HOME", fixture.jdk(version));
    assertThat(fixture.run(launcher).out().contains("[--enable-native-access=ALL-UNNAMED]"))
        .isEqualTo(allowed);
  }

  @Test
  void options_of_the_user_come_last_as_words() throws Exception {
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15")).with("MCV_JAVA_OPTS", "-Xmx64m -Dglob=*");
    Files.createFile(folder.resolve("-Dglob=in-the-working-directory"));
    assertThat(fixture.run(launcher).out())
        .containsSubsequence("[-XX:-UsePerfData]", "[-Xmx64m]", "[-Dglob=*]", "[-cp]");
  }

  @Test
  void a_launcher_without_its_jars_says_so() throws Exception {
    fixture.with("JAVA_HOME", fixture.jdk("17.0.15"));
    Run run = fixture.run(fixture.launcher(folder.resolve("alone")));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("/alone has neither lib/mcv-tool-*.jar nor a checkout");
  }
}
