/**
 * The command line on {@link io.mcv.client}: a command parses, makes a request, calls the client
 * and renders the result.
 */
@NullMarked
package io.mcv.cli;

import org.jspecify.annotations.NullMarked;
