package io.mcv.client.conformance;

import io.mcv.oci.layout.LayoutDocuments;
import io.mcv.oci.layout.LayoutFiles;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.RawManifest;
import io.mcv.spec.conformance.image.BlobFault;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.LayoutView;
import io.mcv.spec.conformance.image.LayoutView.LayoutFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;

/** Reads a layout as the rules see it, whatever is wrong with it. */
public final class LayoutViewReader {
  private static final Set<String> DOCUMENTS =
      Set.of(LayoutDocuments.MARKER, LayoutDocuments.INDEX);
  private static final int MAX_MARKER_BYTES = 4096;

  private LayoutViewReader() {}

  /**
   * Reads its two documents and the names of its files.
   *
   * @throws IOException if its place cannot be read at all
   */
  public static LayoutView read(LayoutFiles files) throws IOException {
    return new LayoutView(
        document(files, Document.Kind.LAYOUT_MARKER, LayoutDocuments.MARKER, MAX_MARKER_BYTES),
        document(files, Document.Kind.LAYOUT_INDEX, LayoutDocuments.INDEX, RawManifest.MAX_BYTES),
        files(files));
  }

  private static Document document(LayoutFiles files, Document.Kind kind, String name, int limit)
      throws IOException {
    try {
      return Document.read(kind, name, null, files.read(name, limit));
    } catch (NoSuchFileException e) {
      return unread(kind, name, BlobFault.Kind.MISSING, "a file " + name, "no such file");
    } catch (LimitExceededException e) {
      return unread(
          kind,
          name,
          BlobFault.Kind.TOO_LARGE,
          "at most " + limit + " bytes",
          files.size(name) + " bytes");
    } catch (OciException | FileSystemException e) {
      return Document.unread(kind, name, null, BlobFaults.of(e));
    }
  }

  private static Document unread(
      Document.Kind kind, String name, BlobFault.Kind fault, String expected, String found) {
    return Document.unread(kind, name, null, new BlobFault(fault, expected, found));
  }

  private static List<LayoutFile> files(LayoutFiles files) throws IOException {
    return files.all(LayoutView.MAX_FILES + DOCUMENTS.size()).entrySet().stream()
        .filter(file -> !DOCUMENTS.contains(file.getKey()))
        .limit(LayoutView.MAX_FILES)
        .map(file -> new LayoutFile(file.getKey(), file.getValue()))
        .toList();
  }
}
