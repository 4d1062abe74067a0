package io.mcv.oci.registry.http;

import java.net.UnknownHostException;

/**
 * A host that somebody else has named lies in a private network. Okhttp lets no other type through.
 */
final class PrivateAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  PrivateAddressException(String host) {
    super(
        host
            + " has an address of a private network, where a public registry has no business to"
            + " send us");
  }
}
