package io.mcv.oci.registry;

import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.util.Optional;

/**
 * Changes what a tag names, where others may do so at the same time.
 *
 * <p>It is written only over what was read, where the registry compares. Where it does not, the tag
 * is read again after it was written, and written once more if somebody else was faster: then a
 * change is lost only to one who read before and wrote after that.
 */
final class TagUpdate {
  private static final int MAX_TRIES = 10;

  /** A registry may show what it was given only later, which is no reason to go on. */
  private static final int MAX_WRITES = 2;

  private static final int PRECONDITION_FAILED = 412;

  private final RegistryRepository repository;
  private final String tag;

  TagUpdate(RegistryRepository repository, String tag) {
    this.repository = repository;
    this.tag = tag;
  }

  /** Changes it, and returns what it names then. */
  RawManifest run(AttachmentStore.Change change) throws IOException {
    int writes = 0;
    for (int tries = 1; ; tries++) {
      Optional<GetManifest.Fetched> fetched = read();
      RawManifest current = fetched.map(GetManifest.Fetched::manifest).orElse(null);
      RawManifest changed = change.apply(current);
      if (current != null && changed.digest().equals(current.digest())) {
        return current;
      }
      RegistrySink.checkSize(changed);
      String entityTag = fetched.map(GetManifest.Fetched::entityTag).orElse(null);
      if (write(new PutManifest(repository.address(), tag, changed, entityTag), tries)) {
        writes++;
      }
      if (writes == MAX_WRITES) {
        return changed;
      }
    }
  }

  private Optional<GetManifest.Fetched> read() throws IOException {
    try {
      return Optional.of(repository.caller().call(GetManifest.ofTag(repository.address(), tag)));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** Writes the tag, unless it is not as it was any more. */
  private boolean write(PutManifest request, int tries) throws IOException {
    try {
      repository.caller().call(request);
      return true;
    } catch (RegistryAnswerException e) {
      if (e.status() != PRECONDITION_FAILED || tries == MAX_TRIES) {
        throw e;
      }
      return false;
    }
  }
}
