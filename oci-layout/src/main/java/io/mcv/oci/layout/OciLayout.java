package io.mcv.oci.layout;

import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An OCI image layout: a folder that holds images.
 *
 * <p>Any number of processes and threads may read and write one layout at once. Objects of this
 * class hold nothing open and need no closing; every call sees the layout as it then is.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">image-layout.md</a>
 */
public final class OciLayout {
  static final String MARKER = LayoutDocuments.MARKER;

  /** All that a layout may hold before {@link #MARKER}, which is written last, makes it one. */
  private static final Set<String> OWN_NAMES =
      Set.of(MARKER, LayoutIndex.NAME, Blobs.NAME, Staging.NAME);

  private final Path folder;
  private final Staging staging;
  private final LayoutReader reader;
  private final BlobFolder blobs;
  private final LayoutIndex index;
  private final @Nullable LayoutOrigin origin;

  private OciLayout(Path folder, @Nullable LayoutOrigin origin) {
    this.folder = folder;
    this.origin = origin;
    this.staging = new Staging(folder);
    LayoutFiles files = new FolderFiles(folder);
    this.reader = new LayoutReader("oci:" + folder, files);
    this.blobs = BlobFolder.ofLayout(folder, reader.blobs());
    this.index = new LayoutIndex(folder, files, staging);
  }

  /**
   * Opens a layout that is there. Nothing is written, so it may be read-only.
   *
   * @throws NotFoundException if there is no such folder
   * @throws MalformedDocumentException if it is not an OCI layout of version 1.0.0
   */
  public static OciLayout open(Path folder) throws IOException {
    checkFolder(folder);
    OciLayout layout = new OciLayout(folder, null);
    layout.reader.check();
    return layout;
  }

  /**
   * The files of a folder that is to be a layout, for a {@link LayoutReader}. What they hold is not
   * looked at.
   *
   * @throws NotFoundException if there is no such folder
   * @throws MalformedDocumentException if it is no folder
   */
  public static LayoutFiles files(Path folder) throws IOException {
    checkFolder(folder);
    return new FolderFiles(folder);
  }

