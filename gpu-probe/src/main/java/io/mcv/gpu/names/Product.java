package io.mcv.gpu.names;

import org.jspecify.annotations.Nullable;

/**
 * What a list of products tells of one.
 *
 * @param name what it is called
 * @param chip the code name of an NVIDIA chip that the list has, such as {@code GH100}; or null
 */
public record Product(String name, @Nullable String chip) {}
