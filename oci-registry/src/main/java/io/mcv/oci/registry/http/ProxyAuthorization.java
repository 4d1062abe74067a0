package io.mcv.oci.registry.http;

import java.net.Proxy;
import org.jspecify.annotations.Nullable;

/** Finds what a proxy wants to see of its user. */
@FunctionalInterface
public interface ProxyAuthorization {
  /** The value of {@code Proxy-Authorization}; null where the proxy has none. */
  @Nullable String find(Proxy proxy);
}
