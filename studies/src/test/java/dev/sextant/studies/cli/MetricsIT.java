// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.dashboard.MetricsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What --metrics and --verbose do on the command line. */
class MetricsIT {
    private static final Pattern SAID =
            Pattern.compile("metrics: http://127\\.0\\.0\\.1:(\\d+)/metrics, with the header Authorization: Bearer"
                    + " ([0-9a-f]{64})\n  The token is in (\\S+), too\\.\n");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int type(String... arguments) {
        return Main.run(
                arguments,
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        folder,
                        80,
                        false,
                        Interrupts.NONE));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String study(int millis, int trials) throws IOException {
        Files.writeString(folder.resolve("scripted.json"), """
                { "name": "scripted",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, "millis": %d },
                  "search": { "searcher": "random", "trials": %d },
                  "confirm": { "top": 0 } }
                """.formatted(millis, trials));
        return "scripted.json";
    }

    private Matcher awaitAddress() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            Matcher said = SAID.matcher(err());
            if (said.find()) return said;
            Thread.sleep(10);
        }
        throw new AssertionError("no address in\n" + err());
    }

    private static String scrape(int port, String token) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theMetricsOfARunningStudyCanBeAskedForWithItsToken() throws Exception {
        String file = study(30, 40);
        CompletableFuture<Integer> exit =
                CompletableFuture.supplyAsync(() -> type("run", file, "--metrics", "0", "--dir", "run"));
        Matcher said = awaitAddress();
        Path kept = Path.of(said.group(3));
        assertEquals(said.group(2), Files.readString(kept).strip());
        assertTrue(kept.endsWith(Path.of("run", "metrics.token")), kept.toString());
        String answer = scrape(Integer.parseInt(said.group(1)), said.group(2));
        // The address is told before the first attempt begins.
        for (int i = 0; i < 500 && answer.contains("\nsextant_attempts_begun_total 0.0"); i++) {
            Thread.sleep(2);
            answer = scrape(Integer.parseInt(said.group(1)), said.group(2));
        }
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.contains("\nsextant_attempts_begun_total "), answer);
        assertFalse(answer.contains("\nsextant_attempts_begun_total 0.0"), answer);
        assertEquals(0, exit.get(60, TimeUnit.SECONDS), err());
        assertFalse(Files.exists(kept), "the token opens nothing any more");
        String log = Files.readString(folder.resolve("run/sextant.log"));
        assertFalse(log.contains(said.group(2)), "the token is in the log");
    }

    @Test
    void theResultIsTheSameWithMetricsAndWithout() throws Exception {
        String file = study(0, 30);
        assertEquals(0, type("run", file, "--quiet", "--dir", "without", "--workers", "1"), err());
        String without = out.toString(StandardCharsets.UTF_8);
        for (int workers : new int[] {1, 2, 5}) {
            out.reset();
            assertEquals(
                    0,
                    type(
                            "run",
                            file,
                            "--quiet",
                            "--dir",
                            "with" + workers,
                            "--workers",
                            "" + workers,
                            "--metrics",
                            "0"),
                    err());
            assertEquals(without, out.toString(StandardCharsets.UTF_8));
        }
        assertEquals("", err());
    }

    @Test
    void aPortThatIsTakenIsRefusedAndNothingStaysBehind() throws Exception {
        String file = study(0, 5);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertEquals(2, type("run", file, "--metrics", port, "--dir", "run"), err());
            assertTrue(err().contains("sextant: cannot serve metrics on port " + port + ": "), err());
            assertTrue(err().contains("\n  Name another port, or 0 for any that is free: --metrics 0\n"), err());
            assertFalse(Files.exists(folder.resolve("run")));
        }
    }

    @Test
    void thePortMayBeLeftOutBeforeTheStudysName() throws Exception {
        String file = study(0, 5);
        assertEquals(2, type("run", "--metrics", "70000", file));
        assertTrue(err().contains("--metrics 70000: must be from 0 to 65535"), err());
        err.reset();
        int exit = type("run", "--metrics", file, "--dir", "run");
        // Somebody else may hold the usual port just now; either way it was the port that was meant.
        assertTrue(exit == 0 || err().contains("port " + MetricsServer.DEFAULT_PORT), err());
        if (exit == 0) assertTrue(err().contains(":" + MetricsServer.DEFAULT_PORT + "/metrics"), err());
    }

    @Test
    void verboseShowsTheLogAndQuietNothing() throws Exception {
        String file = study(0, 5);
        assertEquals(0, type("run", file, "--dir", "loud", "--verbose"), err());
        assertTrue(err().contains("info: a phase begins (phase SEARCH, trials 5)\n"), err());
        err.reset();
        assertEquals(0, type("run", file, "--dir", "usual"), err());
        assertFalse(err().contains("info: "), err());
        err.reset();
        assertEquals(0, type("run", file, "--dir", "still", "--quiet"), err());
        assertEquals("", err());
    }
}
