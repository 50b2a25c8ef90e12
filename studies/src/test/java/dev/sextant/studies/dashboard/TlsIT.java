// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.dashboard.OpenDashboard.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server with a certificate, which the JDK's own keytool makes. */
class TlsIT {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    @SuppressWarnings("NullAway.Init") // filled in by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static Certificate certificate;

    @BeforeAll
    static void makeACertificate() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "password")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        certificate = keys.getCertificate("a");
        pem("c.pem", "CERTIFICATE", certificate.getEncoded());
        pem("k.pem", "PRIVATE KEY", keys.getKey("a", PASSWORD).getEncoded());
    }

    private static void pem(String name, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(name), "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
    }

    private static DashboardServer.Options options(String key) {
        return new DashboardServer.Options(
                "127.0.0.1",
                0,
                "localhost",
                new DashboardServer.Tls(folder.resolve("c.pem"), folder.resolve(key)),
                false);
    }

    private static Answer send(int port, String text) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("a", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return OpenDashboard.read(socket.getInputStream(), false);
        }
    }

    @Test
    void underTlsACookieStaysUnderTls() throws Exception {
        AccessToken token = AccessToken.random();
        try (DashboardServer server =
                DashboardServer.open(options("k.pem"), token, null, new InMemoryRuns(), OpenDashboard.UI)) {
            int port = server.port();
            assertEquals("https://localhost:" + port + "/", server.address());
            Answer login = send(
                    port,
                    "POST /api/login HTTP/1.1\r\nHost: localhost:" + port + "\r\nOrigin: https://localhost:" + port
                            + "\r\nX-Sextant-CSRF: 1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                            + "Authorization: Bearer " + token.text() + "\r\n\r\n{}");
            assertEquals(200, login.status());
            String cookie = String.valueOf(login.header("Set-Cookie"));
            assertTrue(
                    cookie.matches(
                            "__Host-sextant-" + port + "=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict; Secure"),
                    cookie);
            String start = "GET /api/runs HTTP/1.1\r\nHost: localhost:" + port + "\r\nCookie: " + login.cookie();
            assertEquals(200, send(port, start + "\r\n\r\n").status());
            assertEquals(
                    403,
                    send(port, start + "\r\nOrigin: http://localhost:" + port + "\r\n\r\n")
                            .status());
            // plain HTTP is not spoken there
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
                plain.setSoTimeout(5_000);
                plain.getOutputStream().write((start + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                assertEquals(
                        0, OpenDashboard.read(plain.getInputStream(), false).status());
            }
        }
    }

    @Test
    void aKeyThatCannotBeReadIsSaid() {
        IOException missing = assertThrows(
                IOException.class,
                () -> DashboardServer.open(
                        options("missing.pem"), AccessToken.random(), null, new InMemoryRuns(), OpenDashboard.UI));
        assertTrue(String.valueOf(missing.getMessage()).contains("missing.pem"), missing.getMessage());
        IOException wrong = assertThrows(
                IOException.class,
                () -> DashboardServer.open(
                        options("c.pem"), AccessToken.random(), null, new InMemoryRuns(), OpenDashboard.UI));
        assertTrue(
                String.valueOf(wrong.getMessage())
                        .matches(
                                "the certificate \\S+c\\.pem with the key \\S+c\\.pem cannot be used: .*PRIVATE KEY.*"),
                wrong.getMessage());
    }
}
