package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Deletes what a name means. A tag goes alone where the registry can do that; elsewhere its
 * manifest has to go, and every other tag of that manifest goes with it.
 */
final class ManifestDeletion {
  private final RegistryRepository repository;

  ManifestDeletion(RegistryRepository repository) {
    this.repository = repository;
  }

  Deletion run(ImageName name) throws IOException {
    Digest digest = name.digest();
    if (digest != null) {
      return delete(digest);
    }
    String tag = Objects.requireNonNull(name.tag()).value();
    if (repository.caller().call(DeleteManifest.ofTag(repository.address(), tag))) {
      return new Deletion(null, List.of(tag));
    }
    return deleteManifestOf(tag);
  }

  private Deletion deleteManifestOf(String tag) throws IOException {
    Digest digest = repository.digestOf(tag);
    List<String> tags = tagsOf(digest);
    try {
      deleteManifest(digest);
    } catch (NotFoundException e) {
      // It was there just now: somebody else, or a try whose answer was lost, has deleted it.
      return new Deletion(digest, tags);
    }
    return new Deletion(digest, tags);
  }

  private Deletion delete(Digest digest) throws IOException {
    List<String> tags = tagsOf(digest);
    deleteManifest(digest);
    return new Deletion(digest, tags);
  }

  private void deleteManifest(Digest digest) throws IOException {
    repository.caller().call(DeleteManifest.ofDigest(repository.address(), digest.toString()));
  }

  private List<String> tagsOf(Digest digest) throws IOException {
    List<String> tags = new ArrayList<>();
    for (String tag : repository.tags()) {
      try {
        if (repository.digestOf(tag).equals(digest)) {
          tags.add(tag);
        }
      } catch (NotFoundException e) {
        continue; // it went meanwhile
      }
    }
    return tags;
  }
}
