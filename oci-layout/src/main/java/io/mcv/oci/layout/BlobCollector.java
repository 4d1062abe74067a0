package io.mcv.oci.layout;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blobs that no image of a layout refers to and nobody used for some time, and removes
 * them: images without a name from the index first, so that a process that is killed on the way
 * leaves blobs too many and none too few.
 */
final class BlobCollector {
  private final LayoutIndex index;
  private final BlobFolder blobs;
  private final CollectionRules rules;
  private final Instant limit;

  BlobCollector(LayoutIndex index, BlobFolder blobs, CollectionRules rules) {
    this.index = index;
    this.blobs = blobs;
    this.rules = rules;
    this.limit = Instant.now().minus(rules.unusedFor());
  }

  /**
   * Does it, or tells what it would do. Nobody may write to the layout meanwhile.
   *
   * @throws MalformedDocumentException if a manifest cannot be read: then nothing is removed, since
   *     nobody knows what it refers to
   */
  CollectedGarbage run() throws IOException {
    ReachableBlobs reachable = new ReachableBlobs(blobs.blobs());
    List<Descriptor> dropped = new ArrayList<>();
    for (LayoutImage image : index.images()) {
      if (rules.unnamedImages() && image.refName() == null && isUnused(image.descriptor())) {
        dropped.add(image.descriptor());
      } else {
        follow(image, reachable);
      }
    }
    keepReferrers(dropped, reachable);
    List<Digest> garbage = new ArrayList<>();
    long bytes = 0;
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      for (Digest digest : stored(algorithm)) {
        BasicFileAttributes file = attributes(digest);
        if (!reachable.contains(digest) && file != null && isUnused(file)) {
          garbage.add(digest);
          bytes += file.size();
        }
      }
    }
    if (!rules.dryRun()) {
      remove(dropped, garbage);
    }
    return new CollectedGarbage(dropped.stream().map(Descriptor::digest).toList(), garbage, bytes);
  }

  private void remove(List<Descriptor> dropped, List<Digest> garbage) throws IOException {
    if (!dropped.isEmpty()) {
      index.remove(dropped);
    }
    for (Digest digest : garbage) {
      try {
        Files.deleteIfExists(blobs.path(digest));
      } catch (IOException e) {
        throw FileError.of("remove blob", blobs.path(digest), e);
      }
    }
  }

  private static void follow(LayoutImage image, ReachableBlobs reachable) throws IOException {
    try {
      reachable.follow(image.descriptor());
    } catch (OciException e) {
      String refName = image.refName();
      throw new MalformedDocumentException(
          "nothing was removed, since it cannot be told what the image "
              + (refName == null ? image.descriptor().digest() : Printable.of(refName))
              + " refers to: "
              + e.getMessage()
              + "; remove that image, or copy it into the layout again",
          e);
    }
  }

  /** Images that refer to one that stays, and to these in turn, stay. */
  private void keepReferrers(List<Descriptor> dropped, ReachableBlobs reachable)
      throws IOException {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Descriptor image : List.copyOf(dropped)) {
        Descriptor subject = subject(image);
        if (subject != null && reachable.contains(subject.digest())) {
          dropped.remove(image);
          follow(new LayoutImage(null, image), reachable);
          changed = true;
        }
      }
    }
  }

  /** A manifest that cannot be read refers to nothing. */
  private @Nullable Descriptor subject(Descriptor image) throws IOException {
    try {
      return blobs.blobs().manifest(image).parse().subject();
    } catch (OciException damaged) {
      return null;
    }
  }

  /** The blobs there are; files with other names are not ours to remove. */
  private List<Digest> stored(DigestAlgorithm algorithm) throws IOException {
    Path folder = blobs.path().resolve(algorithm.prefix());
    List<Digest> digests = new ArrayList<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return digests;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        try {
          digests.add(new Digest(algorithm, file.getFileName().toString()));
        } catch (IllegalArgumentException notABlob) {
          continue;
        }
      }
    } catch (IOException e) {
      throw FileError.of("list", folder, e);
    }
    return digests;
  }

  private boolean isUnused(Descriptor image) throws IOException {
    BasicFileAttributes file = attributes(image.digest());
    return file == null || isUnused(file);
  }

  /** The time of change is that of the last use: whoever takes a blob from the store renews it. */
  private boolean isUnused(BasicFileAttributes file) {
    return file.isRegularFile() && !file.lastModifiedTime().toInstant().isAfter(limit);
  }

  private @Nullable BasicFileAttributes attributes(Digest digest) throws IOException {
    Path file = blobs.path(digest);
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw FileError.of("read", file, e);
    }
  }
}
