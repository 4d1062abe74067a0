package io.mcv.oci.registry;

import io.mcv.oci.registry.auth.CredentialOptions;
import io.mcv.oci.registry.config.UserEnvironment;
import io.mcv.oci.registry.http.HostResolver;
import io.mcv.oci.registry.http.RetryPolicy;
import io.mcv.oci.registry.http.Timeouts;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How registries are talked to. Immutable; {@link #newBuilder} gives a builder for a changed copy.
 */
public final class RegistryOptions {
  /** How long the parts of a blob are that is sent in parts: 16 MiB. */
  public static final long DEFAULT_CHUNK_BYTES = 16L * 1024 * 1024;

  private final Builder values;

  private RegistryOptions(Builder values) {
    this.values = values;
  }

  /** Everything as configured in this environment, and defaults for the rest. */
  public static RegistryOptions of(UserEnvironment environment) {
    return new Builder(environment).build();
  }

  /** A builder that has the values of these options. */
  public Builder newBuilder() {
    return new Builder(values);
  }

  /** Where configuration and credentials are looked for. */
  public UserEnvironment environment() {
    return values.environment;
  }

  /** How credentials are looked up. */
  public CredentialOptions credentials() {
    return values.credentials;
  }

  /** The {@code registries.conf} to use; null for the usual ones. */
  public @Nullable Path registriesConf() {
    return values.registriesConf;
  }

  /** The folder of certificates to use for every registry; null for the usual ones. */
  public @Nullable Path certificateFolder() {
    return values.certificateFolder;
  }

  /**
   * Whether TLS with verified certificates is insisted on; false for plain http and any certificate
   * too; null for what is configured for each registry.
   */
  public @Nullable Boolean tlsVerify() {
    return values.tlsVerify;
  }

  /** How often steps are tried again. */
  public RetryPolicy retries() {
    return values.retries;
  }

  /** How long servers are waited for. */
  public Timeouts timeouts() {
    return values.timeouts;
  }

  /** Whether layers are fetched from places outside of registries that images name. */
  public boolean foreignLayers() {
    return values.foreignLayers;
  }

  /**
   * Token servers, as {@code host} or {@code host:port}, that may get credentials for any registry.
   */
  public List<String> tokenServers() {
    return values.tokenServers;
  }

  /** Where blobs wait whose digest is not known yet. */
  public Path temporaryFolder() {
    return values.temporaryFolder;
  }

  /** How long the parts are, in bytes, where a blob is sent in parts. */
  public long chunkBytes() {
    return values.chunkBytes;
  }

  /** Whether every blob is sent in parts, not only where a registry cannot take it otherwise. */
  public boolean inParts() {
    return values.inParts;
  }

  /** How the addresses of hosts are found. */
  public HostResolver resolver() {
    return values.resolver;
  }

  /** Who is told what is done. */
  public RegistryListener listener() {
    return values.listener;
  }

  /** Gathers options. For one thread. */
  public static final class Builder {
    private UserEnvironment environment;
    private CredentialOptions credentials = CredentialOptions.defaults();
    private @Nullable Path registriesConf;
    private @Nullable Path certificateFolder;
    private @Nullable Boolean tlsVerify;
    private RetryPolicy retries = RetryPolicy.DEFAULT;
    private Timeouts timeouts = Timeouts.DEFAULT;
    private boolean foreignLayers;
    private List<String> tokenServers = List.of();
    private Path temporaryFolder;
    private long chunkBytes = DEFAULT_CHUNK_BYTES;
    private boolean inParts;
    private HostResolver resolver = HostResolver.SYSTEM;
    private RegistryListener listener = RegistryListener.NONE;

    private Builder(UserEnvironment environment) {
      this.environment = environment;
      String folder = environment.variable("TMPDIR");
      // As other tools for images: blobs are large, and /tmp is memory on many hosts.
      this.temporaryFolder = folder == null ? environment.system("var/tmp") : Path.of(folder);
    }

    private Builder(Builder other) {
      this.environment = other.environment;
      this.credentials = other.credentials;
      this.registriesConf = other.registriesConf;
      this.certificateFolder = other.certificateFolder;
      this.tlsVerify = other.tlsVerify;
      this.retries = other.retries;
      this.timeouts = other.timeouts;
      this.foreignLayers = other.foreignLayers;
      this.tokenServers = other.tokenServers;
      this.temporaryFolder = other.temporaryFolder;
      this.chunkBytes = other.chunkBytes;
      this.inParts = other.inParts;
      this.resolver = other.resolver;
      this.listener = other.listener;
    }

    /** Sets {@link RegistryOptions#credentials}. */
    public Builder credentials(CredentialOptions value) {
      credentials = value;
      return this;
    }

    /** Sets {@link RegistryOptions#registriesConf}. */
    public Builder registriesConf(@Nullable Path value) {
      registriesConf = value;
      return this;
    }

    /** Sets {@link RegistryOptions#certificateFolder}. */
    public Builder certificateFolder(@Nullable Path value) {
      certificateFolder = value;
      return this;
    }

    /** Sets {@link RegistryOptions#tlsVerify}. */
    public Builder tlsVerify(@Nullable Boolean value) {
      tlsVerify = value;
      return this;
    }

    /** Sets {@link RegistryOptions#retries}. */
    public Builder retries(RetryPolicy value) {
      retries = value;
      return this;
    }

    /** Sets {@link RegistryOptions#timeouts}. */
    public Builder timeouts(Timeouts value) {
      timeouts = value;
      return this;
    }

    /** Sets {@link RegistryOptions#foreignLayers}. */
    public Builder foreignLayers(boolean value) {
      foreignLayers = value;
      return this;
    }

    /** Sets {@link RegistryOptions#tokenServers}. */
    public Builder tokenServers(List<String> value) {
      tokenServers = List.copyOf(value);
      return this;
    }

    /** Sets {@link RegistryOptions#temporaryFolder}. */
    public Builder temporaryFolder(Path value) {
      temporaryFolder = value;
      return this;
    }

    /**
     * Sets {@link RegistryOptions#chunkBytes}.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder chunkBytes(long value) {
      if (value <= 0) {
        throw new IllegalArgumentException("a part of a blob has at least one byte");
      }
      chunkBytes = value;
      return this;
    }

    /** Sets {@link RegistryOptions#inParts}. */
    public Builder inParts(boolean value) {
      inParts = value;
      return this;
    }

    /** Sets {@link RegistryOptions#resolver}. */
    public Builder resolver(HostResolver value) {
      resolver = value;
      return this;
    }

    /** Sets {@link RegistryOptions#listener}. */
    public Builder listener(RegistryListener value) {
      listener = value;
      return this;
    }

    /** The options. */
    public RegistryOptions build() {
      return new RegistryOptions(new Builder(this));
    }
  }
}
