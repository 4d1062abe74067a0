/**
 * Other tools, run as commands against the vectors of the format: extractors, which get images that
 * keep or break a rule each, and creators, whose images are held against the rules.
 *
 * <p>Each run has a throw-away folder, and the tool may do there what it likes; what it does beyond
 * is told. That is no cage: whoever does not trust a tool runs it all in a container, or as a user
 * who may do nothing.
 */
@NullMarked
package io.mcv.client.candidate;

import org.jspecify.annotations.NullMarked;
