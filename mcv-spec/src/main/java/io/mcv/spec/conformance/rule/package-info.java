/** What a rule of conformance is, and what comes of checking one. */
@NullMarked
package io.mcv.spec.conformance.rule;

import org.jspecify.annotations.NullMarked;
