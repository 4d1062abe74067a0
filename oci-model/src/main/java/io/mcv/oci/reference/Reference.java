package io.mcv.oci.reference;

import io.mcv.oci.model.Digest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an image is, as a user types it. {@code toString} gives the text back.
 *
 * <table>
 * <caption>Transports; a path ends at the first colon</caption>
 * <tr><td>{@code docker://[host[:port]/]repository[:tag][@digest]}</td><td>a registry</td></tr>
 * <tr><td>{@code oci:PATH[:NAME]}, {@code oci:PATH@sha256:HEX}</td><td>an OCI layout</td></tr>
 * <tr><td>{@code oci-archive:PATH[:NAME]}</td><td>an OCI layout in a tar</td></tr>
 * <tr><td>{@code docker-archive:PATH[:IMAGE|:@INDEX]}</td><td>a tar of {@code docker save}</td></tr>
 * <tr><td>{@code dir:PATH}</td><td>a folder with one image; a colon belongs to the path</td></tr>
 * <tr><td>{@code docker-daemon:IMAGE}</td><td>docker's engine</td></tr>
 * <tr><td>{@code podman:IMAGE}, {@code containers-storage:IMAGE}</td><td>podman's engine</td></tr>
 * <tr><td>{@code IMAGE}</td><td>a bare name: the vault, and where else it is looked for</td></tr>
 * </table>
 *
 * <p>No tag is added: {@link ImageName#withDefaultTag} does so where one is needed.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-transports.5.md">containers-transports(5)</a>
 */
public sealed interface Reference {

  /**
   * Reads a reference.
   *
   * @throws ReferenceSyntaxException if it is none
   */
  static Reference parse(String text) {
    return ReferenceParser.parse(text);
  }

  /**
   * An image in a registry.
   *
   * @param name its host may be left out, for docker.io
   */
  record Docker(ImageName name) implements Reference {
    @Override
    public String toString() {
      return "docker://" + name;
    }
  }

  /**
   * An image in the folder of an OCI layout: its only one, that of a name, or that of a digest.
   *
   * @param path the folder
   * @param refName annotation {@code org.opencontainers.image.ref.name}, or null
   * @param digest of any manifest among its blobs, or null
   */
  record OciLayout(Path path, @Nullable String refName, @Nullable Digest digest)
      implements Reference {
    /**
     * Checks that there are not both.
     *
     * @throws IllegalArgumentException if there are
     */
    public OciLayout {
      if (refName != null && digest != null) {
        throw new IllegalArgumentException("an image is found by its name or by its digest");
      }
      RefName.check(refName);
    }

    @Override
    public String toString() {
      return "oci:" + path + (digest == null ? "" : "@" + digest) + RefName.suffix(refName);
    }
  }

  /**
   * An image in a tar of an OCI layout: its only one, or that of a name.
   *
   * @param path the tar
   * @param refName annotation {@code org.opencontainers.image.ref.name}, or null
   */
  record OciArchive(Path path, @Nullable String refName) implements Reference {
    /** Checks the name. */
    public OciArchive {
      RefName.check(refName);
    }

    @Override
    public String toString() {
      return "oci-archive:" + path + RefName.suffix(refName);
    }
  }

  /**
   * An image in a tar of {@code docker save}: its only one, that of a name, or that at a place.
   *
   * @param path the tar
   * @param name one of its {@code RepoTags}, or null
   * @param index its place in the {@code manifest.json} of the tar, from 0, or null
   */
  record DockerArchive(Path path, @Nullable ImageName name, @Nullable Integer index)
      implements Reference {
    /**
     * Checks that there are not both, and that the name has no digest.
     *
     * @throws ReferenceSyntaxException if it has one: such archives know tags alone
     * @throws IllegalArgumentException if there are both, or the place is negative
     */
    public DockerArchive {
      if (index != null && (name != null || index < 0)) {
        throw new IllegalArgumentException("an image is found by its name or by its place");
      }
      if (name != null && name.digest() != null) {
        throw new ReferenceSyntaxException(
            name.toString(), "has a digest, which docker-archive: does not know", "team/cache:v1");
      }
    }

    /** The image of a name, or the only one. */
    public DockerArchive(Path path, @Nullable ImageName name) {
      this(path, name, null);
    }

    @Override
    public String toString() {
      return "docker-archive:"
          + path
          + (name == null ? "" : ":" + name)
          + (index == null ? "" : ":@" + index);
    }
  }

  /**
   * The image in a folder of manifest and blobs.
   *
   * @param path the folder
   */
  record Dir(Path path) implements Reference {
    @Override
    public String toString() {
      return "dir:" + path;
    }
  }

  /**
   * An image in docker's engine.
   *
   * @param name {@code sha256:HEX} reads as a name with a tag, and docker takes it for the id
   */
  record DockerDaemon(ImageName name) implements Reference {
    @Override
    public String toString() {
      return "docker-daemon:" + name;
    }
  }

  /**
   * An image in podman's engine.
   *
   * @param name as podman shows it
   */
  record Podman(ImageName name) implements Reference {
    @Override
    public String toString() {
      return "podman:" + name;
    }
  }

  /**
   * A bare name.
   *
   * @param name whole name of an image in the vault
   */
  record Vault(ImageName name) implements Reference {
    @Override
    public String toString() {
      return name.toString();
    }
  }
}
