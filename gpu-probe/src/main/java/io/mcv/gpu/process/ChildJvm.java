package io.mcv.gpu.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a JVM is started that asks libraries: this Java, on the class path of a few classes, with
 * nothing that the surroundings could slip in.
 *
 * @param command the program and its arguments, up to those of the main class
 * @param environment all of its variables
 */
public record ChildJvm(List<String> command, Map<String, String> environment) {
  private static final int FIRST_TO_RESTRICT_NATIVE_ACCESS = 22;
  private static final String JAR_MARK = "!/";

  /** They change what a JVM runs, or what a program loads. */
  private static final List<String> DROPPED =
      List.of(
          "_JAVA_OPTIONS",
          "CLASSPATH",
          "HSA_OVERRIDE_GFX_VERSION",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "LD_AUDIT",
          "LD_PRELOAD");

  /** A folder for temporary files, or where JNA's library lies, may be configured. */
  private static final List<String> KEPT_PROPERTIES =
      List.of("java.io.tmpdir", "jna.boot.library.path", "jna.nounpack", "jna.tmpdir");

  private static final String LIBRARY_PATH = "LD_LIBRARY_PATH";

  /** The loader would replace or split them, and look elsewhere. */
  private static final Pattern READ_DIFFERENTLY = Pattern.compile("[$:;]");

  /** Copies both. */
  public ChildJvm {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * A JVM for a main class.
   *
   * @param main the name of the class
   * @param classes class files, as resources, that it needs: where they lie is its class path
   * @param environment the variables it begins with; those that change what is loaded are dropped,
   *     and of {@code LD_LIBRARY_PATH} only folders kept that {@link LibraryVetting} lets pass
   * @throws IOException if they do not lie in folders or jars of the file system, or there is no
   *     {@code java}
   */
  public static ChildJvm of(String main, List<String> classes, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.addAll(
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+ErrorFileToStderr",
            "-XX:-CreateCoredumpOnCrash",
            "-Xshare:auto",
            "-Xmx64m",
            "-Djna.nosys=true"));
    for (String property : KEPT_PROPERTIES) {
      String value = System.getProperty(property);
      if (value != null) {
        command.add("-D" + property + "=" + value);
      }
    }
    if (Runtime.version().feature() >= FIRST_TO_RESTRICT_NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", classPath(classes), main));
    return new ChildJvm(command, cleaned(environment));
  }

  private static Path java() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    if (!Files.isExecutable(java)) {
      throw new IOException(java + " is not there to be started");
    }
    return java;
  }

  private static String classPath(List<String> classes) throws IOException {
    Set<String> places = new LinkedHashSet<>();
    for (String file : classes) {
      places.add(place(file).toString());
    }
    return String.join(":", places);
  }

  /** The folder or jar in which a class file lies. */
  private static Path place(String file) throws IOException {
    String resource = String.valueOf(ChildJvm.class.getClassLoader().getResource(file));
    try {
      String location =
          resource.startsWith("jar:")
              ? resource.substring("jar:".length(), resource.lastIndexOf(JAR_MARK))
              : resource.substring(0, resource.length() - file.length());
      Path place = Path.of(URI.create(location));
      if (place.isAbsolute() && place.toString().indexOf(':') < 0) {
        return place;
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException | FileSystemNotFoundException e) {
      // Told below, as is a place that a class path cannot name.
    }
    throw new IOException(
        file + " is at " + resource + ", in no folder or jar from which a JVM can be started");
  }

  private static Map<String, String> cleaned(Map<String, String> environment) {
    Map<String, String> cleaned = new HashMap<>(environment);
    cleaned
        .keySet()
        .removeIf(name -> DROPPED.stream().anyMatch(dropped -> isOrBegins(name, dropped)));
    String folders = cleaned.remove(LIBRARY_PATH);
    List<String> fit = folders == null ? List.of() : fitFolders(folders);
    if (!fit.isEmpty()) {
      cleaned.put(LIBRARY_PATH, String.join(":", fit));
    }
    cleaned.put("LC_ALL", "C");
    return cleaned;
  }

  /** From the others what the JVM and the libraries depend on would be loaded unseen. */
  private static List<String> fitFolders(String folders) {
    LibraryVetting vetting = LibraryVetting.ofThisProcess();
    List<String> fit = new ArrayList<>();
    for (String folder : folders.split("[:;]")) {
      try {
        Path real = Path.of(folder).toRealPath();
        if (folder.startsWith("/")
            && !READ_DIFFERENTLY.matcher(real.toString()).find()
            && vetting.objectionToFolder(real, true).isEmpty()) {
          fit.add(real.toString());
        }
      } catch (IOException | InvalidPathException e) {
        // Nothing can be loaded from there.
      }
    }
    return fit;
  }

  /** A variable itself, or the form of it for one device, as {@code …_1}. */
  private static boolean isOrBegins(String name, String dropped) {
    return name.equals(dropped) || name.startsWith(dropped + "_");
  }
}
