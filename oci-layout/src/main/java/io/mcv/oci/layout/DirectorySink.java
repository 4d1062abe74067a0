package io.mcv.oci.layout;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes an image into a folder.
 *
 * <p>All files but {@code manifest.json} have names that their content gives them, so those of the
 * new image come beside those of the old. The rename of {@code manifest.json} makes the one image
 * the other; only then the files that belonged to the old one go.
 */
final class DirectorySink implements ImageSink {
  /** Files of an image: blobs, manifests of an index, signatures, and blobs not written whole. */
  private static final Pattern OF_AN_IMAGE =
      Pattern.compile(
          "([0-9a-f]{64}|[0-9a-f]{128})(\\.manifest\\.json|-signature-[0-9]+)?"
              + "|signature-[0-9]+|dir-put-blob[0-9]+");

  private final Path folder;
  private final LayoutOrigin origin;
  private final boolean isNew;
  private final Staging staging;
  private final DirectoryLock lock;
  private final BlobFolder blobs;
  private final Set<String> before;
  private final Set<String> ofThisImage = new HashSet<>();
  private boolean published;
  private boolean closed;

  private DirectorySink(
      Path folder, LayoutOrigin origin, boolean isNew, Staging staging, DirectoryLock lock)
      throws IOException {
    this.folder = folder;
    this.origin = origin;
    this.isNew = isNew;
    this.staging = staging;
    this.lock = lock;
    this.blobs = BlobFolder.ofDirectory(folder);
    this.before = names(folder);
  }

  static DirectorySink open(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw notAnImage(folder, "it is not a folder");
    }
    LayoutOrigin origin = LayoutOrigin.make(folder);
    try {
      Set<String> content = names(folder);
      content.remove(Staging.NAME);
      boolean isMarked = content.remove(DirectoryImage.VERSION);
      if (!isMarked && !content.isEmpty()) {
        throw notAnImage(folder, "it holds other files, and no file " + DirectoryImage.VERSION);
      }
      return open(folder, origin, content.isEmpty(), DirectoryLock.acquire(folder));
    } catch (IOException e) {
      origin.removeMadeFolders();
      throw e;
    }
  }

  private static DirectorySink open(
      Path folder, LayoutOrigin origin, boolean isEmpty, DirectoryLock lock) throws IOException {
    try {
      boolean isNew = isEmpty && lock.isUnmarked();
      if (isNew) {
        lock.mark();
      } else if (!lock.isMarked()) {
        throw notAnImage(folder, "its file " + DirectoryImage.VERSION + " says something else");
      }
      LayoutOrigin.delete(folder.resolve(Staging.NAME)); // of a writer that was killed
      return new DirectorySink(folder, origin, isNew, new Staging(folder), lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public String describe() {
    return DirectoryImage.describe(folder);
  }

  /** Reads the blob whole: one that was damaged on disk is to be written again. */
  @Override
  public boolean hasBlob(Descriptor descriptor) throws IOException {
    return blobs.blobs().holds(descriptor);
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException {
    return new LayoutBlobWriter(blobs, staging.newFile(), algorithm);
  }

  @Override
  public BlobCopy copyBlob(Descriptor blob, ImageSource source, LongConsumer progress)
      throws IOException {
    return BlobFile.copy(blob, source, progress, blobs, staging);
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    note(manifest);
    Path file = DirectoryImage.childManifest(folder, manifest.digest());
    ofThisImage.add(file.getFileName().toString());
    staging.write(file, manifest.bytes());
  }

  @Override
  public void publish(RawManifest manifest) throws IOException {
    note(manifest);
    staging.write(folder.resolve(DirectoryImage.MANIFEST), manifest.bytes());
    published = true;
    removeAllBut(ofThisImage);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (!published) {
        removeAllBut(before);
      }
      LayoutOrigin.delete(folder.resolve(Staging.NAME));
      if (isNew && !published) {
        Files.deleteIfExists(folder.resolve(DirectoryImage.VERSION));
        origin.removeMadeFolders();
      }
    } finally {
      lock.close();
    }
  }

  private void note(RawManifest raw) throws IOException {
    if (raw.parse() instanceof ImageManifest image) {
      ofThisImage.add(image.config().digest().hex());
      image.layers().forEach(layer -> ofThisImage.add(layer.digest().hex()));
    }
  }

  private void removeAllBut(Set<String> kept) throws IOException {
    for (String name : names(folder)) {
      if (!kept.contains(name) && OF_AN_IMAGE.matcher(name).matches()) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .collect(Collectors.toCollection(HashSet::new));
    } catch (IOException e) {
      throw FileError.of("list", folder, e);
    }
  }

  private static MalformedDocumentException notAnImage(Path folder, String why) {
    return new MalformedDocumentException(
        folder + " does not hold a dir: image: " + why + "; name a new or an empty folder");
  }
}
