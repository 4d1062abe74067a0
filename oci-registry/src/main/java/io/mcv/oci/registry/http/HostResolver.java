package io.mcv.oci.registry.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface HostResolver {
  /** As the system does. */
  HostResolver SYSTEM = new HostResolver() { // a lambda is slower to start
        @Override
        public List<InetAddress> resolve(String host) throws UnknownHostException {
          return List.of(InetAddress.getAllByName(host));
        }
      };

  /**
   * The addresses, in the order in which they are tried.
   *
   * @param host a name, or an address in digits
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
