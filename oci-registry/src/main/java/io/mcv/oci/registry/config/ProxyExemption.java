package io.mcv.oci.registry.config;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code NO_PROXY}: hosts to which requests go without a proxy.
 *
 * <table>
 * <caption>Entries, with the meaning they have for Go's programs</caption>
 * <tr><td>{@code *}</td><td>every host</td></tr>
 * <tr><td>{@code 10.0.0.0/8}, {@code fd00::/8}</td><td>addresses of a network</td></tr>
 * <tr><td>{@code 10.1.2.3[:port]}, {@code [::1][:port]}</td><td>an address</td></tr>
 * <tr><td>{@code example.com[:port]}</td><td>a host and its subdomains</td></tr>
 * <tr><td>{@code .example.com[:port]}, {@code *.example.com[:port]}</td><td>subdomains</td></tr>
 * </table>
 *
 * <p>An address matches hosts that are written as addresses; no name is looked up.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config">httpproxy, NoProxy</a>
 */
sealed interface ProxyExemption {

  /**
   * Whether it holds for a host.
   *
   * @param host lower case, without brackets
   * @param address the host, if it is an address
   */
  boolean matches(String host, @Nullable InetAddress address, int port);

  /** Reads an entry; null if it means nothing, as in Go. */
  static @Nullable ProxyExemption parse(String entry) {
    String text = entry.strip().toLowerCase(Locale.ROOT);
    if (text.equals("*")) {
      return new Everything();
    }
    int slash = text.indexOf('/');
    if (slash >= 0) {
      return Network.parse(text.substring(0, slash), text.substring(slash + 1));
    }
    int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
    int colon = text.indexOf(':', bracket + 1);
    boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
    String host = hasPort ? text.substring(0, colon) : text;
    String port = hasPort ? text.substring(colon + 1) : "";
    return host.isEmpty() ? null : ofHost(bracket < 0 ? host : host.substring(1, bracket), port);
  }

  private static @Nullable ProxyExemption ofHost(String host, String port) {
    InetAddress address = IpLiteral.parse(host);
    if (address != null) {
      return new Address(address, port);
    }
    String name = host.startsWith("*.") ? host.substring(1) : host;
    boolean subdomainsOnly = name.startsWith(".");
    String ascii = ascii(subdomainsOnly ? name.substring(1) : name);
    return ascii == null || ascii.isEmpty() ? null : new Domain(ascii, subdomainsOnly, port);
  }

  private static @Nullable String ascii(String name) {
    try {
      return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isPort(String expected, int port) {
    return expected.isEmpty() || expected.equals(Integer.toString(port));
  }

  /** {@code *}. */
  record Everything() implements ProxyExemption {
    @Override
    public boolean matches(String host, @Nullable InetAddress address, int port) {
      return true;
    }
  }

  /** An address; an empty port stands for all. */
  record Address(InetAddress exempt, String exemptPort) implements ProxyExemption {
    @Override
    public boolean matches(String host, @Nullable InetAddress address, int port) {
      return exempt.equals(address) && isPort(exemptPort, port);
    }
  }

  /** A host with its subdomains, or these alone; an empty port stands for all. */
  record Domain(String name, boolean subdomainsOnly, String exemptPort) implements ProxyExemption {
    @Override
    public boolean matches(String host, @Nullable InetAddress address, int port) {
      boolean isIt = !subdomainsOnly && host.equals(name);
      return (isIt || host.endsWith("." + name)) && isPort(exemptPort, port);
    }
  }

  /** The addresses that share their first bits with one. */
  record Network(InetAddress base, int bits) implements ProxyExemption {
    static @Nullable Network parse(String address, String bits) {
      InetAddress base = IpLiteral.parse(address);
      if (base == null || !bits.matches("[0-9]{1,3}")) {
        return null;
      }
      int length = Integer.parseInt(bits);
      return length > base.getAddress().length * Byte.SIZE ? null : new Network(base, length);
    }

    @Override
    public boolean matches(String host, @Nullable InetAddress address, int port) {
      if (address == null) {
        return false;
      }
      byte[] wanted = base.getAddress();
      byte[] given = address.getAddress();
      if (wanted.length != given.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        if (((wanted[bit / Byte.SIZE] ^ given[bit / Byte.SIZE]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
