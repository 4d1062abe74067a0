package io.mcv.testing.registry;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a docker-registry.
 *
 * @param storage the folder of its images
 * @param access whom it lets in
 * @param server its certificate; null for plain HTTP
 * @param clientAuthority PEM, who must have signed the certificates of clients; null for no demand
 * @param remote the registry that it is a pull-through cache of; null for none
 * @param deletes whether manifests and blobs can be deleted
 * @see <a href="https://distribution.github.io/distribution/about/configuration/">Configuring a
 *     registry</a>
 */
record RegistryConfig(
    Path storage,
    RegistryAccess access,
    @Nullable CertificateFiles server,
    @Nullable Path clientAuthority,
    @Nullable URI remote,
    boolean deletes) {

  /** The file's content, for a port of 127.0.0.1. */
  String yaml(int port) {
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        """
        version: 0.1
        log: {level: info, formatter: text, accesslog: {disabled: false}}
        storage:
          filesystem: {rootdirectory: '%s'}
          delete: {enabled: %s}
          maintenance: {uploadpurging: {enabled: false}}
        http:
          addr: '127.0.0.1:%d'
        """
            .formatted(storage, deletes, port));
    appendTls(yaml);
    appendAccess(yaml);
    if (remote != null) {
      yaml.append("proxy: {remoteurl: '%s'}\n".formatted(remote));
    }
    return yaml.toString();
  }

  private void appendTls(StringBuilder yaml) {
    if (server != null) {
      yaml.append(
          """
            tls:
              certificate: '%s'
              key: '%s'
          """
              .formatted(server.certificate(), server.key()));
      if (clientAuthority != null) {
        yaml.append("    clientcas: ['%s']\n".formatted(clientAuthority));
      }
    }
  }

  private void appendAccess(StringBuilder yaml) {
    if (access instanceof RegistryAccess.Passwords passwords) {
      yaml.append(
          "auth: {htpasswd: {realm: loopback, path: '%s'}}\n".formatted(passwords.htpasswd()));
    } else if (access instanceof RegistryAccess.Tokens tokens) {
      yaml.append(
          """
          auth:
            token:
              realm: '%s'
              service: '%s'
              issuer: '%s'
              rootcertbundle: '%s'
          """
              .formatted(
                  tokens.realm(), tokens.service(), tokens.issuer(), tokens.rootCertificates()));
    }
  }
}
