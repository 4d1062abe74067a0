/**
 * The part of Go's {@code text/template} that formats of container tools are written in: {@link
 * io.mcv.oci.template.Template} reads a template and fills it in from values of {@link
 * io.mcv.oci.json}.
 *
 * <p>A lexer splits the text into tokens, a parser makes nodes of them, an evaluator walks the
 * nodes. Templates and values may both be hostile: nesting, work and output are bounded.
 */
@NullMarked
package io.mcv.oci.template;

import org.jspecify.annotations.NullMarked;
