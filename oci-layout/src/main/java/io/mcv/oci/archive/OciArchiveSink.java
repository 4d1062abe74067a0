package io.mcv.oci.archive;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.layer.TarWriter;
import io.mcv.oci.layout.LayoutDocuments;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.RawManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one image into a tar of a layout.
 *
 * <pre>
 * blobs/               0755
 * blobs/sha256/        0755
 * blobs/sha256/HEX     0644   in the order in which they come: layers, configurations, manifests
 * index.json           0644
 * oci-layout           0644
 * </pre>
 *
 * <p>skopeo's archives have the same entries, sorted, and the times at which they were made; here
 * all times are the start of 1970, so that the same image gives the same archive.
 */
final class OciArchiveSink implements ImageSink {
  private static final int FOLDER_MODE = 0755;
  private static final int FILE_MODE = 0644;

  private final String description;
  private final @Nullable String refName;
  private final ArchiveWriter archive;
  private final List<Descriptor> attached = new ArrayList<>();
  private final Set<DigestAlgorithm> folders = EnumSet.noneOf(DigestAlgorithm.class);

  OciArchiveSink(Path file, @Nullable String refName) throws IOException {
    this.description = "oci-archive:" + file + (refName == null ? "" : ":" + refName);
    this.refName = refName;
    this.archive = new ArchiveWriter(ArchiveTarget.of(file), FILE_MODE, this::blobName);
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public SinkForm form() {
    return SinkForm.OCI;
  }

  @Override
  public boolean inOrder() {
    return true;
  }

  @Override
  public boolean hasBlob(Descriptor descriptor) {
    return archive.has(descriptor.digest());
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException {
    return archive.newBlob(algorithm);
  }

  @Override
  public BlobCopy copyBlob(Descriptor blob, ImageSource source, LongConsumer progress)
      throws IOException {
    return archive.copy(blob, source, progress);
  }

  @Override
  public void checkManifest(RawManifest manifest) throws IOException {
    LayoutDocuments.checkManifest(manifest, description);
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    checkManifest(manifest);
    archive.write(manifest.descriptor(), new ByteArrayInputStream(manifest.bytes()), moved -> {});
  }

  @Override
  public boolean holdsAttachments() {
    return true;
  }

  @Override
  public void attach(Attachment attachment) throws IOException {
    putManifest(attachment.manifest());
    attached.add(LayoutDocuments.entry(attachment, refName));
  }

  @Override
  public void publish(RawManifest manifest) throws IOException {
    putManifest(manifest);
    List<Descriptor> entries = new ArrayList<>();
    entries.add(LayoutDocuments.entry(manifest, refName));
    entries.addAll(attached);
    archive.write(LayoutDocuments.INDEX, LayoutDocuments.index(entries));
    archive.write(LayoutDocuments.MARKER, LayoutDocuments.marker());
    archive.publish();
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }

  private String blobName(Descriptor blob, TarWriter tar) throws IOException {
    String name = LayoutDocuments.blobName(blob.digest());
    if (folders.isEmpty()) {
      tar.directory("blobs", FOLDER_MODE);
    }
    if (folders.add(blob.digest().algorithm())) {
      tar.directory(name.substring(0, name.lastIndexOf('/')), FOLDER_MODE);
    }
    return name;
  }
}
