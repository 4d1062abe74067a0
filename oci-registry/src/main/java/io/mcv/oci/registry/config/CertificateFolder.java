package io.mcv.oci.registry.config;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * A folder with the certificates of one registry. Each method reads anew, in the order of names.
 *
 * @param path the folder
 */
record CertificateFolder(Path path) {
  private static final String CERTIFICATE = ".cert";
  private static final String KEY = ".key";

  /** The certificates of all {@code *.crt}. */
  List<X509Certificate> authorities() throws ConfigurationException {
    List<X509Certificate> authorities = new ArrayList<>();
    for (Path file : ConfigurationFolder.files(path)) {
      if (file.toString().endsWith(".crt")) {
        authorities.addAll(CertificateFile.read(file));
      }
    }
    return authorities;
  }

  /** Each {@code NAME.cert} with its {@code NAME.key}. */
  List<ClientCertificate> clientCertificates() throws ConfigurationException {
    List<ClientCertificate> certificates = new ArrayList<>();
    SortedSet<Path> files = ConfigurationFolder.files(path);
    for (Path file : files) {
      String name = file.toString();
      if (name.endsWith(CERTIFICATE)) {
        Path key = beside(file, CERTIFICATE, KEY, files);
        List<X509Certificate> chain = CertificateFile.read(file);
        certificates.add(
            new ClientCertificate(
                chain, new PrivateKeyFile(key).read(chain.get(0).getPublicKey())));
      } else if (name.endsWith(KEY)) {
        beside(file, KEY, CERTIFICATE, files);
      }
    }
    return certificates;
  }

  private static Path beside(Path file, String suffix, String otherSuffix, SortedSet<Path> files)
      throws ConfigurationException {
    String name = file.toString();
    Path other = Path.of(name.substring(0, name.length() - suffix.length()) + otherSuffix);
    if (!files.contains(other)) {
      throw new ConfigurationException(
          other,
          "is missing beside "
              + file.getFileName()
              + ": a client needs its certificate in a file .cert and its key in a file .key;"
              + " authorities are in files .crt");
    }
    return other;
  }
}
