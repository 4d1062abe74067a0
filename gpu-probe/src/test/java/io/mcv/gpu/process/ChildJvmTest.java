package io.mcv.gpu.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  private static final String OWN = "io/mcv/gpu/process/ChildJvm.class";
  private static final String JNA = "com/sun/jna/Native.class";

  @TempDir private Path folder;

  @Test
  void itsClassPathIsWhereTheClassesLie() throws IOException {
    List<String> command = ChildJvm.of("main", List.of(OWN, JNA), Map.of()).command();

    String[] classPath = command.get(command.indexOf("-cp") + 1).split(":");
    assertThat(classPath).hasSize(2);
    assertThat(Path.of(classPath[0]).resolve(OWN)).exists();
    assertThat(Path.of(classPath[1])).isRegularFile().hasExtension("jar");
    assertThat(command).endsWith("main").contains("-Djna.nosys=true");
  }

  @Test
  void classesMayLieInOneJarOfAnotherLoaderWithAnOddName() throws Exception {
    Path jar = folder.resolve("a b+ü%.jar");
    jar(jar, OWN, JNA);
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Object jvm =
          loader
              .loadClass(ChildJvm.class.getName())
              .getMethod("of", String.class, List.class, Map.class)
              .invoke(null, "main", List.of(OWN, JNA), Map.of());

      assertThat(jvm.toString()).contains("-cp, " + jar + ", main]");
    }
  }

  @Test
  void aClassThatIsNowhereIsToldByName() {
    assertThatThrownBy(() -> ChildJvm.of("main", List.of("no/Such.class"), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no/Such.class");
  }

  @Test
  void whatChangesTheProgramIsTakenFromItsEnvironmentAndTheRestKept() throws IOException {
    Map<String, String> environment =
        ChildJvm.of(
                "main",
                List.of(OWN),
                Map.ofEntries(
                    Map.entry("LD_PRELOAD", "x.so"),
                    Map.entry("LD_AUDIT", "x.so"),
                    Map.entry("JAVA_TOOL_OPTIONS", "-agent"),
                    Map.entry("_JAVA_OPTIONS", "-agent"),
                    Map.entry("JDK_JAVA_OPTIONS", "-agent"),
                    Map.entry("CLASSPATH", "."),
                    Map.entry("HSA_OVERRIDE_GFX_VERSION_1", "10.3.0"),
                    Map.entry("LC_ALL", "de_DE"),
                    Map.entry("CUDA_DEVICE_ORDER", "FASTEST_FIRST"),
                    Map.entry("CUDA_VISIBLE_DEVICES", "0")))
            .environment();

    assertThat(environment)
        .containsOnly(
            Map.entry("LC_ALL", "C"),
            Map.entry("CUDA_DEVICE_ORDER", "FASTEST_FIRST"),
            Map.entry("CUDA_VISIBLE_DEVICES", "0"));
  }

  @Test
  void librariesAreLoadedOnlyFromFoldersThatNobodyElseMayChange() throws IOException {
    Path root = folder.toRealPath();
    Path fit = folder(root, "fit", "rwxr-xr-x");
    Path open = folder(root, "open", "rwxrwxrwx");
    Path below = folder(open, "below", "rwxr-xr-x");
    Path variable = folder(root, "$LIB", "rwxr-xr-x");
    Path split = folder(root, "a;b", "rwxr-xr-x");
    Path link = Files.createSymbolicLink(root.resolve("link"), fit);
    Path splitLink = Files.createSymbolicLink(root.resolve("split"), split);
    Path working = Path.of("").toAbsolutePath();
    String relative = working.relativize(fit).toString();

    assertThat(libraryPath(open, below, variable, splitLink, working, root.resolve("none")))
        .isNull();
    assertThat(libraryPath("", relative, working.resolve("src"), open, link))
        .isEqualTo(fit.toString());
    assertThat(libraryPath(fit + ";" + open)).isEqualTo(fit.toString());
  }

  private static @Nullable String libraryPath(Object... folders) throws IOException {
    String value = Stream.of(folders).map(Object::toString).collect(Collectors.joining(":"));
    return ChildJvm.of("main", List.of(OWN), Map.of("LD_LIBRARY_PATH", value))
        .environment()
        .get("LD_LIBRARY_PATH");
  }

  private static Path folder(Path parent, String name, String permissions) throws IOException {
    Path path = Files.createDirectory(parent.resolve(name));
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void jar(Path jar, String... classes) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : classes) {
        try (InputStream bytes = ChildJvmTest.class.getClassLoader().getResourceAsStream(name)) {
          zip.putNextEntry(new ZipEntry(name));
          zip.write(java.util.Objects.requireNonNull(bytes).readAllBytes());
          zip.closeEntry();
        }
      }
    }
  }
}
