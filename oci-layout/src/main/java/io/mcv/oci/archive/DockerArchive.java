package io.mcv.oci.archive;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker save} writes and {@code docker load} reads, whoever wrote it.
 *
 * <table>
 * <caption>What is in the tar</caption>
 * <tr><td>{@code manifest.json}</td><td>the images: {@code Config}, {@code RepoTags}, {@code
 *   Layers}, all else is found by it</td></tr>
 * <tr><td>{@code HEX.json}, {@code HEX.tar}</td><td>configurations and layers, as skopeo, podman
 *   and buildah name them</td></tr>
 * <tr><td>{@code HEX/layer.tar}</td><td>layers, as docker before 25 names them, or links to them;
 *   with {@code json} and {@code VERSION}, which only docker before 1.10 reads</td></tr>
 * <tr><td>{@code blobs/sha256/HEX}</td><td>either, as docker names them from 25 on</td></tr>
 * <tr><td>{@code repositories}</td><td>tags, for docker before 1.10</td></tr>
 * </table>
 *
 * <p>The archive has no manifest of the image. One of docker's schema 2 is made up as
 * containers/image does it: layers are what they unpack to, by their diffIDs, in whatever form they
 * lie in the archive.
 *
 * @see <a
 *     href="https://github.com/moby/docker-image-spec/blob/v1.3.1/v1.2.md#combined-image-json--filesystem-changeset-format">Combined
 *     Image JSON + Filesystem Changeset Format</a>
 */
public final class DockerArchive {
  static final String MANIFEST = "manifest.json";
  static final String REPOSITORIES = "repositories";

  private DockerArchive() {}

  /**
   * Opens an image for reading, where the archive lies. One in gzip or zstd is unpacked first.
   *
   * @param name one of the image's tags, of which {@code docker.io/library/x:latest} and {@code x}
   *     are the same; null for the only image
   * @param temporaryFolder for the tar of a compressed archive
   * @throws io.mcv.oci.model.NotFoundException if there is no such file or image; its candidates
   *     are the names there are
   * @throws io.mcv.oci.model.MalformedDocumentException if it is not such an archive
   */
  public static ImageSource source(Path file, @Nullable ImageName name, Path temporaryFolder)
      throws IOException {
    String description = "docker-archive:" + file;
    return open(
        name == null ? description : description + ":" + name,
        file,
        temporaryFolder,
        images -> SavedImage.choose(images, name, description));
  }

  /**
   * The same for the image at a place of {@code manifest.json}.
   *
   * @param index counted from 0
   */
  public static ImageSource source(Path file, int index, Path temporaryFolder) throws IOException {
    String description = "docker-archive:" + file;
    return open(
        description + ":@" + index,
        file,
        temporaryFolder,
        images -> SavedImage.at(images, index, description));
  }

  /**
   * The same for an archive that somebody else gave, of one image under any names.
   *
   * @param description of the image, for messages, as {@link ImageSource#describe} gives it
   */
  public static ImageSource source(String description, Path file, Path temporaryFolder)
      throws IOException {
    return open(
        description, file, temporaryFolder, images -> SavedImage.choose(images, null, description));
  }

  /** The tags of all images, as whole names, in the order of {@code manifest.json}. */
  public static List<String> tags(Path file, Path temporaryFolder) throws IOException {
    try (TarIndex archive = TarIndex.open(file, temporaryFolder)) {
      List<String> tags = new ArrayList<>();
      for (SavedImage image : SavedImage.readAll(archive)) {
        image.tags().forEach(tag -> tags.add(tag.toString()));
      }
      return tags;
    }
  }

  /**
   * Starts to write an archive of one image. Nothing is there before it is published.
   *
   * @param file its folder is there, and no archive: other images may be in that
   * @param name the image's name, {@code :latest} where it has no tag; or null
   */
  public static ImageSink sink(Path file, @Nullable ImageName name) throws IOException {
    String description = "docker-archive:" + file + (name == null ? "" : ":" + name);
    return new DockerArchiveSink(description, ArchiveTarget.ofNew(file), name);
  }

  /**
   * Starts to write such an archive to a stream, which {@code publish} ends but does not close.
   *
   * @param description of where it goes, for messages, as {@link ImageSink#describe} gives it
   * @param temporaryFolder for blobs whose size is not known when they begin
   */
  public static ImageSink sink(
      String description, OutputStream out, @Nullable ImageName name, Path temporaryFolder) {
    return new DockerArchiveSink(description, ArchiveTarget.of(out, temporaryFolder), name);
  }

  /** Picks an image of an archive. */
  private interface Choice {
    SavedImage of(List<SavedImage> images) throws IOException;
  }

  private static ImageSource open(
      String description, Path file, Path temporaryFolder, Choice choice) throws IOException {
    TarIndex archive = TarIndex.open(file, temporaryFolder);
    try {
      SavedImage image = choice.of(SavedImage.readAll(archive));
      return DockerArchiveSource.open(description, archive, image);
    } catch (IOException e) {
      archive.close();
      throw e;
    }
  }
}
