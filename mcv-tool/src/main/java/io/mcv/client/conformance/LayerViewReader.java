package io.mcv.client.conformance;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layer.LayerBudget;
import io.mcv.oci.layer.LayerReader;
import io.mcv.oci.layer.LayerRefusal;
import io.mcv.oci.layer.TarEntry;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.image.WantedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the layers of one image, each once, and tells what is in them and what is wrong. */
final class LayerViewReader {
  private final ImageSource source;
  private final LayerBudget budget;
  private final WantedFiles wanted = new WantedFiles();

  LayerViewReader(ImageSource source, LayerBudget budget) {
    this.source = source;
    this.budget = budget;
  }

  /**
   * Reads a layer. Where it is damaged, the rest of its blob is read too: damage done to the blob
   * is told as such.
   *
   * @param position in the manifest, from 0
   * @param diffId of the configuration; null where it says nothing
   * @throws IOException if the place of the image cannot be read at all, such as a registry that
   *     does not answer; what is wrong with the layer is in the view
   */
  LayerView read(int position, Descriptor layer, @Nullable Digest diffId) throws IOException {
    LayerFindings findings = new LayerFindings();
    DigestAlgorithm algorithm = diffId == null ? DigestAlgorithm.SHA256 : diffId.algorithm();
    try (BlobOnce blob = new BlobOnce(source.openBlob(layer))) {
      readToEnd(blob, layer, algorithm, findings);
    } catch (IOException e) {
      findings.blobFault = BlobFaults.of(e);
    }
    return findings.view(position, layer, diffId);
  }

  private void readToEnd(
      BlobOnce blob, Descriptor layer, DigestAlgorithm algorithm, LayerFindings findings)
      throws IOException {
    try {
      readEntries(blob, layer, algorithm, findings);
    } catch (IOException e) {
      if (!(e instanceof LayerRefusal refusal)) {
        throw e;
      }
      findings.add(refusal);
      if (!(e instanceof LimitExceededException)) {
        blob.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private void readEntries(
      BlobOnce blob, Descriptor layer, DigestAlgorithm algorithm, LayerFindings findings)
      throws IOException {
    byte[] start = blob.readNBytes(BlobStart.BYTES);
    findings.start = BlobStart.of(start);
    PushbackInputStream whole = new PushbackInputStream(blob.shielded(), BlobStart.BYTES);
    whole.unread(start);
    try (LayerReader reader = LayerReader.open(whole, layer, algorithm, budget, findings::add)) {
      try {
        TarEntry entry;
        while ((entry = reader.next()) != null) {
          keep(entry, reader, findings);
        }
        findings.diffId = reader.digest().diffId();
      } finally {
        findings.unpackedBytes = reader.position();
      }
    }
  }

  private void keep(TarEntry entry, LayerReader reader, LayerFindings findings) throws IOException {
    String path = findings.add(entry);
    if (entry.type() == TarEntry.Type.FILE && wanted.take(path, entry.size())) {
      findings.contents.put(path, reader.content().readNBytes((int) entry.size()));
    }
  }
}
