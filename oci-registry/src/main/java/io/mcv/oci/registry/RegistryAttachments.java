package io.mcv.oci.registry;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.DigestTags;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.OciException;
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
 * What belongs to the images of a repository: cosign's tags and OCI referrers.
 *
 * <p>To find that there is nothing costs two requests, and one more for each further image where
 * the registry lists referrers by itself. Where it does not list its tags, or has very many, each
 * tag that there could be is asked for instead.
 */
final class RegistryAttachments {
  private static final int MAX_REFERRERS = 1000;
  private static final int MAX_TAG_PAGES = 10;

  /** Bytes of all manifests that belong to one image. */
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private final RegistryRepository repository;
  private final Consumer<String> info;
  private @Nullable Optional<Set<String>> tags;
  private boolean listsReferrers = true;

  RegistryAttachments(RegistryRepository repository, Consumer<String> info) {
    this.repository = repository;
    this.info = info;
  }

  /** Those of one manifest. */
  List<Attachment> of(Digest subject) throws IOException {
    List<Attachment> found = new ArrayList<>();
    Set<Digest> seen = new HashSet<>();
    long bytes = 0;
    for (Descriptor referrer : referrers(subject)) {
      if (seen.add(referrer.digest())) {
        Optional<RawManifest> manifest = refersTo(subject, referrer);
        if (manifest.isPresent()) {
          bytes += manifest.get().size();
          limit(bytes, MAX_BYTES, "bytes of manifests", subject);
          found.add(new Attachment(null, manifest.get()));
        }
      }
    }
    for (String suffix : DigestTags.SUFFIXES) {
      String tag = DigestTags.of(subject) + suffix;
      tagged(tag).ifPresent(manifest -> found.add(new Attachment(tag, manifest)));
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
            : mayBe(DigestTags.of(subject)) ? referrers.byTag(subject) : List.of();
    limit(all.size(), MAX_REFERRERS, "manifests", subject);
    return all;
  }

  private void limit(long actual, long limit, String what, Digest subject)
      throws LimitExceededException {
    if (actual > limit) {
      throw new LimitExceededException(
          "more than "
              + limit
              + " "
              + what
              + " refer to "
              + subject
              + " in "
              + repository.address()
              + "; delete those that nobody needs, or copy the image without them by"
              + " --remove-signatures",
          limit);
    }
  }

  /**
   * Only what says itself that it refers to the subject, whatever a list says of it. One that
   * cannot be read does not hide the others.
   */
  private Optional<RawManifest> refersTo(Digest subject, Descriptor referrer) throws IOException {
    try {
      RawManifest manifest = repository.manifest(referrer.digest());
      Descriptor named = manifest.parse().subject();
      return named != null && named.digest().equals(subject)
          ? Optional.of(manifest)
          : Optional.empty();
    } catch (NotFoundException e) {
      return Optional.empty(); // deleted, but still listed
    } catch (OciException | RegistryProtocolException e) {
      info.accept(e.getMessage() + "; this referrer is left out");
      return Optional.empty();
    }
  }

  /** One that cannot be read does not hide the others, as with {@link #refersTo}. */
  private Optional<RawManifest> tagged(String tag) throws IOException {
    if (!mayBe(tag)) {
      return Optional.empty();
    }
    try {
      GetManifest request = GetManifest.ofTag(repository.address(), tag);
      return Optional.of(repository.caller().call(request).manifest());
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (OciException | RegistryProtocolException e) {
      info.accept(e.getMessage() + "; what it holds is left out");
      return Optional.empty();
    }
  }

  /** Whether there may be such a tag, as far as the list of them tells. */
  private boolean mayBe(String tag) throws IOException {
    if (tags == null) {
      tags = list();
    }
    return tags.isEmpty() || tags.get().contains(tag);
  }

  private Optional<Set<String>> list() throws IOException {
    try {
      return repository.tags(MAX_TAG_PAGES).map(RegistryAttachments::ofDigests);
    } catch (RegistryAccessException
        | RegistryAnswerException
        | RegistryProtocolException
        | NotFoundException
        | LimitExceededException e) {
      info.accept(e.getMessage() + "; signatures that are tags are asked for one by one");
      return Optional.empty();
    }
  }

  private static Set<String> ofDigests(List<String> names) {
    Set<String> kept = new HashSet<>();
    for (String each : names) {
      if (each.startsWith("sha")) {
        kept.add(each);
      }
    }
    return kept;
  }
}
