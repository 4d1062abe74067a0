/** Tests of what the client knows of GPUs. */
@NullMarked
package io.mcv.client.gpu;

import org.jspecify.annotations.NullMarked;
