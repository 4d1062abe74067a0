package io.mcv.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  @TempDir Path folder;

  @BeforeEach
  void mountASmallDisk() throws Exception {
    assumeTrue(
        exitCode("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder.toString()) == 0,
        "a small disk can only be mounted as root");
  }

  @AfterEach
  void unmount() throws Exception {
    exitCode("umount", folder.toString());
  }

  @Test
  void aFullDiskIsNamedAndWhatWasWrittenIsTakenBack() throws IOException {
    TestImage.write(folder, "v1", "one");
    try (ImageSink sink = OciLayout.open(folder).sink("v2");
        BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
      assertThatThrownBy(() -> writer.stream().write(new byte[2 << 20]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder.resolve("blobs").toString())
          .hasMessageContaining("No space left");
    }
    OciLayout layout = OciLayout.open(folder);
    assertThat(layout.images()).extracting(LayoutImage::refName).containsExactly("v1");
    assertThat(layout.verify()).isEmpty();
    try (Stream<Path> left = Files.list(folder.resolve(Staging.NAME))) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("tmp-"))).isEmpty();
    }
    TestImage.write(folder, "v2", "two");
  }

  private static int exitCode(String... command) throws Exception {
    try {
      return new ProcessBuilder(List.of(command))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
