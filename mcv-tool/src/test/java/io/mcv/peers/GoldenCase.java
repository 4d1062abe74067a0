package io.mcv.peers;

import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What skopeo 1.9.3 did, as {@code skopeo-golden} has it.
 *
 * @param name of its files
 * @param arguments of skopeo, with the paths and addresses of those days
 * @param exit its exit status
 * @param out its standard output
 * @param err its standard error
 */
record GoldenCase(String name, List<String> arguments, int exit, byte[] out, String err) {

  static List<GoldenCase> all() throws IOException {
    Path folder = SharedData.require("skopeo-golden");
    List<GoldenCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path exit : files.filter(file -> file.toString().endsWith(".rc")).sorted().toList()) {
        cases.add(read(folder, exit.getFileName().toString().replace(".rc", "")));
      }
    }
    return cases;
  }

  private static GoldenCase read(Path folder, String name) throws IOException {
    Path command = folder.resolve(name + ".cmd");
    return new GoldenCase(
        name,
        Files.exists(command) ? arguments(Files.readString(command).strip()) : named(name),
        Integer.parseInt(Files.readString(folder.resolve(name + ".rc")).strip()),
        Files.readAllBytes(folder.resolve(name + ".out")),
        Files.readString(folder.resolve(name + ".err")));
  }

  /** Arguments are not quoted in the file; that of {@code --format} alone has spaces. */
  private static List<String> arguments(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.remove("skopeo");
    int format = words.indexOf("--format") + 1;
    while (format > 0 && format < words.size() - 1 && !startsArgument(words.get(format + 1))) {
      words.set(format, words.get(format) + " " + words.remove(format + 1));
    }
    return words;
  }

  private static boolean startsArgument(String word) {
    return word.startsWith("--") || word.startsWith("oci:") || word.startsWith("docker:");
  }

  /** A name such as {@code ociarchive--config--raw} is the command. */
  private static List<String> named(String name) {
    String[] parts = name.split("--");
    List<String> arguments = new ArrayList<>(List.of("inspect", "--tls-verify=false"));
    for (int i = 1; i < parts.length; i++) {
      arguments.add("--" + parts[i]);
    }
    arguments.add(
        switch (parts[0]) {
          case "oci" -> "oci:img1:tag";
          case "docker" -> "docker://127.0.0.1:5123/team/app:v1";
          case "dockers2" -> "docker://127.0.0.1:5123/team/app:s2";
          case "dockerarchive" -> "docker-archive:da.tar";
          case "dockerarchive-ref" -> "docker-archive:da.tar:example.com/x/y:z";
          case "dir" -> "dir:dir";
          case "ociarchive" -> "oci-archive:oa.tar";
          default -> throw new IllegalArgumentException(name);
        });
    return arguments;
  }

  /** Whether it is about a command that has a test of its own, or speaks of skopeo itself. */
  boolean isElsewhere() {
    return List.of("copy", "delete", "--help", "--version").stream().anyMatch(arguments::contains);
  }

  @Override
  public String toString() {
    return name;
  }
}
