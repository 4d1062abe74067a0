package io.mcv.oci.registry;

import io.mcv.oci.image.DigestTags;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What refers to a manifest: by the registry's own list, or by a tag that clients keep where the
 * registry has none.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema">distribution-spec,
 *     Referrers Tag Schema</a>
 */
final class Referrers {
  private static final int MAX_PAGES = 1000;

  /** Referrers of one manifest that are listed: it has some, or some hundred. */
  static final int MAX_LISTED = 10_000;

  private final RegistryRepository repository;

  Referrers(RegistryRepository repository) {
    this.repository = repository;
  }

  /** Those of one type; all of them where none is asked for. */
  static List<Descriptor> ofType(List<Descriptor> listed, @Nullable MediaType artifactType) {
    return artifactType == null
        ? listed
        : listed.stream().filter(each -> artifactType.equals(each.artifactType())).toList();
  }

  /** What refers to a manifest. */
  List<Descriptor> list(Digest subject, @Nullable MediaType artifactType) throws IOException {
    Optional<List<Descriptor>> listed = byRegistry(subject, artifactType);
    return listed.isPresent() ? listed.get() : ofType(byTag(subject), artifactType);
  }

  /** What the tag of a manifest lists. */
  List<Descriptor> byTag(Digest subject) throws IOException {
    GetManifest get = GetManifest.ofTag(repository.address(), DigestTags.of(subject));
    try {
      return listed(repository.caller().call(get).manifest().parse());
    } catch (NotFoundException e) {
      return List.of();
    }
  }

  /** What the registry's own list has; empty where it keeps none. */
  Optional<List<Descriptor>> byRegistry(Digest subject, @Nullable MediaType artifactType)
      throws IOException {
    List<Descriptor> all = new ArrayList<>();
    Set<URI> pages = new HashSet<>();
    @Nullable URI next = null;
    do {
      Optional<Page<Descriptor>> page =
          repository
              .caller()
              .call(new ListReferrers(repository.address(), subject, artifactType, next));
      if (page.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(page.get().items());
      if (all.size() > MAX_LISTED) {
        throw new LimitExceededException(
            "listing the referrers of "
                + subject
                + " in "
                + repository.address()
                + ": there are more than "
                + MAX_LISTED,
            MAX_LISTED);
      }
      next = page.get().next();
    } while (next != null && pages.add(next) && pages.size() < MAX_PAGES);
    return Optional.of(all);
  }

  /** Adds a manifest to the tag of its subject: for a registry that does not list it by itself. */
  void note(RawManifest referrer) throws IOException {
    Descriptor subject = referrer.parse().subject();
    if (subject == null) {
      return;
    }
    Descriptor entry = entry(referrer);
    new TagUpdate(repository, DigestTags.of(subject.digest()))
        .run(current -> listing(current, entry));
  }

  private static RawManifest listing(@Nullable RawManifest current, Descriptor entry)
      throws IOException {
    List<Descriptor> entries =
        new ArrayList<>(current == null ? List.of() : listed(current.parse()));
    if (current != null && entries.stream().anyMatch(d -> d.digest().equals(entry.digest()))) {
      return current;
    }
    entries.add(entry);
    return new ImageIndex(MediaType.OCI_INDEX, null, entries, null, null).toRaw();
  }

  private static List<Descriptor> listed(Manifest tagged) {
    return tagged instanceof ImageIndex index ? index.manifests() : List.of();
  }

  /** With the type of artifact and the annotations that the list is filtered and read by. */
  private static Descriptor entry(RawManifest referrer) throws IOException {
    Manifest manifest = referrer.parse();
    MediaType type = manifest.artifactType();
    if (type == null && manifest instanceof ImageManifest image) {
      type = image.config().mediaType();
    }
    return referrer.descriptor().withAnnotations(manifest.annotations()).withArtifactType(type);
  }
}
