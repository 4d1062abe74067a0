package io.mcv.client.conformance;

import io.mcv.oci.layer.LayerRefusal;
import io.mcv.oci.layer.TarEntry;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.spec.conformance.image.BlobFault;
import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.LayerFault;
import io.mcv.spec.conformance.image.LayerView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found in a layer so far. */
final class LayerFindings {
  /** How many faults of a layer are kept: a layer may be made of nothing else. */
  static final int MAX_FAULTS = 1000;

  private final List<EntryView> entries = new ArrayList<>();
  private final List<LayerFault> faults = new ArrayList<>();

  final Map<String, byte[]> contents = new HashMap<>();
  BlobStart start = BlobStart.UNKNOWN;
  @Nullable BlobFault blobFault;
  @Nullable Digest diffId;
  long unpackedBytes;

  void add(LayerRefusal refusal) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(new LayerFault(kind(refusal), refusal.entry(), refusal.offset(), refusal.rule()));
    }
  }

  /** Adds an entry and returns its path. */
  String add(TarEntry entry) {
    String path = withoutSlashes(entry.path());
    entries.add(
        new EntryView(
            entry.name(),
            path,
            type(entry.type()),
            entry.mode(),
            entry.owner().userId(),
            entry.owner().groupId(),
            entry.owner().userName(),
            entry.owner().groupName(),
            entry.modifiedSeconds(),
            entry.size(),
            entry.linkTarget(),
            entry.extendedAttributes().keySet(),
            entry.offset()));
    return path;
  }

  LayerView view(int position, Descriptor layer, @Nullable Digest expectedDiffId) {
    return new LayerView(
        position,
        layer.digest().toString(),
        layer.mediaType().toString(),
        layer.size(),
        expectedDiffId == null ? null : expectedDiffId.toString(),
        diffId == null ? null : diffId.toString(),
        start.compression(),
        start.gzip(),
        unpackedBytes,
        diffId != null,
        blobFault,
        faults,
        entries,
        contents);
  }

  private static String withoutSlashes(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static EntryView.Type type(TarEntry.Type type) {
    return switch (type) {
      case FILE -> EntryView.Type.FILE;
      case DIRECTORY -> EntryView.Type.DIRECTORY;
      case SYMLINK -> EntryView.Type.SYMLINK;
      case HARD_LINK -> EntryView.Type.HARD_LINK;
      case CHARACTER_DEVICE, BLOCK_DEVICE -> EntryView.Type.DEVICE;
      case FIFO -> EntryView.Type.FIFO;
    };
  }

  private static LayerFault.Kind kind(LayerRefusal refusal) {
    return switch (refusal.fault()) {
      case CORRUPT_STREAM -> LayerFault.Kind.CORRUPT_STREAM;
      case CHECKSUM -> LayerFault.Kind.CHECKSUM;
      case HEADER -> LayerFault.Kind.HEADER;
      case PAX_RECORD -> LayerFault.Kind.PAX_RECORD;
      case AMBIGUOUS_HEADERS -> LayerFault.Kind.AMBIGUOUS_HEADERS;
      case GLOBAL_HEADER -> LayerFault.Kind.GLOBAL_HEADER;
      case SPARSE -> LayerFault.Kind.SPARSE;
      case UNKNOWN_TYPE -> LayerFault.Kind.UNKNOWN_TYPE;
      case CONTENT -> LayerFault.Kind.CONTENT;
      case TRUNCATED -> LayerFault.Kind.TRUNCATED;
      case TRAILER -> LayerFault.Kind.TRAILER;
      case TRAILING_DATA -> LayerFault.Kind.TRAILING_DATA;
      case ABSOLUTE_NAME -> LayerFault.Kind.ABSOLUTE_NAME;
      case PARENT_NAME -> LayerFault.Kind.PARENT_NAME;
      case ODD_NAME -> LayerFault.Kind.ODD_NAME;
      case NAME_TEXT -> LayerFault.Kind.NAME_TEXT;
      case LONG_PATH -> LayerFault.Kind.LONG_PATH;
      case LONG_NAME -> LayerFault.Kind.LONG_NAME;
      case LARGE_HEADER -> LayerFault.Kind.LARGE_HEADER;
      case MANY_ENTRIES, MANY_NAMES -> LayerFault.Kind.MANY_ENTRIES;
      case EXPANSION -> LayerFault.Kind.EXPANSION;
      case ZSTD_WINDOW -> LayerFault.Kind.ZSTD_WINDOW;
      case FORBIDDEN_ENTRY ->
          throw new IllegalStateException("readers do not judge entries: " + refusal.rule());
    };
  }
}
