package io.mcv.client;

import io.mcv.client.publish.StagedTree;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layer.LayerBudget;
import io.mcv.oci.layer.LayerReader;
import io.mcv.oci.layer.TarEntry;
import io.mcv.oci.layer.UnsafeEntryException;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.spec.CacheKind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks the cache folders of an image's layers into a private folder, each layer verified to its
 * end before the next one. A later layer's file replaces that of an earlier one.
 *
 * <p>Files of up to {@value #MAX_COPIED_BYTES} bytes are written by threads that end with their
 * layer; no more than 35 of them are in memory.
 */
final class PayloadUnpacker {
  private static final int MAX_COPIED_BYTES = 64 * 1024;

  private final Path folder;
  private final LayerBudget budget;
  private final Map<CacheKind, StagedTree> trees = new EnumMap<>(CacheKind.class);
  private final ManifestCollector manifests = new ManifestCollector();
  private int layers;

  PayloadUnpacker(Path folder, LayerBudget budget) {
    this.folder = folder;
    this.budget = budget;
  }

  /** The unpacked cache folders that are not empty. */
  Map<CacheKind, StagedTree> trees() throws IOException {
    Map<CacheKind, StagedTree> filled = new EnumMap<>(CacheKind.class);
    for (Map.Entry<CacheKind, StagedTree> tree : trees.entrySet()) {
      if (!tree.getValue().isEmpty()) {
        filled.put(tree.getKey(), tree.getValue());
      }
    }
    return filled;
  }

  /** The manifests that lie beside the cache folders. */
  ManifestCollector manifests() {
    return manifests;
  }

  void unpack(ImageSource source, Descriptor layer, @Nullable Digest diffId) throws IOException {
    Map<CacheKind, StagedTree> upper = new EnumMap<>(CacheKind.class);
    try (LayerReader reader = LayerReader.open(source.openBlob(layer), layer, diffId, budget);
        FileWriters writers = new FileWriters()) {
      TarEntry entry;
      while ((entry = reader.next()) != null) {
        unpack(layer.digest(), entry, reader, upper, writers);
      }
      writers.finish();
    }
    layers++;
    for (Map.Entry<CacheKind, StagedTree> tree : upper.entrySet()) {
      merge(layer.digest(), tree.getKey(), tree.getValue());
    }
  }

  private void unpack(
      Digest layer,
      TarEntry entry,
      LayerReader reader,
      Map<CacheKind, StagedTree> upper,
      FileWriters writers)
      throws IOException {
    CacheLayerRules.Place place = CacheLayerRules.placeOf(layer, entry);
    if (place == null) {
      manifests.add(entry, reader);
      return;
    }
    StagedTree tree = upper.get(place.kind());
    if (tree == null) {
      tree = new StagedTree(folder.resolve("layer-" + layers + "-" + place.kind().cacheFolder()));
      upper.put(place.kind(), tree);
    }
    StagedTree chosen = tree;
    if (entry.type() == TarEntry.Type.DIRECTORY) {
      inPlace(layer, entry, () -> chosen.addFolder(place.path()));
    } else {
      inPlace(layer, entry, () -> addFile(layer, entry, chosen, place.path(), reader, writers));
    }
  }

  /** Small files are copied and left to the writers, large ones written as they are read. */
  private static void addFile(
      Digest layer,
      TarEntry entry,
      StagedTree tree,
      String path,
      LayerReader reader,
      FileWriters writers)
      throws IOException {
    StagedTree.NewFile file = tree.newFile(path, (entry.mode() & 0111) != 0, entry.size());
    if (entry.size() > MAX_COPIED_BYTES) {
      file.write(reader.content());
    } else {
      byte[] content = new byte[(int) entry.size()];
      reader.content().readNBytes(content, 0, content.length);
      writers.submit(() -> inPlace(layer, entry, () -> file.write(content)));
    }
  }

  private static void inPlace(Digest layer, TarEntry entry, FileWriters.Write write)
      throws IOException {
    try {
      write.run();
    } catch (FileAlreadyExistsException e) {
      throw new UnsafeEntryException(
          layer,
          entry.path(),
          "a name that is there already, as a file or folder or in other case on a file system that"
              + " does not tell them apart");
    }
  }

  private void merge(Digest layer, CacheKind kind, StagedTree upper) throws IOException {
    StagedTree lower = trees.get(kind);
    if (lower == null) {
      trees.put(kind, upper);
      return;
    }
    try {
      lower.overlay(upper);
    } catch (FileAlreadyExistsException e) {
      throw new UnsafeEntryException(
          layer, kind.cacheFolder(), "a file of one layer is a folder of another");
    }
  }
}
