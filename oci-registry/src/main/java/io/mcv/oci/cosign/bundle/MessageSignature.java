package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;

/**
 * A signature over a file.
 *
 * @param algorithm of the digest
 * @param digest of the file
 * @param signature its bytes
 */
public record MessageSignature(HashAlgorithm algorithm, Bytes digest, Bytes signature)
    implements BundleContent {}
