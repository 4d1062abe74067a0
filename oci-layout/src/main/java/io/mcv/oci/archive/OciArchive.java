package io.mcv.oci.archive;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.LayoutDocuments;
import io.mcv.oci.layout.LayoutFiles;
import io.mcv.oci.layout.LayoutReader;
import io.mcv.oci.model.MalformedDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An OCI layout in a tar, as skopeo's {@code oci-archive:} reads and writes it.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">image-layout.md</a>
 */
public final class OciArchive {
  private OciArchive() {}

  /**
   * Opens an image for reading, where the archive lies. One in gzip or zstd is unpacked first.
   *
   * @param refName its name in the layout, mostly a tag; null for the only image
   * @param temporaryFolder for the tar of a compressed archive
   * @throws io.mcv.oci.model.NotFoundException if there is no such file or image; its candidates
   *     are the names there are
   * @throws MalformedDocumentException if it is not a tar of a layout
   */
  public static ImageSource source(Path file, @Nullable String refName, Path temporaryFolder)
      throws IOException {
    LayoutFiles files = files(file, temporaryFolder);
    try {
      LayoutReader layout = new LayoutReader("oci-archive:" + file, files);
      layout.check();
      return layout.source(refName);
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  /**
   * The files in an archive that is to be one of a layout, for a {@link LayoutReader}. What they
   * hold is not looked at.
   *
   * @param temporaryFolder for the tar of a compressed archive
   * @throws io.mcv.oci.model.NotFoundException if there is no such archive
   * @throws MalformedDocumentException if it is not a tar, or one of docker's
   */
  public static LayoutFiles files(Path file, Path temporaryFolder) throws IOException {
    TarIndex index = TarIndex.open(file, temporaryFolder);
    if (!index.has(LayoutDocuments.MARKER) && index.has(DockerArchive.MANIFEST)) {
      index.close();
      throw new MalformedDocumentException(
          index.locate("") + " is not one of an OCI layout; use docker-archive:");
    }
    return new IndexedFiles(index);
  }

  /**
   * Starts to write an archive of one image, in the place of what is there when it is published.
   *
   * @param file its folder is there
   * @param refName the name of the image in the layout, or null
   */
  public static ImageSink sink(Path file, @Nullable String refName) throws IOException {
    return new OciArchiveSink(file, refName);
  }

  private record IndexedFiles(TarIndex index) implements LayoutFiles {
    @Override
    public String locate(String name) {
      return index.locate(name);
    }

    @Override
    public long size(String name) throws IOException {
      return index.size(name);
    }

    @Override
    public List<String> names(String folder, int limit) throws IOException {
      List<String> names = index.names(folder);
      if (names.size() > limit) {
        throw tooMany(folder, limit);
      }
      return names;
    }

    @Override
    public SortedMap<String, Long> all(int limit) {
      return index.sizes(limit);
    }

    @Override
    public InputStream open(String name) throws IOException {
      return index.open(name);
    }

    @Override
    public void close() throws IOException {
      index.close();
    }
  }
}
