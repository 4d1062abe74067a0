package io.mcv.gpu.library;

import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.Vendor;
import io.mcv.gpu.process.LibraryVetting;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a vendor's library may be: absolute paths of files that are fit to be loaded. The loader of
 * the system is never given a bare name: it would look in the working directory, and JNA on the
 * class path.
 *
 * <table>
 * <caption>Folders, in this order</caption>
 * <tr><td>{@value #OWN_PATH}</td><td>of the user</td></tr>
 * <tr><td>{@code /usr/lib/wsl/lib}</td><td>if there is {@code /dev/dxg}: Windows keeps drivers
 * there</td></tr>
 * <tr><td>{@code LD_LIBRARY_PATH}</td><td>its absolute folders</td></tr>
 * <tr><td>{@code ROCM_PATH}, {@code ROCM_HOME}</td><td>AMD: their {@code lib}</td></tr>
 * <tr><td>{@code /opt/rocm}, the newest {@code /opt/rocm-*}</td><td>AMD: {@code lib}, {@code
 * lib64}</td></tr>
 * <tr><td>those of distributions, container runtimes and boards</td><td></td></tr>
 * </table>
 */
public final class LibrarySearch {
  /** Variable with folders to look in first, separated by colons. */
  public static final String OWN_PATH = "MCV_GPU_LIBRARY_PATH";

  private static final Path WSL_DEVICE = Path.of("/dev/dxg");
  private static final String WSL_FOLDER = "/usr/lib/wsl/lib";
  private static final int MAX_CANDIDATES = 16;

  private static final List<String> SYSTEM =
      List.of(
          "/usr/lib64",
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib",
          "/lib64");

  private static final List<String> NVIDIA =
      List.of(
          "/usr/lib/x86_64-linux-gnu/nvidia/current",
          "/usr/lib/aarch64-linux-gnu/nvidia/current",
          "/usr/local/nvidia/lib64",
          "/usr/local/nvidia/lib",
          "/run/opengl-driver/lib",
          "/run/nvidia/driver/usr/lib64",
          "/run/nvidia/driver/usr/lib/x86_64-linux-gnu",
          "/run/nvidia/driver/usr/lib/aarch64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu/tegra",
          "/usr/lib/aarch64-linux-gnu/nvidia",
          "/home/kubernetes/bin/nvidia/lib64");

  private final Map<String, String> environment;
  private final LibraryVetting vetting;

  /** A search by the variables of an environment. */
  public LibrarySearch(Map<String, String> environment) {
    this(environment, LibraryVetting.ofThisProcess());
  }

  LibrarySearch(Map<String, String> environment, LibraryVetting vetting) {
    this.environment = Map.copyOf(environment);
    this.vetting = vetting;
  }

  /**
   * What was found for a source.
   *
   * @param candidates real paths, the best first
   * @param rejected files that are not fit to be loaded, each with the reason
   */
  public record Found(List<Path> candidates, List<String> rejected) {
    /** Copies both. */
    public Found {
      candidates = List.copyOf(candidates);
      rejected = List.copyOf(rejected);
    }
  }

  /** Looks for the library of a source. Nothing is loaded. */
  public Found find(Source source) {
    LibraryQuery query = LibraryQueries.of(source);
    Set<Path> candidates = new LinkedHashSet<>();
    Set<String> rejected = new LinkedHashSet<>();
    for (Folder folder : folders(LibraryQueries.vendor(source))) {
      for (String name : query.fileNames()) {
        Path file = folder.path().resolve(name);
        if (Files.isRegularFile(file) && candidates.size() < MAX_CANDIDATES) {
          consider(file, folder.named(), candidates, rejected);
        }
      }
    }
    return new Found(List.copyOf(candidates), List.copyOf(rejected));
  }

  private void consider(Path file, boolean named, Set<Path> candidates, Set<String> rejected) {
    try {
      Path real = file.toRealPath();
      vetting
          .objection(real, named)
          .ifPresentOrElse(
              objection -> rejected.add(real + " " + objection), () -> candidates.add(real));
    } catch (IOException e) {
      rejected.add(file + " cannot be looked at");
    }
  }

  /**
   * A folder to look in.
   *
   * @param named whether a variable names it
   */
  private record Folder(Path path, boolean named) {}

  private List<Folder> folders(Vendor vendor) {
    List<Folder> folders = new ArrayList<>();
    addNamed(folders, OWN_PATH, "");
    if (Files.exists(WSL_DEVICE)) {
      addFixed(folders, List.of(WSL_FOLDER));
    }
    addNamed(folders, "LD_LIBRARY_PATH", "");
    if (vendor == Vendor.AMD) {
      addNamed(folders, "ROCM_PATH", "lib");
      addNamed(folders, "ROCM_HOME", "lib");
      addFixed(folders, List.of("/opt/rocm/lib", "/opt/rocm/lib64"));
      newestRocm(Path.of("/opt"))
          .ifPresent(rocm -> folders.add(new Folder(rocm.resolve("lib"), false)));
    }
    addFixed(folders, SYSTEM);
    if (vendor == Vendor.NVIDIA) {
      addFixed(folders, NVIDIA);
    }
    return folders;
  }

  private void addNamed(List<Folder> folders, String variable, String below) {
    for (String folder : environment.getOrDefault(variable, "").split(":")) {
      // A relative or empty one would mean the working directory.
      if (folder.startsWith("/") && folder.indexOf('\0') < 0) {
        folders.add(new Folder(Path.of(folder).resolve(below), true));
      }
    }
  }

  private static void addFixed(List<Folder> folders, List<String> paths) {
    paths.forEach(path -> folders.add(new Folder(Path.of(path), false)));
  }

  /** The folder {@code rocm-VERSION} with the highest version. */
  static Optional<Path> newestRocm(Path opt) {
    List<Path> versions = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(opt, "rocm-[0-9]*")) {
      folders.forEach(versions::add);
    } catch (IOException | DirectoryIteratorException e) {
      // Nothing is installed there.
    }
    return versions.stream()
        .max(Comparator.comparing(LibrarySearch::version, LibrarySearch::compare));
  }

  private static List<Integer> version(Path folder) {
    List<Integer> numbers = new ArrayList<>();
    for (String number : String.valueOf(folder.getFileName()).split("[^0-9]+")) {
      if (!number.isEmpty() && number.length() < 9) {
        numbers.add(Integer.valueOf(number));
      }
    }
    return numbers;
  }

  private static int compare(List<Integer> left, List<Integer> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = left.get(i).compareTo(right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }
}
