package io.mcv.oci.registry;

import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.registry.auth.AuthFile;
import io.mcv.oci.registry.auth.Credential;
import io.mcv.oci.registry.auth.CredentialOptions;
import io.mcv.oci.registry.auth.Credentials;
import io.mcv.oci.registry.auth.Explanation;
import io.mcv.oci.registry.auth.RegistryKey;
import io.mcv.oci.registry.config.RegistriesConf;
import io.mcv.oci.registry.config.RegistryPlace;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes images in registries, by the protocol of the distribution specification.
 *
 * <p>A client keeps connections, tokens and what it learned of registries, and may be shared by any
 * number of threads. Nothing is read and nothing is opened before it is needed. Names are those of
 * {@code docker://} references: without a registry they mean Docker Hub.
 *
 * <p>All methods throw a {@link RegistryException} if a registry does not do what it is asked for,
 * a {@link io.mcv.oci.model.NotFoundException} for what is not there, and a {@link
 * io.mcv.oci.registry.config.ConfigurationException} if a configuration file is wrong.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md">distribution-spec</a>
 */
public final class RegistryClient implements Closeable {
  private final RegistryOptions options;
  private final RegistryHosts hosts;
  private @Nullable RegistriesConf registriesConf;

  /** A client. */
  public RegistryClient(RegistryOptions options) {
    this.options = options;
    this.hosts = new RegistryHosts(options, this::registriesConf);
  }

  /**
   * Opens an image for reading, in a mirror where one is configured and has it.
   *
   * @param name with a tag or a digest; with both, the digest counts
   */
  public ImageSource source(ImageName name) throws IOException {
    ImageName whole = DockerHub.normalized(name.withDefaultTag());
    List<RegistryRepository> places = new ArrayList<>();
    for (RegistryPlace place : registriesConf().pullPlaces(whole)) {
      places.add(hosts.repository(place, !place.mirror()));
    }
    return RegistrySource.open(
        whole,
        places,
        new ForeignLayers(hosts.anonymous(), options.foreignLayers()),
        options.listener()::info);
  }

  /**
   * Opens a tag for writing.
   *
   * @throws IllegalArgumentException if the name has a digest
   */
  public ImageSink sink(ImageName name) throws IOException {
    ImageName whole = DockerHub.normalized(name.withDefaultTag());
    if (whole.digest() != null) {
      throw new IllegalArgumentException("an image is written to a tag, not to a digest");
    }
    return sink(whole, repository(whole));
  }

  /**
   * Starts to add to what belongs to the images of a repository, such as signatures.
   *
   * @param name of which only the repository counts
   */
  public AttachmentStore attachments(ImageName name) throws IOException {
    ImageName whole = DockerHub.normalized(name);
    RegistryRepository repository = repository(whole);
    return new RegistryAttachmentStore(sink(whole, repository), repository);
  }

  /** The tags of a repository, in the registry's order. */
  public List<String> tags(ImageName name) throws IOException {
    return repository(DockerHub.normalized(name)).tags();
  }

  /** The name of a repository with its registry and its whole path, as messages show it. */
  public static String repositoryName(ImageName name) {
    return DockerHub.normalized(name).repository();
  }

  /** Deletes a tag, or the manifest of a digest. */
  public Deletion delete(ImageName name) throws IOException {
    ImageName whole = DockerHub.normalized(name.withDefaultTag());
    return new ManifestDeletion(repository(whole)).run(whole);
  }

  /**
   * What refers to a manifest, such as signatures, by the registry's own list or by the tag that
   * stands in for it.
   *
   * @param name with the digest of the manifest
   * @param artifactType the one type that is wanted; null for all
   * @throws IllegalArgumentException if the name has no digest
   */
  public List<Descriptor> referrers(ImageName name, @Nullable MediaType artifactType)
      throws IOException {
    if (name.digest() == null) {
      throw new IllegalArgumentException("referrers are those of a digest");
    }
    return new Referrers(repository(DockerHub.normalized(name))).list(name.digest(), artifactType);
  }

  /**
   * The repositories of a registry; many registries do not tell.
   *
   * @param registry host and port
   */
  public List<String> repositories(String registry) throws IOException {
    String host = DockerHub.registry(registry);
    return RegistryRepository.all(hosts.registry(host), ListNames.repositories(host));
  }

  /**
   * The names that a name without a registry may mean: that of an alias, or one in each registry
   * that is searched; none if neither is configured.
   */
  public List<ImageName> shortNameCandidates(ImageName name) throws IOException {
    return registriesConf().shortNameCandidates(name);
  }

  /**
   * Checks a user's password with a registry, and keeps it.
   *
   * @return where it was kept, for people
   * @throws RegistryAccessException if the registry refuses it
   */
  public String login(RegistryKey registry, Credential.Password password) throws IOException {
    CredentialOptions given =
        CredentialOptions.defaults().withCreds(password.user() + ":" + password.secret());
    RegistryOptions once = options.newBuilder().credentials(given).build();
    try (RegistryClient client = new RegistryClient(once)) {
      client.hosts.registry(registry.host()).call(new Ping(registry.host()));
    } catch (RegistryAccessException e) {
      throw e.ofLogin(registry.host() + " does not let " + password + " in with this password");
    }
    return authFile().login(registry, password);
  }

  /**
   * Forgets what was kept of a registry.
   *
   * @return whether there was anything
   */
  public boolean logout(RegistryKey registry) throws IOException {
    return authFile().logout(registry);
  }

  /** Forgets what was kept of every registry; tells whether there was anything. */
  public boolean logoutAll() throws IOException {
    return authFile().logoutAll();
  }

  /** The file that {@link #login} writes to, and {@link #logout} takes entries out of. */
  public AuthFile authFile() {
    return new AuthFile(options.environment(), options.credentials());
  }

  /** Which credentials would be used, and why. No registry is asked. */
  public Explanation explain(RegistryKey registry) throws IOException {
    CredentialOptions looked =
        options.credentials().withCredentialHelpers(registriesConf().credentialHelpers());
    return new Credentials(options.environment(), looked).explain(registry);
  }

  /** Gives idle connections up. What is going on is not disturbed. */
  @Override
  public void close() {
    hosts.close();
  }

  private RegistrySink sink(ImageName whole, RegistryRepository repository) {
    return new RegistrySink(
        whole, repository, options.temporaryFolder(), options.chunkBytes(), options.inParts());
  }

  private RegistryRepository repository(ImageName whole) throws IOException {
    Objects.requireNonNull(whole.domain());
    return hosts.repository(registriesConf().pushPlace(whole), true);
  }

  private synchronized RegistriesConf registriesConf() throws IOException {
    if (registriesConf == null) {
      registriesConf = RegistriesConf.load(options.environment(), options.registriesConf());
    }
    return registriesConf;
  }
}
