package io.mcv.client;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;

/** Lets the cache have what was pulled into a layout. */
final class AdoptingListener implements TransferListener {
  private final TransferListener next;
  private final CachedImage cached;
  private final OciLayout layout;

  AdoptingListener(TransferListener next, CachedImage cached, OciLayout layout) {
    this.next = next;
    this.cached = cached;
    this.layout = layout;
  }

  @Override
  public void begins(int blobs, long bytes) {
    next.begins(blobs, bytes);
  }

  @Override
  public void moved(long bytes) {
    next.moved(bytes);
  }

  @Override
  public void blob(Descriptor blob, BlobCopy how) {
    if (how == BlobCopy.COPIED) {
      cached.adopt(layout, blob);
    }
    next.blob(blob, how);
  }

  @Override
  public void ends() {
    next.ends();
  }
}
