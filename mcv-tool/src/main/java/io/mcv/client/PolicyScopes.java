package io.mcv.client;

import io.mcv.oci.cosign.policy.PolicySubject;
import io.mcv.oci.model.Digest;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.Reference;
import io.mcv.oci.reference.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Under which transport and scopes of a {@code policy.json} an image stands.
 *
 * <table>
 * <caption>Scopes, the most specific first</caption>
 * <tr><td>{@code docker}</td><td>{@code HOST/PATH:TAG} or {@code HOST/PATH@DIGEST}, {@code
 *   HOST/PATH}, each parent of it, {@code HOST}, {@code *.DOMAIN} for each parent of the host</td></tr>
 * <tr><td>{@code docker-daemon}</td><td>the same</td></tr>
 * <tr><td>{@code oci}, {@code oci-archive}, {@code dir}</td><td>the path without links, each parent
 *   but {@code /}</td></tr>
 * <tr><td>{@code docker-archive}, {@code containers-storage}</td><td>none: the requirements of the
 *   transport</td></tr>
 * </table>
 *
 * <p>A bare name stands under {@code docker}, as the repository that it was found to mean, in the
 * vault too: where an image was put meanwhile does not change who has to sign it.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.36.0/docs/containers-policy.json.5.md">containers-policy.json(5)</a>
 */
final class PolicyScopes {
  private PolicyScopes() {}

  static PolicySubject subject(CandidateImage image) throws IOException {
    Reference reference = image.reference();
    if (reference instanceof Reference.Docker docker) {
      return named("docker", docker.name(), image.repository());
    }
    if (reference instanceof Reference.Vault bare) {
      return named("docker", bare.name(), image.repository());
    }
    if (reference instanceof Reference.DockerDaemon docker) {
      return named("docker-daemon", docker.name(), null);
    }
    if (reference instanceof Reference.OciLayout oci) {
      return file("oci", oci.path(), oci.digest());
    }
    if (reference instanceof Reference.OciArchive oci) {
      return file("oci-archive", oci.path(), null);
    }
    if (reference instanceof Reference.Dir dir) {
      return file("dir", dir.path(), null);
    }
    String transport =
        reference instanceof Reference.DockerArchive ? "docker-archive" : "containers-storage";
    return new PolicySubject(transport, List.of(), null, null, null);
  }

  private static PolicySubject named(String transport, ImageName name, @Nullable String found) {
    String repository = (found == null ? name : ImageName.parse(found)).normalized().repository();
    ImageName whole = name.withDefaultTag();
    Digest digest = whole.digest();
    Tag tag = whole.tag();
    List<String> scopes = new ArrayList<>();
    scopes.add(repository + (digest == null ? ":" + tag : "@" + digest));
    addParents(repository, scopes);
    addDomains(repository.substring(0, repository.indexOf('/')), scopes);
    return new PolicySubject(
        transport,
        scopes,
        repository,
        tag == null ? null : tag.toString(),
        digest == null ? null : digest.toString());
  }

  private static void addParents(String repository, List<String> scopes) {
    for (int end = repository.length(); end > 0; end = repository.lastIndexOf('/', end - 1)) {
      scopes.add(repository.substring(0, end));
    }
  }

  private static void addDomains(String host, List<String> scopes) {
    int port = host.indexOf(':');
    String domain = port < 0 ? host : host.substring(0, port);
    for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
      scopes.add("*" + domain.substring(dot));
    }
  }

  private static PolicySubject file(String transport, Path path, @Nullable Digest digest)
      throws IOException {
    List<String> scopes = new ArrayList<>();
    Path each = path.toRealPath();
    while (each != null && each.getNameCount() > 0) {
      scopes.add(each.toString());
      each = each.getParent();
    }
    return new PolicySubject(
        transport, scopes, null, null, digest == null ? null : digest.toString());
  }
}
