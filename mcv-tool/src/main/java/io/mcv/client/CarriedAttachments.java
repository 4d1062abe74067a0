package io.mcv.client;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.UnsupportedFormatException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What belongs to the manifests of a copy, and to that in turn, and is copied with them: signatures
 * of an image, and the signatures of its list of parts. What belongs to a manifest that becomes
 * another one would not fit that, and is left out.
 */
final class CarriedAttachments {
  private static final int MAX = 1000;
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private final ImageSource source;
  private final ImageSink sink;
  private final List<Attachment> carried = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<Digest> seen = new HashSet<>();
  private int misfits;
  private int unheld;
  private long bytes;

  private CarriedAttachments(ImageSource source, ImageSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /** None are looked for. */
  static CarriedAttachments none(ImageSource source, ImageSink sink) {
    return new CarriedAttachments(source, sink);
  }

  /** Looks for those of a plan, and adds them to it. */
  static CarriedAttachments of(ImageSource source, ImageSink sink, CopyPlan plan)
      throws IOException {
    CarriedAttachments attachments = new CarriedAttachments(source, sink);
    for (PlannedManifest planned : List.copyOf(plan.manifests())) {
      attachments.look(planned, plan);
    }
    attachments.warn();
    return attachments;
  }

  /** Those that are copied, each after what it belongs to. */
  List<Attachment> carried() {
    return carried;
  }

  /** What could not be copied. */
  List<String> warnings() {
    return warnings;
  }

  private void look(PlannedManifest planned, CopyPlan plan) throws IOException {
    Deque<Digest> subjects = new ArrayDeque<>(List.of(planned.source().digest()));
    while (!subjects.isEmpty()) {
      for (Attachment each : source.attachments(subjects.remove())) {
        if (seen.add(each.manifest().digest())) {
          count(each);
          if (planned.changes()) {
            misfits++;
          } else if (isHeld(each, plan)) {
            carried.add(each);
            subjects.add(each.manifest().digest());
          } else {
            unheld++;
          }
        }
      }
    }
  }

  private boolean isHeld(Attachment attachment, CopyPlan plan) throws IOException {
    if (!sink.holdsAttachments()) {
      return false;
    }
    try {
      plan.addAsItIs(attachment.manifest());
      return true;
    } catch (UnsupportedFormatException e) {
      return false;
    }
  }

  private void count(Attachment attachment) throws LimitExceededException {
    bytes += attachment.manifest().size();
    if (seen.size() > MAX || bytes > MAX_BYTES) {
      throw new LimitExceededException(
          "more than "
              + MAX
              + " signatures and the like, or "
              + MAX_BYTES
              + " bytes of their manifests, belong to "
              + source.describe()
              + "; --remove-signatures copies the image without them",
          MAX);
    }
  }

  private void warn() {
    if (misfits > 0) {
      warnings.add(
          lost(misfits)
              + " are left out: they belong to the image as it was before the conversion");
    }
    if (unheld > 0) {
      warnings.add(lost(unheld) + " are left out: " + sink.describe() + " cannot hold them");
    }
  }

  private String lost(int count) {
    return "signatures or other attachments of " + source.describe() + " (" + count + ")";
  }
}
