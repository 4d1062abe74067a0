package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A repository and the way to it.
 *
 * @param address which one
 * @param caller how it is asked
 */
record RegistryRepository(RepositoryAddress address, RegistryCaller caller) {
  private static final int MAX_PAGES = 10_000;

  /** The manifest of a digest, else of a tag. */
  RawManifest manifest(ImageName name) throws IOException {
    Digest digest = name.digest();
    return digest == null
        ? caller
            .call(GetManifest.ofTag(address, Objects.requireNonNull(name.tag()).value()))
            .manifest()
        : manifest(digest);
  }

  RawManifest manifest(Digest digest) throws IOException {
    return caller.call(GetManifest.ofDigest(address, digest)).manifest();
  }

  /** The digest of a tag, without its manifest where the registry tells. */
  Digest digestOf(String tag) throws IOException {
    Optional<Digest> named = caller.call(new HeadManifest(address, tag));
    return named.isPresent()
        ? named.get()
        : caller.call(GetManifest.ofTag(address, tag)).manifest().digest();
  }

  /** The tags, in the registry's order. */
  List<String> tags() throws IOException {
    return all(caller, ListNames.tags(address));
  }

  /** The tags; empty where they take more pages. */
  Optional<List<String>> tags(int maxPages) throws IOException {
    Names names = names(caller, ListNames.tags(address), maxPages);
    return names.whole() ? Optional.of(names.names()) : Optional.empty();
  }

  /** All names of a list, page after page. */
  static List<String> all(RegistryCaller caller, ListNames first) throws IOException {
    return names(caller, first, MAX_PAGES).names();
  }

  private record Names(List<String> names, boolean whole) {}

  private static Names names(RegistryCaller caller, ListNames first, int maxPages)
      throws IOException {
    List<String> names = new ArrayList<>();
    Set<String> pages = new HashSet<>();
    ListNames list = first;
    while (true) {
      Page<String> page = caller.call(list);
      names.addAll(page.items());
      if (page.next() == null || pages.size() == maxPages - 1) {
        return new Names(names, page.next() == null);
      }
      if (!pages.add(page.next().toString())) {
        throw new RegistryProtocolException(
            caller.owner(),
            list.doing() + " of " + caller.owner(),
            "its pages go round in a circle");
      }
      list = list.at(page.next());
    }
  }
}
