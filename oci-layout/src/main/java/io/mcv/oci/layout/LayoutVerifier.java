package io.mcv.oci.layout;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks at everything in a layout once.
 *
 * <p>A manifest that several images share is reported for the first of them, a blob that several
 * manifests share for each.
 */
final class LayoutVerifier {
  private static final MediaType UNKNOWN = new MediaType("application/octet-stream");

  private final LayoutIndex index;
  private final BlobFolder folder;
  private final Blobs blobs;
  private final List<LayoutProblem> problems = new ArrayList<>();
  private final Set<Descriptor> manifests = new HashSet<>();
  private final Map<Descriptor, String> checked = new HashMap<>();

  LayoutVerifier(LayoutIndex index, BlobFolder folder) {
    this.index = index;
    this.folder = folder;
    this.blobs = folder.blobs();
  }

  List<LayoutProblem> verify() throws IOException {
    try {
      for (LayoutImage image : index.images()) {
        String refName = image.refName();
        Descriptor descriptor = image.descriptor();
        image(Printable.of(refName == null ? descriptor.digest().toString() : refName), descriptor);
      }
    } catch (IOException e) {
      report(LayoutIndex.NAME, e);
    }
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      unreferenced(algorithm);
    }
    return List.copyOf(problems);
  }

  private void image(String where, Descriptor top) {
    Deque<Descriptor> pending = new ArrayDeque<>(List.of(top));
    while (!pending.isEmpty()) {
      Descriptor descriptor = pending.removeFirst();
      MediaType type = descriptor.mediaType();
      if (descriptor != top && !type.isManifest() && !type.isIndex()) {
        blob(where, descriptor);
      } else if (manifests.add(plain(descriptor))) {
        try {
          pending.addAll(manifest(where, descriptor));
        } catch (IOException e) {
          report(where, e);
        }
      }
    }
  }

  /** Checks one manifest; returns those that it names, if it is an index. */
  private List<Descriptor> manifest(String where, Descriptor descriptor) throws IOException {
    Manifest manifest = blobs.manifest(descriptor).parse();
    if (manifest instanceof ImageIndex nested) {
      return nested.manifests();
    }
    if (manifest instanceof ImageManifest image) {
      blob(where, image.config());
      image.layers().forEach(layer -> blob(where, layer));
    }
    return List.of();
  }

  private void blob(String where, Descriptor descriptor) {
    String problem = checked.computeIfAbsent(plain(descriptor), d -> check(descriptor));
    if (!problem.isEmpty()) {
      problems.add(new LayoutProblem(where, problem));
    }
  }

  private void unreferenced(DigestAlgorithm algorithm) throws IOException {
    Path ofAlgorithm = folder.path().resolve(algorithm.prefix());
    if (!Files.isDirectory(ofAlgorithm)) {
      return;
    }
    Set<Digest> seen = new HashSet<>();
    manifests.forEach(d -> seen.add(d.digest()));
    checked.keySet().forEach(d -> seen.add(d.digest()));
    List<Path> files;
    try (Stream<Path> list = Files.list(ofAlgorithm)) {
      files = list.sorted().toList();
    } catch (IOException e) {
      throw FileError.of("list", ofAlgorithm, e);
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      String where = Blobs.NAME + "/" + algorithm.prefix() + "/" + Printable.of(name);
      try {
        Digest digest = new Digest(algorithm, name);
        if (!seen.contains(digest)) {
          blobs.check(Descriptor.of(UNKNOWN, digest, RegularFile.size(file)));
        }
      } catch (IllegalArgumentException e) {
        problems.add(new LayoutProblem(where, "a file whose name is not that of a blob"));
      } catch (IOException e) {
        report(where, e);
      }
    }
  }

  private String check(Descriptor descriptor) {
    try {
      blobs.check(descriptor);
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void report(String where, IOException e) {
    problems.add(new LayoutProblem(where, String.valueOf(e.getMessage())));
  }

  private static Descriptor plain(Descriptor descriptor) {
    return Descriptor.of(descriptor.mediaType(), descriptor.digest(), descriptor.size());
  }
}
