package io.mcv.oci.layout;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.NotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** All that images refer to: manifests, configurations, layers, and subjects with all of theirs. */
final class ReachableBlobs {
  private final Blobs blobs;
  private final Set<Digest> reached = new HashSet<>();
  private final Set<Digest> followed = new HashSet<>();

  ReachableBlobs(Blobs blobs) {
    this.blobs = blobs;
  }

  boolean contains(Digest digest) {
    return reached.contains(digest);
  }

  /**
   * Follows an image of the layout.
   *
   * <p>What its index names, and its subject, need not be there: a layout may hold a part of an
   * index.
   *
   * @throws IOException if one of its manifests cannot be read, so that nobody knows what it names
   */
  void follow(Descriptor image) throws IOException {
    Deque<Descriptor> pending = new ArrayDeque<>();
    follow(blobs.manifest(image).parse(), image.digest(), pending);
    while (!pending.isEmpty()) {
      Descriptor next = pending.removeFirst();
      reached.add(next.digest());
      boolean names = next.mediaType().isManifest() || next.mediaType().isIndex();
      if (names && !followed.contains(next.digest())) {
        try {
          follow(blobs.manifest(next).parse(), next.digest(), pending);
        } catch (NotFoundException absent) {
          followed.add(next.digest());
        }
      }
    }
  }

  private void follow(Manifest manifest, Digest digest, Deque<Descriptor> pending) {
    reached.add(digest);
    followed.add(digest);
    if (manifest.subject() != null) {
      pending.add(manifest.subject());
    }
    if (manifest instanceof ImageIndex index) {
      pending.addAll(index.manifests());
    } else if (manifest instanceof ImageManifest image) {
      reached.add(image.config().digest());
      image.layers().forEach(layer -> reached.add(layer.digest()));
    }
  }
}
