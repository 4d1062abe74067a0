package io.mcv.oci.layout;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** One image of a layout, pinned to its descriptor. */
final class LayoutSource implements ImageSource {
  private final String description;
  private final Descriptor image;
  private final LayoutReader layout;
  private final LayoutAttachments attachments;

  LayoutSource(String description, Descriptor image, LayoutReader layout) {
    this.description = description;
    this.image = image;
    this.layout = layout;
    this.attachments = new LayoutAttachments(layout);
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public Descriptor addressed() {
    return image;
  }

  @Override
  public boolean holdsAttachments() {
    return true;
  }

  @Override
  public RawManifest manifest() throws IOException {
    return layout.blobs().manifest(image);
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) throws IOException {
    return layout.blobs().manifest(descriptor);
  }

  @Override
  public InputStream openBlob(Descriptor descriptor) throws IOException {
    return layout.blobs().open(descriptor);
  }

  @Override
  public List<Attachment> attachments(Digest subject) throws IOException {
    return attachments.of(subject);
  }

  @Override
  public void close() throws IOException {
    layout.close();
  }
}
