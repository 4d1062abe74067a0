package io.mcv.oci.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateNetworksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "::ffff:10.0.0.1",
        "ff02::1"
      })
  void anAddressOfThisHostOrAPrivateNetworkIsOne(String address) throws Exception {
    assertThat(PrivateNetworks.contains(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.7",
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "192.169.0.1",
        "2001:db8::1",
        "2a00::1",
        "fbff::1"
      })
  void anAddressOfThePublicInternetIsNone(String address) throws Exception {
    assertThat(PrivateNetworks.contains(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void aHostIsInsideIfAnyOfItsAddressesIs() throws Exception {
    InetAddress outside = InetAddress.getByName("203.0.113.7");
    InetAddress inside = InetAddress.getByName("10.0.0.1");
    assertThat(PrivateNetworks.containHost("a.example", host -> List.of(outside, inside))).isTrue();
    assertThat(PrivateNetworks.containHost("a.example", host -> List.of(outside))).isFalse();
  }

  @Test
  void aHostThatIsNotKnownIsNotInside() {
    assertThat(PrivateNetworks.containHost("nowhere.invalid", PrivateNetworksTest::unknown))
        .isFalse();
  }

  @Test
  void theAddressIsLookedAtWhenItIsUsedAndNotTheName() throws Exception {
    HostResolver keptOut =
        PrivateNetworks.keptOut(host -> List.of(InetAddress.getByName("169.254.169.254")));
    assertThatThrownBy(() -> keptOut.resolve("innocent.example"))
        .isInstanceOf(PrivateAddressException.class)
        .hasMessageContaining("innocent.example");
  }

  @Test
  void publicHostsKeepTheirAddresses() throws Exception {
    List<InetAddress> addresses = List.of(InetAddress.getByName("203.0.113.7"));
    assertThat(PrivateNetworks.keptOut(host -> addresses).resolve("a.example"))
        .isEqualTo(addresses);
  }

  private static List<InetAddress> unknown(String host) throws UnknownHostException {
    throw new UnknownHostException(host);
  }
}
