package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new user, with an empty home and a registry with TLS and a password, who types what the section
 * on registries in README.md shows.
 */
class FreshUserTest {
  private static final String REGISTRY = "registry.example:5000";
  private static final String FOLDER = "/tmp/mcv-registry";
  private static final Pattern BLOCK =
      Pattern.compile("\n## Registries\n.*?\n```console\n(.*?)\n```", Pattern.DOTALL);

  /** A command, with what is piped into it, and what it prints up to the next one. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\$ (?:[^\n|]*\\| *)?(?:mcv-tool/bin/)?mcv-tool ([^\n<]*)(?:<[^\n]*)?(?:\n(.*?))?"
              + "(?=\n\\$ |\\z)",
          Pattern.DOTALL);

  private static final Pattern USER = Pattern.compile("(?<=\\s)(-u|--username)([ =])\\S+");

  @TempDir Path folder;

  @Test
  void theCommandsOfTheReadmePrintWhatItShows() throws Exception {
    TestCertificates authority = TestCertificates.in(folder.resolve("authority"));
    try (LoopbackRegistry registry =
        LoopbackRegistry.setup(folder.resolve("registry"))
            .withPassword()
            .withTls(authority.server())
            .start()) {
      trust(authority, registry);
      Tool user = Tool.withTemporaryFolder(folder).withInput(LoopbackRegistry.PASSWORD + "\n");
      String block = here(block(), registry);

      int commands = 0;
      for (MatchResult shown : COMMAND.matcher(block).results().toList()) {
        Tool.Outcome outcome = user.run(arguments(shown.group(1))).orFail();
        String expected = shown.group(2) == null ? "" : shown.group(2);
        assertThat(outcome.out().strip()).as(shown.group(1)).isEqualTo(expected.strip());
        commands++;
      }
      assertThat(commands).isGreaterThanOrEqualTo(4);
      assertThat(block).contains("login", "create", "inspect", "extract");
    }
  }

  /** As a user would: in the home folder, or in a folder for {@code --cert-dir}. */
  private void trust(TestCertificates authority, LoopbackRegistry registry) throws IOException {
    for (String place :
        new String[] {"home/.config/containers/certs.d/" + registry.host(), "demo", "demo/certs"}) {
      Path certificates = Files.createDirectories(folder.resolve(place));
      Files.copy(authority.authority(), certificates.resolve("ca.crt"));
    }
  }

  private static String block() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Checkout.root().resolve("README.md")));
    assertThat(block.find()).as("README.md has a section on registries").isTrue();
    return block.group(1);
  }

  /** The same for the registry, the user and the folders of this test. */
  private String here(String block, LoopbackRegistry registry) {
    String joined = block.replaceAll("\\\\\n\\s*", "");
    String named = USER.matcher(joined).replaceAll("$1$2" + LoopbackRegistry.USER);
    return named
        .replace(REGISTRY, registry.host())
        .replace(FOLDER, folder.resolve("demo").toString());
  }

  private static String[] arguments(String command) {
    String[] arguments = command.strip().split(" +");
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("testdata/")) {
        arguments[i] = Checkout.root().resolve(arguments[i]).toString();
      }
    }
    return arguments;
  }
}
