package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistriesConfTest {
  private static final String DIGEST = "@sha256:" + "0".repeat(64);

  @TempDir Path folder;
  private ConfigurationFolders folders;

  @BeforeEach
  void makeFolders() {
    folders = new ConfigurationFolders(folder);
  }

  private RegistriesConf conf(String toml) throws IOException {
    return RegistriesConf.load(folders.environment(), folders.write("registries.conf", toml));
  }

  private static List<String> pulls(RegistriesConf conf, String name) throws IOException {
    return conf.pullPlaces(ImageName.parse(name)).stream().map(e -> show(e)).toList();
  }

  private static String push(RegistriesConf conf, String name) throws IOException {
    return show(conf.pushPlace(ImageName.parse(name)));
  }

  private static String show(RegistryPlace place) {
    return place.name() + (place.insecure() ? " insecure" : "") + (place.mirror() ? " mirror" : "");
  }

  private static List<String> candidates(RegistriesConf conf, String name) throws IOException {
    return conf.shortNameCandidates(ImageName.parse(name)).stream()
        .map(ImageName::toString)
        .toList();
  }

  @Test
  void withoutAFileANameStandsForItselfAndIsSecure() throws IOException {
    RegistriesConf conf = RegistriesConf.load(folders.environment(), null);

    assertThat(pulls(conf, "quay.io/a:v1")).containsExactly("quay.io/a:v1");
    assertThat(push(conf, "quay.io/a:v1")).isEqualTo("quay.io/a:v1");
    assertThat(candidates(conf, "a")).isEmpty();
    assertThat(conf.unqualifiedSearchRegistries()).isEmpty();
    assertThat(conf.credentialHelpers()).isEmpty();
    assertThat(conf.shortNameMode()).isEqualTo(ShortNameMode.PERMISSIVE);
  }

  @Test
  void aFileOfCommentsAloneSaysNothing() throws IOException {
    RegistriesConf conf = conf("# [[registry]]\n\n  # location = 1\n\t\n");

    assertThat(pulls(conf, "quay.io/a:v1")).containsExactly("quay.io/a:v1");
  }

  @Test
  void mirrorsComeInTheirOrderBeforeThePlaceItself() throws IOException {
    RegistriesConf conf =
        conf(
            """
            unqualified-search-registries = ["example.com"]

            [[registry]]
            prefix = "example.com/foo"
            insecure = false
            blocked = false
            location = "internal.example.net/bar"

            [[registry.mirror]]
            location = "mirror-0.local/mirror-for-foo"

            [[registry.mirror]]
            location = "mirror-1.local/mirrors/foo"
            insecure = true
            """);

    assertThat(pulls(conf, "example.com/foo/image:latest"))
        .containsExactly(
            "mirror-0.local/mirror-for-foo/image:latest mirror",
            "mirror-1.local/mirrors/foo/image:latest insecure mirror",
            "internal.example.net/bar/image:latest");
    assertThat(pulls(conf, "example.com/bar/image:latest"))
        .containsExactly("example.com/bar/image:latest");
  }

  @Test
  void whatIsPushedGoesWhereItsNameSays() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [[registry]]
            prefix = "example.com"
            location = "internal.example.net:5000/bar"
            insecure = true
            [[registry.mirror]]
            location = "mirror.local"
            """);

    assertThat(push(conf, "example.com/a:v1")).isEqualTo("example.com/a:v1 insecure");
  }

  @Test
  void theLongestPrefixDecidesWhereverItStands() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [[registry]]
            prefix = "example.com/a"
            location = "two.net"
            [[registry]]
            prefix = "example.com/a/b:v1"
            location = "three.net/c:v2"
            [[registry]]
            prefix = "example.com"
            location = "one.net"
            [[registry]]
            prefix = "*.com"
            location = "zero.net"
            """);

    assertThat(pulls(conf, "other.com/a:v1")).containsExactly("zero.net/a:v1");
    assertThat(pulls(conf, "example.com/c:v1")).containsExactly("one.net/c:v1");
    assertThat(pulls(conf, "example.com/a/b:v9")).containsExactly("two.net/b:v9");
    assertThat(pulls(conf, "example.com/a/b:v1")).containsExactly("three.net/c:v2");
  }

  @Test
  void prefixAndLocationEachDefaultToTheOther() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [[registry]]
            location = "one.net:5000"
            insecure = true
            [[registry]]
            prefix = "two.net/"
            insecure = true
            """);

    assertThat(pulls(conf, "one.net:5000/a")).containsExactly("one.net:5000/a insecure");
    assertThat(pulls(conf, "two.net/a")).containsExactly("two.net/a insecure");
  }

  @Test
  void aWildcardWithoutALocationMovesNothing() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [[registry]]
            prefix = "*.example.com"
            location = ""
            insecure = true
            [[registry.mirror]]
            location = "mirror.local/m"
            """);

    assertThat(pulls(conf, "a.example.com/b/c:v1"))
        .containsExactly("mirror.local/m/b/c:v1 mirror", "a.example.com/b/c:v1 insecure");
  }

  @Test
  void aWildcardWithALocationReplacesTheWholeHost() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [[registry]]
            prefix = "*.example.com"
            location = "internal.net/bar"
            """);

    assertThat(pulls(conf, "a.b.example.com/foo/c:v1"))
        .containsExactly("internal.net/bar/foo/c:v1");
  }

  @Test
  void mirrorByDigestOnlyHoldsForAllMirrorsOfARegistry() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [[registry]]
            location = "example.com"
            mirror-by-digest-only = true
            [[registry.mirror]]
            location = "mirror.local"
            """);

    assertThat(pulls(conf, "example.com/a:v1")).containsExactly("example.com/a:v1");
    assertThat(pulls(conf, "example.com/a" + DIGEST))
        .containsExactly("mirror.local/a" + DIGEST + " mirror", "example.com/a" + DIGEST);
  }

  @Test
  void pullFromMirrorSaysForWhichImagesAMirrorIs() throws IOException {
    RegistriesConf conf =
        conf(
            """
            [[registry]]
            location = "example.com"
            [[registry.mirror]]
            location = "digests.local"
            pull-from-mirror = "digest-only"
            [[registry.mirror]]
            location = "tags.local"
            pull-from-mirror = "tag-only"
            [[registry.mirror]]
            location = "all.local"
            pull-from-mirror = "all"
            [[registry.mirror]]
            location = "default.local"
            pull-from-mirror = ""
            """);

    assertThat(hosts(conf, "example.com/a:v1"))
        .containsExactly("tags.local", "all.local", "default.local", "example.com");
    assertThat(hosts(conf, "example.com/a" + DIGEST))
        .containsExactly("digests.local", "all.local", "default.local", "example.com");
    assertThat(hosts(conf, "example.com/a:v1" + DIGEST))
        .containsExactly("digests.local", "all.local", "default.local", "example.com");
  }

  private static List<String> hosts(RegistriesConf conf, String name) throws IOException {
    return conf.pullPlaces(ImageName.parse(name)).stream()
        .map(e -> String.valueOf(e.name().domain()))
        .toList();
  }

  @Test
  void aBlockedRegistryIsNeitherReadNorWritten() throws IOException {
    RegistriesConf conf = conf("[[registry]]\nlocation = \"example.com/bad\"\nblocked = true\n");
    ImageName name = ImageName.parse("example.com/bad/a:v1");
    Path file = folder.resolve("registries.conf");

    assertThatThrownBy(() -> conf.pullPlaces(name))
        .isInstanceOf(BlockedRegistryException.class)
        .hasMessage(
            "example.com/bad/a cannot be used: "
                + file
                + " blocks example.com/bad; take the image from another registry, or change that"
                + " file");
    assertThatThrownBy(() -> conf.pushPlace(name))
        .isInstanceOfSatisfying(
            BlockedRegistryException.class,
            e -> {
              assertThat(e.name()).isEqualTo(name);
              assertThat(e.file()).isEqualTo(file);
            });
    assertThat(push(conf, "example.com/good:v1")).isEqualTo("example.com/good:v1");
  }

  @Test
  void aLocationThatLeavesNoRepositoryIsAnError() throws IOException {
    RegistriesConf conf =
        conf("[[registry]]\nprefix = \"example.com/a\"\nlocation = \"other.net\"\n");

    assertThat(pulls(conf, "example.com/a/b:v1")).containsExactly("other.net/b:v1");
    assertThatThrownBy(() -> pulls(conf, "example.com/a:v1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("moves example.com/a:v1 from example.com/a to other.net")
        .hasMessageContaining("no repository is left");
  }

  @Test
  void aLaterFileReplacesTablesOfTheSamePrefixAndKeepsTheOthers() throws IOException {
    Path file =
        folders.write(
            "own.conf",
            """
            [[registry]]
            location = "one.net"
            insecure = true
            [[registry]]
            location = "two.net"
            insecure = true
            """);
    folders.write("own.conf.d/1.conf", "[[registry]]\nlocation = \"one.net\"\n");
    RegistriesConf conf = RegistriesConf.load(folders.environment(), file);

    assertThat(pulls(conf, "one.net/a")).containsExactly("one.net/a");
    assertThat(pulls(conf, "two.net/a")).containsExactly("two.net/a insecure");
  }

  @Test
  void aLaterFileReplacesTheOtherKeysOnlyWhereItHasThem() throws IOException {
    Path file =
        folders.write(
            "own.conf",
            """
            unqualified-search-registries = ["one.net"]
            credential-helpers = ["pass"]
            short-name-mode = "enforcing"
            """);
    folders.write("own.conf.d/1.conf", "unqualified-search-registries = [\"two.net\", \"c:5\"]\n");
    RegistriesConf conf = RegistriesConf.load(folders.environment(), file);

    assertThat(conf.unqualifiedSearchRegistries()).containsExactly("two.net", "c:5");
    assertThat(conf.credentialHelpers()).containsExactly("pass");
    assertThat(conf.shortNameMode()).isEqualTo(ShortNameMode.ENFORCING);

    folders.write("own.conf.d/2.conf", "unqualified-search-registries = []\n");
    assertThat(RegistriesConf.load(folders.environment(), file).unqualifiedSearchRegistries())
        .isEmpty();
  }

  @Test
  void aliasesOfSeveralFilesAreMergedAndAnEmptyOneIsTakenAway() throws IOException {
    Path file =
        folders.write(
            "own.conf", "[aliases]\na = \"one.net/a\"\nb = \"one.net/b\"\nc = \"one.net/c\"\n");
    folders.write("own.conf.d/1.conf", "[aliases]\nb = \"two.net/b\"\nc = \"\"\n");
    RegistriesConf conf = RegistriesConf.load(folders.environment(), file);

    assertThat(candidates(conf, "a")).containsExactly("one.net/a");
    assertThat(candidates(conf, "b")).containsExactly("two.net/b");
    assertThat(candidates(conf, "c")).isEmpty();
  }

  @Test
  void anAliasKeepsTagAndDigestAndComesBeforeTheSearch() throws IOException {
    RegistriesConf conf =
        conf(
            """
            unqualified-search-registries = ["one.net"]
            [aliases]
            "team/app" = "two.net/x/app"
            """);

    assertThat(candidates(conf, "team/app:v1" + DIGEST))
        .containsExactly("two.net/x/app:v1" + DIGEST);
    assertThat(candidates(conf, "app:v1")).containsExactly("one.net/app:v1");
  }

  @Test
  void aShortNameIsLookedForInEachRegistryInOrder() throws IOException {
    RegistriesConf conf = conf("unqualified-search-registries = [\"b.net:5000\", \"a.net\"]\n");

    assertThat(candidates(conf, "team/app:v1"))
        .containsExactly("b.net:5000/team/app:v1", "a.net/team/app:v1");
  }

  @Test
  void dockerHubKeepsSingleNamesBelowLibrary() throws IOException {
    RegistriesConf conf = conf("unqualified-search-registries = [\"docker.io\"]\n");

    assertThat(candidates(conf, "alpine")).containsExactly("docker.io/library/alpine");
    assertThat(candidates(conf, "team/app")).containsExactly("docker.io/team/app");
  }

  @Test
  void aNameWithAHostIsNoShortName() throws IOException {
    RegistriesConf conf = RegistriesConf.load(folders.environment(), null);

    assertThatThrownBy(() -> conf.shortNameCandidates(ImageName.parse("quay.io/a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameWithoutAHostHasNoEndpoint() throws IOException {
    RegistriesConf conf = RegistriesConf.load(folders.environment(), null);

    assertThatThrownBy(() -> conf.pullPlaces(ImageName.parse("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a has no host");
    assertThatThrownBy(() -> conf.pushPlace(ImageName.parse("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
