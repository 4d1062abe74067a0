@NullMarked
package io.mcv.oci.registry.auth;

import org.jspecify.annotations.NullMarked;
