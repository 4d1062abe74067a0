package io.mcv.oci.layout;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds to what belongs to the images of a layout. A tag is read, changed and written under the lock
 * of index.json, so that of two who sign at once none loses a signature.
 */
final class LayoutAttachmentStore implements AttachmentStore {
  private final @Nullable String repository;
  private final ImageSink sink;
  private final Blobs blobs;
  private final LayoutIndex index;

  /**
   * Opens it.
   *
   * @param repository that names of tags begin with; null for tags alone
   * @param sink writes blobs and manifests, and is closed with this
   */
  LayoutAttachmentStore(
      @Nullable String repository, ImageSink sink, Blobs blobs, LayoutIndex index) {
    this.repository = repository;
    this.sink = sink;
    this.blobs = blobs;
    this.index = index;
  }

  @Override
  public String describe() {
    return sink.describe();
  }

  @Override
  public void putBlob(Descriptor blob, byte[] content) throws IOException {
    sink.putBlob(blob, content);
  }

  @Override
  public void putReferrer(RawManifest referrer) throws IOException {
    sink.putManifest(referrer);
    Descriptor entry = LayoutDocuments.entry(new Attachment(null, referrer), null);
    index.update(
        entries ->
            LayoutIndex.lists(entries, entry.digest()) ? entries : with(entries, null, entry));
  }

  @Override
  public RawManifest update(String tag, Change change) throws IOException {
    List<RawManifest> stored = new ArrayList<>();
    index.update(
        entries -> {
          Descriptor old = tagged(entries, tag);
          RawManifest current = old == null ? null : blobs.manifest(old);
          RawManifest changed = change.apply(current);
          stored.add(changed);
          if (current != null && changed.digest().equals(current.digest())) {
            return entries;
          }
          sink.putManifest(changed);
          return with(entries, old, LayoutDocuments.entry(changed, name(old, tag)));
        });
    return stored.get(0);
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }

  /** The entry that readers take: the first whose name ends with the tag. */
  private static @Nullable Descriptor tagged(List<Descriptor> entries, String tag) {
    for (Descriptor entry : entries) {
      String name = LayoutIndex.refName(entry);
      if (name != null && LayoutAttachments.tag(name).equals(tag)) {
        return entry;
      }
    }
    return null;
  }

  private String name(@Nullable Descriptor old, String tag) {
    String name = old == null ? null : LayoutIndex.refName(old);
    if (name != null) {
      return name;
    }
    return repository == null ? tag : repository + ":" + tag;
  }

  /** With an entry in the place of an old one, or behind all. */
  private static List<Descriptor> with(
      List<Descriptor> entries, @Nullable Descriptor old, Descriptor entry) {
    List<Descriptor> changed = new ArrayList<>(entries);
    if (old == null) {
      changed.add(entry);
    } else {
      changed.set(entries.indexOf(old), entry);
    }
    return changed;
  }
}
