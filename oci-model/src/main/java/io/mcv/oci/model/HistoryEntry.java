package io.mcv.oci.model;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How one layer came to be. Texts are empty where they are absent.
 *
 * @param created when, or null
 * @param createdBy the command
 * @param author who
 * @param comment anything else
 * @param emptyLayer whether it made no layer
 */
public record HistoryEntry(
    @Nullable OffsetDateTime created,
    String createdBy,
    String author,
    String comment,
    boolean emptyLayer) {}
