package io.mcv.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options that skopeo takes before its command, as far as they have a meaning here: {@code
 * skopeo --override-arch arm64 inspect REF} is {@code mcv-tool inspect --platform=linux/arm64 REF}.
 */
final class SkopeoOptions {
  private static final String PREFIX = "--override-";
  private static final String COPY = "copy";

  /** Needs no counterpart: no policy is applied unless one is named. */
  private static final String INSECURE_POLICY = "--insecure-policy";

  /** Not silently without effect: what is not copied is not judged. */
  private static final String POLICY = "--policy";

  private static final Set<String> WITH_PLATFORM = Set.of("inspect", COPY);

  private final List<String> translated = new ArrayList<>();
  private @Nullable String policy;
  private @Nullable String os;
  private @Nullable String architecture;
  private @Nullable String variant;

  private SkopeoOptions() {}

  /**
   * The same command line in our own options; unchanged where it does not begin with such options.
   *
   * @throws UsageException if an option lacks its value, or a platform its architecture
   */
  static String[] translate(String[] arguments) {
    SkopeoOptions options = new SkopeoOptions();
    int command = options.read(arguments);
    if (command == 0 || command == arguments.length) {
      return arguments;
    }
    return options.write(arguments, command);
  }

  /** Reads options up to the first argument that is none of them, and returns where that is. */
  private int read(String[] arguments) {
    int i = 0;
    while (i < arguments.length) {
      String option = arguments[i];
      if (option.equals("--debug")) {
        translated.add("--log-level=debug");
      } else if (option.startsWith(PREFIX) || isPolicy(option)) {
        int equals = option.indexOf('=');
        if (equals < 0 && ++i == arguments.length) {
          throw new UsageException(option + " needs a value");
        }
        String name = equals < 0 ? option : option.substring(0, equals);
        if (!take(name, equals < 0 ? arguments[i] : option.substring(equals + 1))) {
          return 0;
        }
      } else if (!option.equals(INSECURE_POLICY)) {
        return i;
      }
      i++;
    }
    return i;
  }

  private static boolean isPolicy(String option) {
    return option.equals(POLICY) || option.startsWith(POLICY + "=");
  }

  private boolean take(String name, String value) {
    if (name.equals(POLICY)) {
      policy = value;
      return true;
    }
    switch (name.substring(PREFIX.length())) {
      case "os" -> os = value;
      case "arch" -> architecture = value;
      case "variant" -> variant = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  private String[] write(String[] arguments, int command) {
    List<String> line = new ArrayList<>(List.of(arguments[command]));
    line.addAll(translated);
    if (WITH_PLATFORM.contains(arguments[command])
        && (os != null || architecture != null || variant != null)) {
      line.add("--platform=" + platform());
    }
    if (policy != null) {
      if (!arguments[command].equals(COPY)) {
        throw new UsageException(
            POLICY + " would judge nothing in " + arguments[command] + ": it goes with copy");
      }
      line.add(POLICY + "=" + policy);
    }
    line.addAll(List.of(arguments).subList(command + 1, arguments.length));
    return line.toArray(String[]::new);
  }

  private String platform() {
    if (architecture == null) {
      throw new UsageException("--override-os and --override-variant need --override-arch");
    }
    return (os == null ? "linux" : os)
        + "/"
        + architecture
        + (variant == null ? "" : "/" + variant);
  }
}
