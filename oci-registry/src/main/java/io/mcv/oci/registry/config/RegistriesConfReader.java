package io.mcv.oci.registry.config;

import io.mcv.oci.model.Printable;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.ReferenceSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one file, and checks them. Keys of other programs' versions are left. */
final class RegistriesConfReader {
  private static final String SEARCH = "unqualified-search-registries";
  private static final String MODE = "short-name-mode";
  private static final String USE = "pull-from-mirror";
  private static final String DIGEST_ONLY = "mirror-by-digest-only";

  private final TomlTable top;

  RegistriesConfReader(TomlTable top) {
    this.top = top;
  }

  RegistriesSettings read() throws ConfigurationException {
    if (top.has("registries")) {
      throw new ConfigurationException(
          top.file(),
          "is in the old format, version 1, with [registries.search] and the like: write"
              + " unqualified-search-registries = [\"HOST\"], and for each registry a [[registry]]"
              + " with location, insecure or blocked");
    }
    top.text("additional-layer-store-auth-helper");
    List<RegistryRule> rules = new ArrayList<>();
    for (TomlTable table : top.tables("registry")) {
      rules.add(rule(table));
    }
    return new RegistriesSettings(
        searchRegistries(), top.texts("credential-helpers"), mode(), rules, aliases());
  }

  private @Nullable List<String> searchRegistries() throws ConfigurationException {
    List<String> hosts = top.texts(SEARCH);
    if (hosts == null) {
      return null;
    }
    for (String host : hosts) {
      if (host.indexOf('/') >= 0) {
        throw top.wrong(SEARCH, "must hold hosts, but \"" + Printable.of(host) + "\" has a slash");
      }
      check(top, SEARCH, host);
    }
    return hosts;
  }

  private @Nullable ShortNameMode mode() throws ConfigurationException {
    String text = top.text(MODE);
    if (text == null || text.isEmpty()) {
      return null;
    }
    for (ShortNameMode mode : ShortNameMode.values()) {
      if (mode.key().equals(text)) {
        return mode;
      }
    }
    throw top.wrong(MODE, "must be enforcing, permissive or disabled");
  }

  private static RegistryRule rule(TomlTable table) throws ConfigurationException {
    String location = place(table, "location");
    String prefixText = withoutSlashes(table.text("prefix"));
    if (prefixText == null && location == null) {
      throw table.wrong("location", "is missing, and so is prefix: give one of them");
    }
    NamePrefix prefix = prefix(table, prefixText == null ? String.valueOf(location) : prefixText);
    boolean digestOnly = table.flag(DIGEST_ONLY);
    List<RegistryMirror> mirrors = new ArrayList<>();
    for (TomlTable mirror : table.tables("mirror")) {
      mirrors.add(mirror(mirror, digestOnly));
    }
    return new RegistryRule(
        prefix, location, table.flag("insecure"), table.flag("blocked"), mirrors, table.file());
  }

  private static RegistryMirror mirror(TomlTable table, boolean digestOnly)
      throws ConfigurationException {
    String location = place(table, "location");
    if (location == null) {
      throw table.wrong("location", "is missing: name the place of the mirror");
    }
    String use = table.text(USE);
    boolean hasUse = use != null && !use.isEmpty();
    if (digestOnly && hasUse) {
      throw table.wrong(USE, "cannot stand beside " + DIGEST_ONLY + " = true: leave one out");
    }
    MirrorUse otherwise = digestOnly ? MirrorUse.DIGEST_ONLY : MirrorUse.ALL;
    return new RegistryMirror(
        location, table.flag("insecure"), hasUse ? use(table, use) : otherwise);
  }

  private static MirrorUse use(TomlTable table, @Nullable String text)
      throws ConfigurationException {
    for (MirrorUse use : MirrorUse.values()) {
      if (use.key().equals(text)) {
        return use;
      }
    }
    throw table.wrong(USE, "must be all, digest-only or tag-only");
  }

  private List<ShortNameAlias> aliases() throws ConfigurationException {
    TomlTable table = top.table("aliases");
    if (table == null) {
      return List.of();
    }
    List<ShortNameAlias> aliases = new ArrayList<>();
    for (String key : table.keys()) {
      aliases.add(alias(table, key, String.valueOf(table.text(key))));
    }
    return aliases;
  }

  private static ShortNameAlias alias(TomlTable table, String key, String value)
      throws ConfigurationException {
    try {
      ImageName name = ImageName.parse(key);
      if (name.domain() != null || name.tag() != null || name.digest() != null) {
        throw table.wrong(key, "must be a short name, without a host, tag or digest");
      }
      ImageName target = value.isEmpty() ? null : ImageName.parse(value);
      if (target != null
          && (target.domain() == null || target.tag() != null || target.digest() != null)) {
        throw table.wrong(key, "must be a host and a repository, without a tag or digest");
      }
      return new ShortNameAlias(name.path(), target);
    } catch (ReferenceSyntaxException e) {
      throw table.wrong(key, "cannot be read: " + e.getMessage());
    }
  }

  private static NamePrefix prefix(TomlTable table, String text) throws ConfigurationException {
    try {
      return new NamePrefix(text);
    } catch (ReferenceSyntaxException e) {
      throw table.wrong("prefix", "cannot be read: " + e.getMessage());
    }
  }

  /** A location; null where it is missing or empty. */
  private static @Nullable String place(TomlTable table, String key) throws ConfigurationException {
    String text = withoutSlashes(table.text(key));
    if (text != null) {
      check(table, key, text);
    }
    return text;
  }

  private static void check(TomlTable table, String key, String text)
      throws ConfigurationException {
    if (text.startsWith("http://") || text.startsWith("https://")) {
      throw table.wrong(key, "must be without http:// or https://; insecure = true allows HTTP");
    }
    try {
      NamePrefix.checkPlace(text);
    } catch (ReferenceSyntaxException e) {
      throw table.wrong(key, "cannot be read: " + e.getMessage());
    }
  }

  /** Null where nothing is left. */
  private static @Nullable String withoutSlashes(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return end == 0 ? null : text.substring(0, end);
  }
}
