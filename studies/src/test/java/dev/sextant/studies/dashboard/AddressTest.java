// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    private static final DashboardServer.Tls TLS = new DashboardServer.Tls(Path.of("c.pem"), Path.of("k.pem"));

    private static boolean isAsked(Address address, boolean tls, String host) {
        return address.site(tls, 7288).isAsked(List.of(host));
    }

    @ParameterizedTest(name = "--host {0} --public-host {1}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "127.0.0.1,    -,                       false, http://127.0.0.1:7288/,       127.0.0.1",
                "localhost,    -,                       false, http://127.0.0.1:7288/,       127.0.0.1",
                "::1,          -,                       false, http://[::1]:7288/,           ::1",
                "[::1],        -,                       false, http://[::1]:7288/,           ::1",
                "127.0.0.2,    -,                       false, http://127.0.0.2:7288/,       127.0.0.2",
                "127.0.0.1,    -,                       true,  https://127.0.0.1:7288/,      127.0.0.1",
                "192.168.1.5,  -,                       true,  https://192.168.1.5:7288/,    192.168.1.5",
                "fe80::1,      -,                       true,  https://[fe80::1]:7288/,      fe80::1",
                "box.local,    -,                       true,  https://box.local:7288/,      box.local",
                "0.0.0.0,      box.local,               true,  https://box.local:7288/,      0.0.0.0",
                "::,           Box.Local:8443,          true,  https://box.local:8443/,      ::",
                "127.0.0.1,    https://studies.example, false, https://studies.example/,     127.0.0.1",
                "127.0.0.1,    https://studies.example:8443/, false, https://studies.example:8443/, 127.0.0.1"
            })
    void itIsOpenedUnderTheNameThatItIsAskedBy(
            String host, @Nullable String publicHost, boolean tls, String url, String listens) {
        Address address = Address.of(host, publicHost, tls, false);
        assertEquals(url, address.url(tls, 7288));
        assertEquals(listens, address.host());
        String authority = url.replaceFirst("https?://", "").replace("/", "");
        assertTrue(isAsked(address, tls, authority), authority);
        assertTrue(address.site(tls, 7288).isOrigin(url.substring(0, url.length() - 1)));
        assertTrue(isAsked(address, tls, "localhost:7288"));
        assertFalse(isAsked(address, tls, "evil.example:7288"));
        assertFalse(address.site(tls, 7288).isOrigin((tls ? "http://" : "https://") + "localhost:7288"));
    }

    @Test
    void theSchemesOwnPortIsNotWritten() {
        Site site = Site.of("http", List.of("localhost"), 80);
        assertTrue(site.isAsked(List.of("localhost")));
        assertTrue(site.isOrigin("http://localhost"));
        assertFalse(Site.of("http", List.of("localhost"), 443).isAsked(List.of("localhost")));
    }

    private static String refused(String host, @Nullable String publicHost, boolean tls, boolean insecure) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new DashboardServer.Options(host, 0, publicHost, tls ? TLS : null, insecure));
        return String.valueOf(refused.getMessage());
    }

    @Test
    void nothingLeavesTheMachineInPlainTextUnlessItsUserSaysSo() {
        assertEquals(
                "--host 192.168.1.5: whoever sits between could read the token and all that is shown. Give a TLS"
                        + " certificate and its key, or allow it with --insecure-plaintext.",
                refused("192.168.1.5", null, false, false));
        assertTrue(refused("0.0.0.0", "box", false, false).contains("--insecure-plaintext"));
        assertTrue(refused("localhost.evil.example", null, false, false).contains("--insecure-plaintext"));
        assertTrue(refused("128.0.0.1", null, false, false).contains("--insecure-plaintext"));
        assertEquals("192.168.1.5", new DashboardServer.Options("192.168.1.5", 0, null, null, true).host());
    }

    @Test
    void whatContradictsItselfIsSaid() {
        assertEquals(
                "--insecure-plaintext contradicts the certificate: with it everything is encrypted.",
                refused("127.0.0.1", null, true, true));
        assertEquals(
                "--host 0.0.0.0: say with --public-host NAME which name stands in the browser's address bar; requests"
                        + " under any other are refused.",
                refused("0.0.0.0", null, true, false));
        assertEquals(
                "--public-host a/b: must be NAME, NAME:PORT or https://NAME[:PORT].",
                refused("127.0.0.1", "a/b", false, false));
        assertEquals(
                "--host <b>: must be a name or an address of this machine, such as 127.0.0.1 or ::1.",
                refused("<b>", null, false, true));
        IllegalArgumentException port =
                assertThrows(IllegalArgumentException.class, () -> DashboardServer.Options.local(65_536));
        assertEquals("--port 65536: must be from 0 to 65535.", port.getMessage());
    }
}
