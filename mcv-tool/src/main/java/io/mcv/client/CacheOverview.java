package io.mcv.client;

import io.mcv.oci.model.Digest;
import io.mcv.spec.image.CacheSummary;

/**
 * A cache image as its labels tell it.
 *
 * @param image the reference, as it was resolved
 * @param digest digest of the manifest or index that was addressed
 * @param storedSize bytes of the layers, as stored
 * @param summary what the labels say
 */
public record CacheOverview(String image, Digest digest, long storedSize, CacheSummary summary) {}
