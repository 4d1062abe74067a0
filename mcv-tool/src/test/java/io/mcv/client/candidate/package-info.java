/** Tests of other tools run against vectors. */
@NullMarked
package io.mcv.client.candidate;

import org.jspecify.annotations.NullMarked;
