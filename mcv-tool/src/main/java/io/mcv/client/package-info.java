/**
 * Creates, inspects and extracts kernel caches: all that the command line does, for programs.
 *
 * <p>{@link io.mcv.client.McvClient} is where to start. A program that embeds it needs nothing
 * else; no network is used but the registry or engine that a reference names, and nothing is
 * written but the target that was asked for.
 */
@NullMarked
package io.mcv.client;

import org.jspecify.annotations.NullMarked;
