package io.mcv.oci.layer;

import java.util.Map;

/**
 * What the header of an entry to write says.
 *
 * @param typeflag one of {@link TarType}
 * @param name with the slash that a directory may have
 * @param mode with the type bits, where the dialect has them
 * @param linkname empty where the entry is no link
 */
record TarHeader(
    byte typeflag,
    String name,
    int mode,
    long size,
    long modifiedSeconds,
    String linkname,
    Map<String, byte[]> extendedAttributes) {}
