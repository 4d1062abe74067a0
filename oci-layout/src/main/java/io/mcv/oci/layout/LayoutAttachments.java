package io.mcv.oci.layout;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.DigestTags;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the images of a layout.
 *
 * <table>
 * <caption>Entries of index.json that do, with HEX from the digest of the image</caption>
 * <tr><td>name {@code sha256-HEX.sig}, {@code .att}, {@code .sbom}, or {@code REPOSITORY:} before
 *   it</td><td>cosign's, as the tag in a registry</td></tr>
 * <tr><td>name {@code sha256-HEX}</td><td>an index of referrers, as the tag in a registry</td></tr>
 * <tr><td>any with a {@code subject}</td><td>a referrer, as oras leaves it</td></tr>
 * </table>
 *
 * <p>A layout of {@code cosign save} says it otherwise: {@link SavedByCosign}.
 */
final class LayoutAttachments {
  private final LayoutReader layout;
  private @Nullable Map<Digest, Descriptor> referrers;
  private final Map<String, Descriptor> tagged = new HashMap<>();
  private final Map<Digest, Digest> subjects = new HashMap<>();

  LayoutAttachments(LayoutReader layout) {
    this.layout = layout;
  }

  /** Those of one manifest. */
  List<Attachment> of(Digest subject) throws IOException {
    List<Attachment> found = new ArrayList<>();
    for (Descriptor referrer : referrers().values()) {
      if (subject.equals(subjects.get(referrer.digest()))) {
        found.add(new Attachment(null, layout.blobs().manifest(referrer)));
      }
    }
    for (String suffix : DigestTags.SUFFIXES) {
      String tag = DigestTags.of(subject) + suffix;
      RawManifest manifest = readable(tagged.get(tag));
      if (manifest != null) {
        found.add(new Attachment(tag, manifest));
      }
    }
    return found;
  }

  /** Null for one that is damaged or gone, which does not hide the others. */
  private @Nullable RawManifest readable(@Nullable Descriptor entry) throws IOException {
    try {
      return entry == null ? null : layout.blobs().manifest(entry);
    } catch (OciException e) {
      return null;
    }
  }

  /** Whether an entry belongs to another one, as far as index.json itself tells. */
  static boolean isOne(LayoutImage image) {
    String name = image.refName();
    return name == null
        ? image.descriptor().artifactType() != null || SavedByCosign.suffix(image) != null
        : DigestTags.isAttachment(tag(name)) || isReferrersTag(tag(name));
  }

  /** All manifests that have a subject; the layout is looked through once. */
  private Map<Digest, Descriptor> referrers() throws IOException {
    if (referrers == null) {
      Map<Digest, Descriptor> found = new LinkedHashMap<>();
      List<LayoutImage> images = layout.images();
      Digest saved = SavedByCosign.image(images);
      for (LayoutImage image : images) {
        String name = image.refName();
        String suffix = saved == null ? null : SavedByCosign.suffix(image);
        if (saved != null && suffix != null) {
          tagged.putIfAbsent(DigestTags.of(saved) + suffix, image.descriptor());
        } else if (name != null && DigestTags.isAttachment(tag(name))) {
          tagged.putIfAbsent(tag(name), image.descriptor());
        } else {
          look(image.descriptor(), name, found);
        }
      }
      if (saved != null) {
        for (Descriptor each : SavedByCosign.manifests(layout)) {
          look(each, null, found);
        }
      }
      referrers = found;
    }
    return referrers;
  }

  private void look(Descriptor entry, @Nullable String name, Map<Digest, Descriptor> found) {
    try {
      RawManifest raw = layout.blobs().manifest(entry);
      Manifest manifest = raw.parse();
      note(entry, manifest, found);
      if (manifest instanceof ImageIndex list && name != null && isReferrersTag(tag(name))) {
        for (Descriptor listed : list.manifests()) {
          look(listed, null, found);
        }
      }
    } catch (IOException e) {
      // Whatever is damaged there is no part of the image that is read.
    }
  }

  private void note(Descriptor entry, Manifest manifest, Map<Digest, Descriptor> found) {
    Descriptor subject = manifest.subject();
    if (subject != null) {
      subjects.put(entry.digest(), subject.digest());
      found.putIfAbsent(entry.digest(), entry);
    }
  }

  private static boolean isReferrersTag(String tag) {
    return DigestTags.isAttachment(tag + DigestTags.SUFFIXES.get(0));
  }

  /** The tag in a name, which may be a whole one. */
  static String tag(String refName) {
    return refName.substring(refName.lastIndexOf(':') + 1);
  }
}
