package io.mcv.oci.registry;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.DigestTags;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the images of a repository: cosign's tags and OCI referrers. To find that there
 * is nothing costs two requests, and one more for each further image where the registry lists
 * referrers by itself.
 */
final class RegistryAttachments {
  private static final int MAX_REFERRERS = 1000;

  private final RegistryRepository repository;
  private final Consumer<String> info;
  private @Nullable Set<String> tags;
  private boolean listsReferrers = true;

  RegistryAttachments(RegistryRepository repository, Consumer<String> info) {
    this.repository = repository;
    this.info = info;
  }

  /** Those of one manifest. */
  List<Attachment> of(Digest subject) throws IOException {
    List<Attachment> found = new ArrayList<>();
    Set<Digest> seen = new HashSet<>();
    for (Descriptor referrer : referrers(subject)) {
      if (seen.add(referrer.digest())) {
        refersTo(subject, referrer).ifPresent(each -> found.add(new Attachment(null, each)));
      }
    }
    for (String suffix : DigestTags.SUFFIXES) {
      String tag = DigestTags.of(subject) + suffix;
      if (tags().contains(tag)) {
        GetManifest tagged = GetManifest.ofTag(repository.address(), tag);
        found.add(new Attachment(tag, repository.caller().call(tagged).manifest()));
      }
    }
    return found;
  }

  private List<Descriptor> referrers(Digest subject) throws IOException {
    Referrers referrers = new Referrers(repository);
    Optional<List<Descriptor>> listed =
        listsReferrers ? referrers.byRegistry(subject, null) : Optional.empty();
    listsReferrers = listed.isPresent();
    List<Descriptor> all =
        listed.isPresent()
            ? listed.get()
            : tags().contains(DigestTags.of(subject)) ? referrers.byTag(subject) : List.of();
    if (all.size() > MAX_REFERRERS) {
      throw new LimitExceededException(
          "more than "
              + MAX_REFERRERS
              + " manifests refer to "
              + subject
              + " in "
              + repository.address()
              + "; --remove-signatures copies the image without them",
          MAX_REFERRERS);
    }
    return all;
  }

  /** Only what says itself that it refers to the subject, whatever a list says of it. */
  private Optional<RawManifest> refersTo(Digest subject, Descriptor referrer) throws IOException {
    try {
      RawManifest manifest = repository.manifest(referrer.digest());
      Descriptor named = manifest.parse().subject();
      return named != null && named.digest().equals(subject)
          ? Optional.of(manifest)
          : Optional.empty();
    } catch (NotFoundException e) {
      return Optional.empty(); // deleted, but still listed
    }
  }

  private Set<String> tags() throws IOException {
    if (tags == null) {
      tags = new HashSet<>();
      try {
        for (String tag : repository.tags()) {
          if (tag.startsWith("sha")) {
            tags.add(tag);
          }
        }
      } catch (RegistryAccessException | RegistryAnswerException | NotFoundException e) {
        info.accept(e.getMessage() + "; signatures that are tags are not looked for");
      }
    }
    return tags;
  }
}
