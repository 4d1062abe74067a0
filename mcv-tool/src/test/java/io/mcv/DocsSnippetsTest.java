package io.mcv;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compiles the Java of the documents, each block a whole class, and runs those with a main method,
 * one after the other: with a cache as their argument, as a user whose home, working folder and
 * {@code /tmp} are one empty folder.
 */
class DocsSnippetsTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
  private static final Pattern CLASS_NAME =
      Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");
  private static final int SECONDS = 60;

  @ParameterizedTest
  @ValueSource(strings = {"docs/library.md", "docs/conformance.md", "README.md"})
  void theJavaOfADocumentCompilesAndRuns(String document, @TempDir Path home) throws Exception {
    List<String> blocks = blocks(document);

    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      String name = className(block);
      Path classes = Files.createTempDirectory(home, "classes");
      compile(name, block.replace("/tmp/", home + "/"), classes);
      if (block.contains("void main(String[] ")) {
        run(name, classes, home);
      }
    }
  }

  private static List<String> blocks(String document) throws IOException {
    String text = Files.readString(Checkout.root().resolve(document));
    return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
  }

  private static String className(String block) {
    Matcher name = CLASS_NAME.matcher(block);
    assertThat(name.find()).as("a block is a whole class: %s", block).isTrue();
    return name.group(1);
  }

  private static void compile(String name, String block, Path classes) throws IOException {
    Path source = Files.writeString(classes.resolve(name + ".java"), block);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as("%s%n%s", messages, block).isTrue();
    }
  }

  private static void run(String name, Path classes, Path home) throws Exception {
    Path output = Files.createTempFile(home, name, ".out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classes + ":" + System.getProperty("java.class.path"), name));
    command.add(Checkout.sampleCache("triton-vector-add").toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());

    Process process = builder.start();

    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s ends", name).isTrue();
    assertThat(process.exitValue()).as("%s: %s", name, Files.readString(output)).isZero();
  }
}
