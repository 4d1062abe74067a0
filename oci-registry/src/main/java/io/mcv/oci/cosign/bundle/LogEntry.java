package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.encoding.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a transparency log, as a bundle or an annotation brings it.
 *
 * @param logIndex in the log
 * @param logId the SHA-256 of the log's key
 * @param kind as {@code hashedrekord}; null where only the body tells
 * @param version of the kind; null with it
 * @param integratedTime seconds since 1970; null where it says none
 * @param promise signed entry timestamp; null where there is none
 * @param proof null where there is none
 * @param body canonical JSON of the entry
 */
public record LogEntry(
    long logIndex,
    Bytes logId,
    @Nullable String kind,
    @Nullable String version,
    @Nullable Long integratedTime,
    @Nullable Bytes promise,
    @Nullable InclusionProof proof,
    Bytes body) {}
