package io.mcv.client;

import io.mcv.oci.model.Digest;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An image of the vault.
 *
 * @param repository name without tag; null for an image that has lost its name to a newer one
 * @param tag null for an image without a name
 * @param digest digest of its manifest or index
 * @param id digest of its configuration; null for an index, or where the manifest is damaged
 * @param created as its configuration says; null where it does not
 * @param size bytes of its layers, as stored
 */
public record VaultImage(
    @Nullable String repository,
    @Nullable String tag,
    Digest digest,
    @Nullable Digest id,
    @Nullable OffsetDateTime created,
    long size) {}
