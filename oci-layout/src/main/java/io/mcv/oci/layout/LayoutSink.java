package io.mcv.oci.layout;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one image into a layout. */
final class LayoutSink implements ImageSink {
  private final String description;
  private final @Nullable String refName;
  private final BlobFolder blobs;
  private final LayoutIndex index;
  private final Staging staging;
  private final @Nullable LayoutOrigin origin;
  private final WritersLock lock;
  private final List<Descriptor> attached = new ArrayList<>();
  private boolean closed;

  /**
   * Opens it.
   *
   * @param origin of a layout that is new, and taken away again if nothing is published; else null
   */
  LayoutSink(
      String description,
      @Nullable String refName,
      BlobFolder blobs,
      LayoutIndex index,
      Staging staging,
      @Nullable LayoutOrigin origin)
      throws IOException {
    this.description = description;
    this.refName = refName;
    this.blobs = blobs;
    this.index = index;
    this.staging = staging;
    this.origin = origin;
    this.lock = WritersLock.acquire(staging.writersLock());
    staging.sweep();
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public SinkForm form() {
    return SinkForm.OCI;
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
  public void checkManifest(RawManifest manifest) throws IOException {
    LayoutDocuments.checkManifest(manifest, description);
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    checkManifest(manifest);
    try (BlobWriter writer = newBlob(manifest.digest().algorithm())) {
      writer.stream().write(manifest.bytes());
      writer.commit(manifest.descriptor());
    }
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
    index.put(LayoutDocuments.entry(manifest, refName), attached);
    if (origin != null) {
      origin.keep();
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      lock.close();
      if (origin != null) {
        origin.withdraw(index, staging);
      }
    }
  }
}
