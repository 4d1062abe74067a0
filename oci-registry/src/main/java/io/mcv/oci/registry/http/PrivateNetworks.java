package io.mcv.oci.registry.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Addresses that are not of the public Internet. A registry there could have us ask services of the
 * own network in its name, if redirects and token servers were followed wherever they lead.
 */
public final class PrivateNetworks {
  private PrivateNetworks() {}

  /** Whether it is an address of this host, of its link, or of a private network. */
  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    boolean shared = address instanceof Inet4Address && first == 100 && (bytes[1] & 0xc0) == 64;
    boolean uniqueLocal = bytes.length == 16 && (first & 0xfe) == 0xfc;
    boolean thisNetwork = address instanceof Inet4Address && first == 0;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || shared
        || uniqueLocal
        || thisNetwork;
  }

  /** Whether any address of a host is one; false for a host that is not known. */
  public static boolean containHost(String host, HostResolver resolver) {
    try {
      return resolver.resolve(host).stream().anyMatch(PrivateNetworks::contains);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The same resolver, which refuses hosts of private networks. */
  static HostResolver keptOut(HostResolver resolver) {
    return host -> {
      List<InetAddress> addresses = resolver.resolve(host);
      if (addresses.stream().anyMatch(PrivateNetworks::contains)) {
        throw new PrivateAddressException(host);
      }
      return addresses;
    };
  }
}
