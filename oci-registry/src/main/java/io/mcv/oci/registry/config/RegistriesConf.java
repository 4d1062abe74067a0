package io.mcv.oci.registry.config;

import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.RepositoryName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code registries.conf}, version 2: to which hosts requests for an image go, which registries are
 * insecure or blocked, and what a name without a host means. Immutable.
 *
 * <p>Unlike some tools, a prefix that is a host does not hold for the same host with a port.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md">containers-registries.conf(5)</a>
 */
public final class RegistriesConf {
  private static final RepositoryName ANY_REPOSITORY = new RepositoryName("any");

  private final Map<String, RegistryRule> rules = new LinkedHashMap<>();
  private final List<AliasSource> aliasSources = new ArrayList<>();
  private final List<String> searchRegistries;
  private final List<String> credentialHelpers;
  private final ShortNameMode shortNameMode;

  /** Gives the aliases of one file. */
  @FunctionalInterface
  private interface AliasSource {
    List<ShortNameAlias> read() throws ConfigurationException;
  }

  /** Of what the files say, the later of which override the earlier. */
  private RegistriesConf(List<Path> files) throws ConfigurationException {
    List<String> search = List.of();
    List<String> helpers = List.of();
    ShortNameMode mode = ShortNameMode.PERMISSIVE;
    for (Path path : files) {
      String toml = ConfigurationFile.text(path);
      if (AliasesAlone.areIn(toml)) {
        aliasSources.add(() -> read(path, toml).aliases());
      } else if (saysAnything(toml)) {
        RegistriesSettings file = read(path, toml);
        search = orElse(file.searchRegistries(), search);
        helpers = orElse(file.credentialHelpers(), helpers);
        mode = orElse(file.shortNameMode(), mode);
        file.rules().forEach(rule -> rules.put(rule.prefix().text(), rule));
        aliasSources.add(file::aliases);
      }
    }
    searchRegistries = search;
    credentialHelpers = helpers;
    shortNameMode = mode;
  }

  /**
   * Reads the file and its drop-ins; where there are none, nothing is configured.
   *
   * <p>The file is {@code explicit}, else {@code $CONTAINERS_REGISTRIES_CONF}, else the first that
   * is there of {@code ~/.config/containers/registries.conf}, {@code
   * /etc/containers/registries.conf} and {@code /usr/share/containers/registries.conf}. To a file
   * of the first two kinds belong the drop-ins in {@code FILE.d/*.conf} alone; to the others those
   * in {@code /etc/containers/registries.conf.d} and {@code
   * ~/.config/containers/registries.conf.d}. A later file overrides: tables of the same prefix and
   * aliases of the same name one by one, other keys as a whole.
   *
   * @param explicit option {@code --registries-conf}, or null
   * @throws ConfigurationException if a file cannot be read or breaks the rules, or one that was
   *     named is not there
   */
  public static RegistriesConf load(UserEnvironment environment, @Nullable Path explicit)
      throws ConfigurationException {
    return new RegistriesConf(RegistriesConfFiles.find(environment, explicit));
  }

  private static RegistriesSettings read(Path file, String toml) throws ConfigurationException {
    return new RegistriesConfReader(TomlTable.parse(file, toml)).read();
  }

  /**
   * Many hosts have a file of comments alone, and to load the parser for it would cost every
   * command a good part of its start.
   */
  private static boolean saysAnything(String toml) {
    return toml.lines()
        .map(String::strip)
        .anyMatch(line -> !line.isEmpty() && line.charAt(0) != '#');
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  /**
   * Where an image may be fetched from, in the order in which to try: mirrors that are for it, then
   * its own place.
   *
   * @param name with its domain, {@code docker.io} for Docker Hub
   * @throws IllegalArgumentException if it has none
   * @throws BlockedRegistryException if the operator forbids it
   * @throws ConfigurationException if a location makes no name of it
   */
  public List<RegistryPlace> pullPlaces(ImageName name) throws IOException {
    RegistryRule rule = rule(name);
    return rule == null ? List.of(new RegistryPlace(name, false, false)) : rule.pullPlaces(name);
  }

  /**
   * Where an image is to be put, or changed: where its name says. Mirrors and {@code location} are
   * for reading.
   *
   * @param name with its domain, {@code docker.io} for Docker Hub
   * @throws IllegalArgumentException if it has none
   * @throws BlockedRegistryException if the operator forbids it
   */
  public RegistryPlace pushPlace(ImageName name) throws IOException {
    RegistryRule rule = rule(name);
    return rule == null ? new RegistryPlace(name, false, false) : rule.pushPlace(name);
  }

  /**
   * Whether plain HTTP and any certificate are allowed for a registry as a whole.
   *
   * @param registry host and port
   */
  public boolean isInsecure(String registry) {
    RegistryRule rule = rule(new ImageName(registry, ANY_REPOSITORY, null, null));
    return rule != null && rule.insecure();
  }

  /** The rule of the longest prefix; of two equally long ones that without a wildcard. */
  private @Nullable RegistryRule rule(ImageName name) {
    if (name.domain() == null) {
      throw new IllegalArgumentException(name + " has no host");
    }
    RegistryRule best = null;
    for (RegistryRule rule : rules.values()) {
      if (rule.prefix().match(name) != NamePrefix.NO_MATCH
          && (best == null || rule.prefix().isCloserThan(best.prefix()))) {
        best = rule;
      }
    }
    return best;
  }

  /**
   * What a name without a host may stand for, in the order in which to try: its alias alone if it
   * has one, else the repository of that name in each registry of {@link
   * #unqualifiedSearchRegistries}. Tag and digest stay.
   *
   * @param bare a name without a domain
   * @return with {@code library/} where Docker Hub has it; empty if nothing is configured
   * @throws IllegalArgumentException if the name has a domain
   * @throws ConfigurationException if a file that holds aliases alone breaks the rules: only this
   *     method reads those
   */
  public List<ImageName> shortNameCandidates(ImageName bare) throws ConfigurationException {
    if (bare.domain() != null) {
      throw new IllegalArgumentException(bare + " has a host");
    }
    ImageName alias = alias(bare.path());
    if (alias != null) {
      return List.of(named(String.valueOf(alias.domain()), alias.path(), bare));
    }
    List<ImageName> candidates = new ArrayList<>();
    for (String registry : searchRegistries) {
      candidates.add(named(registry, bare.path(), bare));
    }
    return List.copyOf(candidates);
  }

  /** The last one that has been set, and not been taken away since; null for none. */
  private @Nullable ImageName alias(RepositoryName name) throws ConfigurationException {
    ImageName target = null;
    for (AliasSource source : aliasSources) {
      for (ShortNameAlias alias : source.read()) {
        if (alias.name().equals(name)) {
          target = alias.target();
        }
      }
    }
    return target;
  }

  private static ImageName named(String domain, RepositoryName path, ImageName bare) {
    boolean implied = domain.equals("docker.io") && path.value().indexOf('/') < 0;
    RepositoryName whole = implied ? new RepositoryName("library/" + path) : path;
    return new ImageName(domain, whole, bare.tag(), bare.digest());
  }

  /** Hosts at which names without a host are looked for; may be empty. */
  public List<String> unqualifiedSearchRegistries() {
    return searchRegistries;
  }

  /** What to do where {@link #shortNameCandidates} are several. */
  public ShortNameMode shortNameMode() {
    return shortNameMode;
  }

  /**
   * Programs to ask for credentials, in this order, by the names that follow {@code
   * docker-credential-}; {@code containers-auth.json} stands for the files. Empty if not
   * configured.
   */
  public List<String> credentialHelpers() {
    return credentialHelpers;
  }
}
