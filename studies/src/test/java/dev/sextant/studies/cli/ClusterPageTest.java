// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.engine.store.PostgresLeader;
import dev.sextant.engine.store.PostgresStore;
import dev.sextant.engine.study.Leases;
import dev.sextant.engine.wire.Wire;
import dev.sextant.studies.cluster.ClusterFile;
import dev.sextant.studies.cluster.Credentials;
import dev.sextant.studies.cluster.NewCluster;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on operating a cluster: its commands are such, and its figures are those of the code. */
class ClusterPageTest {
    private static final Path PAGE = Path.of("docs", "cluster.md");

    private static String page = "";

    @BeforeAll
    static void read() throws Exception {
        page = Files.readString(PAGE);
    }

    static Stream<String> commands() throws Exception {
        List<String> commands = new ArrayList<>();
        Matcher blocks = Pattern.compile("(?s)```sh\\n(.*?)```").matcher(Files.readString(PAGE));
        while (blocks.find()) commands.addAll(blocks.group(1).lines().toList());
        Matcher inline = Pattern.compile("`(sextant [a-z][^`]* --[^`]*)`").matcher(Files.readString(PAGE));
        while (inline.find()) commands.add(inline.group(1));
        return commands.stream().filter(command -> command.startsWith("sextant "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void everyCommandIsOneThatTheCommandLineTakes(String command) {
        String[] typed = command.substring("sextant ".length()).split(" +");
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        // Throws what a person would be told.
        Program.of(typed, Console.of(nowhere, nowhere, Map.of())).parseArgs(typed);
    }

    @Test
    void thereAreCommandsToLookAt() throws Exception {
        assertTrue(commands().count() >= 10);
    }

    @Test
    void theFileIsDescribedKeyByKey() {
        TreeSet<String> described = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| `([a-zA-Z]+)` \\|").matcher(section("The file"));
        while (rows.find()) described.add(rows.group(1));
        assertEquals(new TreeSet<>(ClusterFile.SCHEMA.names()), described);
        assertTrue(row("`memberPort`").endsWith("| " + ClusterSettings.MEMBER_PORT + " |"));
        assertTrue(row("`busPort`").endsWith("| " + ClusterSettings.BUS_PORT + " |"));
        assertTrue(section("Ports").contains("| " + ClusterSettings.MEMBER_PORT + ", TCP"));
        assertTrue(section("Ports").contains("| " + ClusterSettings.BUS_PORT + ", TCP"));
    }

    @Test
    void timesAreThoseOfTheCode() throws Exception {
        says("a worker ends by SIGTERM", "in " + seconds(Deadline.STOP), "after " + seconds(Deadline.HALT));
        says("a worker is killed", "for " + seconds(Leases.TTL), "every " + seconds(Leases.SCAN));
        says("a training is long", "every " + seconds(Checkpoints.APART));
        says("a worker is frozen", "every " + seconds(Leases.BEAT));
        says("a worker hears nothing", "for " + seconds(Leases.GRACE), "code " + ExitCode.LOST);
        long silent = constant("dev.sextant.engine.cluster.HazelcastSettings", "SILENT_SECONDS");
        long dead = constant("dev.sextant.engine.cluster.BusSettings", "PING_MILLIS")
                + constant("dev.sextant.engine.cluster.BusSettings", "PONG_MILLIS");
        says("a machine falls silent", "after " + silent + " s", "within " + dead / 1000 + " s");
        long merge = constant("dev.sextant.engine.cluster.HazelcastSettings", "MERGE_SECONDS");
        says("a network is cut in two", "every " + merge + " s");
        Field renewal = PostgresLeader.class.getDeclaredField("RENEWAL");
        renewal.setAccessible(true);
        says(
                "the coordinator dies, with a standby",
                "after " + seconds(PostgresLeader.LEASE),
                "every " + seconds((Duration) renewal.get(null)));
        says("PostgreSQL is away", "up to " + PostgresStore.PATIENCE.toMinutes() + " min");
        assertTrue(page.contains("every " + Wire.POLL_MILLIS / 1000 + " s without work a pull"));
        assertTrue(page.contains("valid for " + NewCluster.DAYS + " days"));
        assertTrue(page.contains("\n- " + Credentials.NOTICE.toDays() + " days before a certificate ends"));
    }

    @Test
    void theArithmeticIsRight() throws Exception {
        long ping = constant("dev.sextant.engine.cluster.BusSettings", "PING_MILLIS");
        long loops = constant("dev.sextant.engine.cluster.ClusteredVertx", "EVENT_LOOPS");
        long heartbeat = constant("dev.sextant.engine.cluster.HazelcastSettings", "HEARTBEAT_SECONDS");
        assertEquals(1, heartbeat, "says to each every second that it lives");
        long machines = Math.ceilDiv(10_000, 64);
        String paper = section("10 000 workers, on paper");
        assertTrue(paper.contains("10 000 slots on " + machines + " machines of 64"));
        assertTrue(paper.contains(machines / Leases.BEAT.toSeconds() + " beats a second"));
        assertTrue(paper.contains("158 × 157 / 2 = 12 403 connections") && 158 * 157 / 2 == 12_403);
        assertTrue(paper.contains("Trials of 60 s are " + Math.round(10_000 / 60.0) + " a second"));
        assertTrue(paper.contains("at 6 646 bytes each 1.1 MB a second") && 10_000 * 6_646 / 60 / 100_000 == 11);
        assertTrue(paper.contains("a ping on each every " + ping / 1000 + " s"));
        assertTrue(paper.contains(Long.toString(10_000 * 1000 / ping).replace("5000", "5 000") + " pings a second"));
        assertTrue(paper.contains("on its " + loops + " event loops"));
        assertTrue(paper.contains("2 000 beats a second") && 10_000 / Leases.BEAT.toSeconds() == 2_000);
        assertEquals(3_384, 21 + 590 + 853 + 1_918 + 2);
        assertEquals(6_646, 158 + 715 + 3_583 + 2_059 + 131);
        assertEquals(5.3, 0.72 + 0.87 + 30 * 0.12 + 0.05 + 0.05, 0.05);
    }

    @Test
    void theManifestsAreAllThereAndAllDescribed() throws Exception {
        TreeSet<String> named = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z-]+\\.yaml)` \\|").matcher(section("Kubernetes"));
        while (rows.find()) named.add(rows.group(1));
        try (Stream<Path> files = Files.list(Path.of("kubernetes"))) {
            assertEquals(
                    files.map(file -> file.getFileName().toString()).sorted().toList(), List.copyOf(named));
        }
        Matcher applied = Pattern.compile("-f (\\S+)").matcher(page);
        while (applied.find())
            if (applied.group(1).startsWith("studies/"))
                assertTrue(Files.exists(Path.of("..").resolve(applied.group(1))), applied.group(1));
        assertTrue(Files.isExecutable(Path.of("image", "check.sh")));
    }

    private static String section(String title) {
        Matcher found = Pattern.compile("(?s)\\n#{2,3} " + Pattern.quote(title) + "\\n(.*?)(?=\\n#{2,3} |$)")
                .matcher(page);
        assertTrue(found.find(), title);
        return found.group(1);
    }

    private static String row(String begins) {
        return page.lines()
                .filter(line -> line.startsWith("| " + begins))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row begins with " + begins));
    }

    private static void says(String row, String... words) {
        for (String each : words) assertTrue(row(row).contains(each), () -> each + " in: " + row(row));
    }

    private static String seconds(Duration duration) {
        assertFalse(duration.isZero());
        return duration.toSeconds() + " s";
    }

    /** Some constants are nobody's business but their class's, and this page's. */
    private static long constant(String type, String name) throws ReflectiveOperationException {
        Field field = Class.forName(type).getDeclaredField(name);
        field.setAccessible(true);
        Object value = field.get(null);
        assertNotNull(value);
        return ((Number) value).longValue();
    }
}
