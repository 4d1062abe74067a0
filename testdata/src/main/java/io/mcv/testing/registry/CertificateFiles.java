package io.mcv.testing.registry;

import java.nio.file.Path;

/**
 * A certificate and its private key, in PEM files.
 *
 * @param certificate the certificate; where a private authority signed it, that follows
 * @param key the private key, PKCS #8
 */
public record CertificateFiles(Path certificate, Path key) {}
