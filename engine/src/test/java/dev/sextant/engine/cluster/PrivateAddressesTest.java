// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateAddressesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "127.0.0.1, true",
        "127.3.2.1, true",
        "10.0.0.1, true",
        "10.255.255.255, true",
        "11.0.0.0, false",
        "172.15.255.255, false",
        "172.16.0.0, true",
        "172.31.255.255, true",
        "172.32.0.0, false",
        "192.167.255.255, false",
        "192.168.0.0, true",
        "192.169.0.0, false",
        "169.254.1.1, true",
        "100.64.0.1, false",
        "8.8.8.8, false",
        "0.0.0.0, false",
        "::1, true",
        "::, false",
        "fe80::1, true",
        "fbff::1, false",
        "fc00::1, true",
        "fdff:ffff::1, true",
        "fe00::1, false",
        "fec0::1, false",
        "2001:db8::1, false",
        "::ffff:10.0.0.1, true",
        "::ffff:8.8.8.8, false",
    })
    void anAddressIsPrivateWhereTheInternetDoesNotReachIt(String address, boolean expected) throws Exception {
        assertEquals(expected, PrivateAddresses.isPrivate(InetAddress.getByName(address)));
    }
}
