package io.mcv.client.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.client.publish.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("/tmp/mcv-hostile-target")
class SandboxTest {
  @TempDir Path folder;

  @Test
  void whatSomebodyElseHasWhereImagesAimStopsTheRunAndStays() throws IOException {
    Path layout = Files.createDirectory(folder.resolve("image"));
    Path workspace = Files.createDirectory(folder.resolve("workspace"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(Sandbox.AIMED_AT, elsewhere);
    try {
      assertThatThrownBy(() -> Sandbox.ofImage(workspace, layout))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/tmp/mcv-hostile-target")
          .hasMessageContaining("remove it");
      assertThat(Sandbox.AIMED_AT).isSymbolicLink();
      assertThat(elsewhere).isEmptyDirectory();
      assertThat(workspace).isEmptyDirectory();
    } finally {
      Folders.delete(Sandbox.AIMED_AT);
    }
  }

  @Test
  void everythingIsThereAndIsGoneAfterwards() throws IOException {
    Path layout = Files.createDirectory(folder.resolve("image"));
    Files.writeString(layout.resolve("oci-layout"), "{}");
    try (Sandbox sandbox = Sandbox.ofImage(folder, layout)) {
      assertThat(sandbox.layout().resolve("oci-layout")).hasContent("{}");
      assertThat(sandbox.target()).isEmptyDirectory();
      assertThat(sandbox.target().resolveSibling("victim")).hasContent("as it was");
      assertThat(Sandbox.AIMED_AT.resolve("victim")).hasContent("as it was");
      assertThat(sandbox.surroundings().firstChange(sandbox.surroundings())).isEmpty();
    }
    assertThat(Sandbox.AIMED_AT).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**mcv-conformance*");
  }
}