  private static void checkFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new NotFoundException("there is no OCI layout " + folder + ": no such folder");
    }
    if (!Files.isDirectory(folder)) {
      throw notLayout(folder, "it is not a folder; for an archive use oci-archive:");
    }
  }

  /**
   * Opens a layout, and makes an empty one where there is none; parent folders too. Also ends what
   * a killed process has begun.
   *
   * <p>What it has made is taken away again when a sink of it is closed without an image.
   *
   * @throws MalformedDocumentException if there is a file, or a folder that holds something else
   */
  public static OciLayout openOrCreate(Path folder) throws IOException {
    if (isComplete(folder)) {
      return open(folder);
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw notLayout(folder, "it is not a folder; name another one");
    }
    LayoutOrigin origin = LayoutOrigin.make(folder);
    refuseForeignContent(folder);
    OciLayout layout = new OciLayout(folder, origin);
    try {
      return layout.index.locked(layout::create);
    } catch (IOException e) {
      try {
        origin.withdraw(layout.index, layout.staging);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /** The folder, as it was given. */
  public Path folder() {
    return folder;
  }

  /**
   * The entries of index.json, in its order. Names need not differ, and may be missing.
   *
   * @throws MalformedDocumentException if index.json is not what it must be
   */
  public List<LayoutImage> images() throws IOException {
    return reader.images();
  }

  /**
   * Opens an image for reading.
   *
   * @param refName its name in this layout, mostly a tag; null for the only image of the layout,
   *     besides what belongs to it, such as signatures
   * @throws NotFoundException if there is no such image, or for null not exactly one; its
   *     candidates are the names there are
   */
  public ImageSource source(@Nullable String refName) throws IOException {
    return reader.source(refName);
  }

  /**
   * Opens any manifest or index whose blob is in the layout, whether index.json names it or not.
   *
   * @throws NotFoundException if there is no such blob
   * @throws MalformedDocumentException if the blob is something else
   */
  public ImageSource source(Digest digest) throws IOException {
    return reader.source(digest);
  }

  /**
   * Starts to write an image. Other images of the layout are not touched.
   *
   * @param refName the name that it gets, taken from the image that has it, which then stays
   *     without a name as with skopeo; null to add an image without a name
   * @throws IllegalArgumentException if the name is empty
   */
  public ImageSink sink(@Nullable String refName) throws IOException {
    if (refName != null && refName.isEmpty()) {
      throw new IllegalArgumentException("the name of an image is empty");
    }
    return new LayoutSink(reader.describe(refName), refName, blobs, index, staging, origin);
  }

  /**
   * Starts to add to what belongs to the images of the layout, such as signatures.
   *
   * @param repository of the image, where names in this layout are whole ones with repository and
   *     tag, as {@code quay.io/team/cache}; null where they are tags
   */
  public AttachmentStore attachments(@Nullable String repository) throws IOException {
    ImageSink sink = new LayoutSink(toString(), null, blobs, index, staging, origin);
    return new LayoutAttachmentStore(repository, sink, reader.blobs(), index);
  }

  /** Opens the blobs by themselves. A layout that was made for it stays, with or without images. */
  public BlobStore blobStore() throws IOException {
    if (origin != null) {
      origin.keep();
    }
    return new BlobStore(blobs, staging);
  }

  Path blobFile(Digest digest) {
    return blobs.path(digest);
  }

  /**
   * Takes a name out of index.json, with its entry; blobs stay.
   *
   * @return whether there was such a name
   */
  public boolean remove(String refName) throws IOException {
    return index.remove(refName);
  }

  /**
   * Takes entries out of index.json; blobs stay.
   *
   * @param images as {@link #images} gave them; one that has changed since is not touched
   * @return whether any was there
   */
  public boolean remove(List<LayoutImage> images) throws IOException {
    return index.remove(images.stream().map(LayoutImage::descriptor).toList());
  }

  /**
   * Removes the blobs that no image refers to, while nobody writes to the layout. Programs that
   * know nothing of our locks are kept safe by the age of their files alone.
   *
   * @param waiting is run once if somebody does write, before the wait for the end of that
   * @throws MalformedDocumentException if the manifest of an image cannot be read; nothing is
   *     removed then
   */
  public CollectedGarbage collect(CollectionRules rules, Runnable waiting) throws IOException {
    BlobCollector collector = new BlobCollector(index, blobs, rules);
    if (rules.dryRun()) {
      return collector.run();
    }
    List<CollectedGarbage> result = new ArrayList<>();
    WritersLock.Action collect = () -> result.add(collector.run());
    if (!WritersLock.whenUnheld(staging.writersLock(), rules.patience(), waiting, collect)) {
      throw new IOException(
          "cannot remove blobs of "
              + this
              + ": images are being written to it; try again when that is done");
    }
    return result.get(0);
  }

  /**
   * Reads all there is: manifests of every entry, what they name, and every other blob.
   *
   * @return what is wrong; empty for a sound layout
   * @throws IOException if the folders themselves cannot be listed
   */
  public List<LayoutProblem> verify() throws IOException {
    return new LayoutVerifier(index, blobs).verify();
  }

  @Override
  public String toString() {
    return reader.describe(null);
  }

  private OciLayout create() throws IOException {
    Staging.ensureFolder(blobs.path());
    index.createIfAbsent();
    Path marker = folder.resolve(MARKER);
    if (!Files.exists(marker)) {
      staging.write(marker, LayoutDocuments.marker());
    }
    reader.check();
    return this;
  }

  private static boolean isComplete(Path folder) {
    return Files.exists(folder.resolve(MARKER)) && Files.exists(folder.resolve(LayoutIndex.NAME));
  }

  private static void refuseForeignContent(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      if (!files.allMatch(file -> OWN_NAMES.contains(file.getFileName().toString()))) {
        throw notLayout(folder, "it holds other files; name a new or an empty folder");
      }
    } catch (IOException e) {
      throw FileError.of("list", folder, e);
    }
  }

  private static MalformedDocumentException notLayout(Path folder, String why) {
    return new MalformedDocumentException(folder + " is not an OCI layout: " + why);
  }
}
