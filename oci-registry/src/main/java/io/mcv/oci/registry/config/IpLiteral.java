package io.mcv.oci.registry.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads IP addresses as text. Names are never looked up: the JDK would do so for any other text.
 */
final class IpLiteral {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern V6 = Pattern.compile("[A-Fa-f0-9:.]*:[A-Fa-f0-9:.]*");

  private IpLiteral() {}

  /** The address; null where the text is none. IPv4 written within IPv6 becomes IPv4. */
  static @Nullable InetAddress parse(String text) {
    try {
      if (V4.matcher(text).matches()) {
        return InetAddress.getByName(text);
      }
      // Within brackets the JDK takes an address and nothing else.
      return V6.matcher(text).matches() ? InetAddress.getByName("[" + text + "]") : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
