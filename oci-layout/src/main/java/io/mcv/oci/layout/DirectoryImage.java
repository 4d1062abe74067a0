package io.mcv.oci.layout;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A folder with one image, as the transport {@code dir:} of containers/image keeps it.
 *
 * <table>
 * <caption>What is in it</caption>
 * <tr><td>{@code version}</td><td>{@code Directory Transport Version: 1.1} and a newline</td></tr>
 * <tr><td>{@code manifest.json}</td><td>the manifest or index, of any type</td></tr>
 * <tr><td>{@code HEX.manifest.json}</td><td>each manifest that the index names</td></tr>
 * <tr><td>{@code HEX}</td><td>each blob; HEX is its digest without the algorithm</td></tr>
 * <tr><td>{@code signature-N}</td><td>signatures of GnuPG; not read, and not written</td></tr>
 * </table>
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-transports.5.md">containers-transports(5)</a>
 */
public final class DirectoryImage {
  static final String VERSION = "version";
  static final String MANIFEST = "manifest.json";

  private DirectoryImage() {}

  /**
   * Opens the image for reading. Nothing is written, so the folder may be read-only.
   *
   * @throws NotFoundException if there is no such folder, or no image in it
   * @throws MalformedDocumentException if its {@code manifest.json} is something else
   */
  public static ImageSource source(Path folder) throws IOException {
    byte[] bytes;
    try {
      bytes = new FolderFiles(folder).read(MANIFEST, RawManifest.MAX_BYTES);
    } catch (NoSuchFileException e) {
      throw new NotFoundException(
          describe(folder)
              + (Files.isDirectory(folder)
                  ? " holds no image: it has no " + MANIFEST + "; for an OCI layout use oci:"
                  : " is not there: no such folder"));
    }
    RawManifest manifest =
        RawManifest.of(Blobs.mediaType(folder.resolve(MANIFEST).toString(), bytes), bytes);
    return new DirectorySource(folder, manifest);
  }

  /**
   * Starts to write an image. A folder that is missing is made, with those above it; an image that
   * is there stays whole until the new one is, and then gives way to it. Files that do not belong
   * to an image are not touched.
   *
   * @throws MalformedDocumentException if there is a file, or a folder that holds something else
   */
  public static ImageSink sink(Path folder) throws IOException {
    return DirectorySink.open(folder);
  }

  static String describe(Path folder) {
    return "dir:" + folder;
  }

  static Path childManifest(Path folder, Digest digest) {
    return folder.resolve(digest.hex() + "." + MANIFEST);
  }
}
