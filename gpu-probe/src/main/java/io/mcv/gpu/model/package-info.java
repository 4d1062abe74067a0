/**
 * What a host's GPUs are: what each source tells, and the report that comes of all sources.
 *
 * <p>Values alone; nothing here reads files or calls libraries.
 */
@NullMarked
package io.mcv.gpu.model;

import org.jspecify.annotations.NullMarked;
