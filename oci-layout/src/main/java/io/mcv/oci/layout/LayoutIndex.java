package io.mcv.oci.layout;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code index.json}: which images the layout holds.
 *
 * <p>Reading needs no lock, since the file is only ever replaced whole. A change is read, changed
 * and written under a lock that all processes and threads respect.
 */
final class LayoutIndex {
  static final String NAME = "index.json";
  static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** Largest index that is read or written, in bytes: some ten thousand images. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  /** A file lock belongs to the whole JVM and does not keep its threads apart. */
  private static final Object THIS_PROCESS = new Object();

  private final LayoutFiles files;
  private final Path file;
  private final Staging staging;

  LayoutIndex(Path layout, LayoutFiles files, Staging staging) {
    this.files = files;
    this.file = layout.resolve(NAME);
    this.staging = staging;
  }

  /** The entries, in the order of the file. */
  List<LayoutImage> images() throws IOException {
    return images(files);
  }

  /** The entries of a layout that is only read. */
  static List<LayoutImage> images(LayoutFiles files) throws IOException {
    return read(files).manifests().stream().map(d -> new LayoutImage(refName(d), d)).toList();
  }

  /**
   * Adds an entry where containers/image would, so that both leave the same bytes.
   *
   * <p>Whatever had the name stays, without it. An unnamed entry of the same digest is replaced;
   * otherwise the new one comes last.
   *
   * @param attachments entries of what belongs to it; one without a name is left out where its
   *     manifest has an entry
   */
  void put(Descriptor entry, List<Descriptor> attachments) throws IOException {
    update(
        entries -> {
          List<Descriptor> changed = with(entries, entry);
          for (Descriptor each : attachments) {
            if (refName(each) != null || !lists(changed, each.digest())) {
              changed = with(changed, each);
            }
          }
          return changed;
        });
  }

  /** Takes the entries of this name away; tells whether there was one. */
  boolean remove(String refName) throws IOException {
    return update(entries -> entries.stream().filter(d -> !refName.equals(refName(d))).toList());
  }

  /** Takes these entries away, where they are still as they were; tells whether one was. */
  boolean remove(Collection<Descriptor> gone) throws IOException {
    return update(entries -> entries.stream().filter(d -> !gone.contains(d)).toList());
  }

  /** Writes an index without images, unless there is one. */
  void createIfAbsent() throws IOException {
    if (!Files.exists(file)) {
      write(new ImageIndex(MediaType.OCI_INDEX, null, List.of(), null, null));
    }
  }

  /** Does something while no other process or thread changes the layout's own files. */
  <T> T locked(Action<T> action) throws IOException {
    synchronized (THIS_PROCESS) {
      FileChannel lock = LockFile.exclusive(staging.indexLock());
      try {
        return action.run();
      } finally {
        lock.close();
      }
    }
  }

  /** What is done under the lock. */
  interface Action<T> {
    T run() throws IOException;
  }

  /** What becomes of the entries. */
  interface Change {
    List<Descriptor> apply(List<Descriptor> entries) throws IOException;
  }

  /** Changes the entries under the lock; tells whether any has changed. */
  boolean update(Change change) throws IOException {
    return locked(
        () -> {
          ImageIndex index = read(files);
          List<Descriptor> entries = change.apply(index.manifests());
          if (entries.equals(index.manifests())) {
            return false;
          }
          write(index.withManifests(entries));
          return true;
        });
  }

  private static ImageIndex read(LayoutFiles files) throws IOException {
    try {
      return ImageIndex.parse(files.read(NAME, MAX_BYTES));
    } catch (NoSuchFileException e) {
      throw new NotFoundException(
          files.locate(NAME) + " is missing: that is not a whole OCI layout");
    } catch (MalformedDocumentException e) {
      throw new MalformedDocumentException(
          files.locate(NAME) + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void write(ImageIndex index) throws IOException {
    byte[] content = index.toLayoutIndex();
    if (content.length > MAX_BYTES) {
      throw new LimitExceededException(
          file
              + " would have "
              + content.length
              + " bytes, more than the "
              + MAX_BYTES
              + " that are read of it; remove images, or use another layout",
          MAX_BYTES);
    }
    staging.write(file, content);
  }

  private static List<Descriptor> with(List<Descriptor> entries, Descriptor entry) {
    String name = refName(entry);
    List<Descriptor> result = new ArrayList<>();
    for (Descriptor old : entries) {
      result.add(name != null && name.equals(refName(old)) ? withoutName(old) : old);
    }
    for (int i = 0; i < result.size(); i++) {
      Descriptor old = result.get(i);
      if (old.digest().equals(entry.digest()) && refName(old) == null) {
        result.set(i, entry);
        return result;
      }
    }
    result.add(entry);
    return result;
  }

  static boolean lists(List<Descriptor> entries, Digest digest) {
    return entries.stream().anyMatch(entry -> entry.digest().equals(digest));
  }

  private static Descriptor withoutName(Descriptor entry) {
    Map<String, String> annotations = entry.annotations();
    if (annotations == null) {
      return entry;
    }
    Map<String, String> rest = new TreeMap<>(annotations);
    rest.remove(REF_NAME);
    return entry.withAnnotations(rest.isEmpty() ? null : rest);
  }

  /** The name of an entry; an empty one counts as none. */
  static @Nullable String refName(Descriptor entry) {
    String name = entry.annotation(REF_NAME);
    return name == null || name.isEmpty() ? null : name;
  }
}
