package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.layer.TarWriter;
import io.mcv.oci.layout.LayoutDocuments;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of more than 4 GiB, one layer of zeros that is a hole, in a small heap. */
@Tag("slow")
class LargeArchiveCopyTest {
  private static final long SIZE = (4L << 30) + 1;

  /** Of so many zeros, by sha256sum. */
  private static final Digest LAYER =
      Digest.parse("sha256:fbb82f7b353676bb562eb82157fcf0ea42c36492ca13ee56dbf82c08b6802c5c");

  private static final byte[] CONFIG =
      ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
              + LAYER
              + "\"]}}")
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp;

  @Test
  void ofDocker() throws Exception {
    String config = Digest.sha256(CONFIG).hex() + ".json";
    String manifest =
        "[{\"Config\":\"%s\",\"RepoTags\":[\"x:v1\"],\"Layers\":[\"%s.tar\"]}]"
            .formatted(config, LAYER.hex());
    Path file =
        sparse(
            LAYER.hex() + ".tar",
            tar -> {
              tar.file(config, 0444, CONFIG);
              tar.file("manifest.json", 0444, manifest.getBytes(StandardCharsets.UTF_8));
            });
    copy("docker-archive:" + file, "docker-archive:/dev/null:x:v1");
  }

  @Test
  void ofALayout() throws Exception {
    Descriptor layer = Descriptor.of(MediaType.OCI_LAYER_TAR, LAYER, SIZE);
    Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, CONFIG);
    RawManifest manifest =
        new ImageManifest(MediaType.OCI_MANIFEST, null, config, List.of(layer), null, null).toRaw();
    String blobs = "blobs/sha256/";
    Path file =
        sparse(
            blobs + LAYER.hex(),
            tar -> {
              tar.file(blobs + config.digest().hex(), 0644, CONFIG);
              tar.file(blobs + manifest.digest().hex(), 0644, manifest.bytes());
              tar.file(
                  "index.json",
                  0644,
                  LayoutDocuments.index(List.of(LayoutDocuments.entry(manifest, "v1"))));
              tar.file("oci-layout", 0644, LayoutDocuments.marker());
            });
    Path copy = temp.resolve("copy.tar");
    copy("oci-archive:" + file, "oci-archive:" + copy);
    assertThat(Files.size(copy)).isGreaterThan(SIZE);
    assertThat(raw("oci-archive:" + copy)).isEqualTo(raw("oci-archive:" + file));
  }

  private void copy(String from, String to) throws Exception {
    Path output = temp.resolve("output");
    Process process =
        Tool.at(temp)
            .process(List.of("-Xmx64m"), "copy", "-q", from, to)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    assertThat(raw(from)).contains(LAYER.toString());
  }

  private String raw(String image) {
    return Tool.at(temp).run("inspect", "--raw", image).orFail().out();
  }

  /** Entries after the hole. */
  private interface Rest {
    void writeTo(TarWriter tar) throws IOException;
  }

  private Path sparse(String layer, Rest rest) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    // Not closed: the content is a hole.
    new TarWriter(head).file(layer, 0644, SIZE);
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(tail);
    rest.writeTo(tar);
    tar.finish();
    Path file = temp.resolve("sparse.tar");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(head.toByteArray()));
      long padded = (SIZE + 511) / 512 * 512;
      channel.write(ByteBuffer.wrap(tail.toByteArray()), head.size() + padded);
    }
    return file;
  }
}
