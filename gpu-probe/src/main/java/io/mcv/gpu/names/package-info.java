/** What products are called, by PCI ids: from the system's lists, else from one of our own. */
@NullMarked
package io.mcv.gpu.names;

import org.jspecify.annotations.NullMarked;
