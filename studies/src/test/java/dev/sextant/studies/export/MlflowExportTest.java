// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.studies.export.MlflowOnPaper.Reply;
import dev.sextant.studies.export.MlflowOnPaper.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MlflowExportTest {
    /** Of somebody who has no time. */
    private static final MlflowServer.Patience SHORT =
            new MlflowServer.Patience(Duration.ofSeconds(5), 3, Duration.ofMillis(1));

    private static MlflowExport.Sent export(
            ExportedRun run, String url, Map<String, String> environment, boolean finished) throws Exception {
        return MlflowExport.write(
                run, MlflowAddress.of(url, environment), "my study", "made-1", "# Ranking", finished, SHORT);
    }

    private static MlflowExport.Sent export(ExportedRun run, MlflowOnPaper there) throws Exception {
        return export(run, there.url(), Map.of(), true);
    }

    private static String refused(String url, Map<String, String> environment) {
        ExportException refused =
                assertThrows(ExportException.class, () -> export(MadeRun.ofEveryKind(), url, environment, true));
        return refused.getMessage() + "\n" + refused.help();
    }

    /** Every run there as one text, without its number. */
    private static Map<String, String> content(MlflowOnPaper there) {
        Map<String, String> content = new TreeMap<>();
        for (Run run : there.active()) {
            Map<String, String> tags = new TreeMap<>(run.tags());
            tags.remove("mlflow.parentRunId");
            String info = run.info().get("status") + " " + run.info().get("end_time");
            String before =
                    content.put(run.tag("sextant.trial"), info + " " + tags + " " + run.params() + " " + run.metrics());
            if (before != null) throw new AssertionError(run.tag("sextant.trial") + " is there twice");
        }
        return content;
    }

    @Test
    void theStudyIsARunAndEveryTrialThatEndedOneBelowIt() throws Exception {
        try (MlflowOnPaper there = new MlflowOnPaper()) {
            MlflowExport.Sent sent = export(MadeRun.ofEveryKind(), there);
            assertEquals(new MlflowExport.Sent(there.url() + "/#/experiments/1", 6, 0), sent);
            assertEquals(
                    Set.of("study", "0", "1", "2", "3", "6", "7"),
                    content(there).keySet());
            Run study = there.run("study");
            assertEquals("made-1", study.info().get("run_name").textValue());
            assertEquals("FINISHED", study.info().get("status").textValue());
            assertEquals("# Ranking", study.tag("mlflow.note.content"));
            assertEquals(
                    "{searcher=random, pruner=none, trainer=toy, seed=7, trials=6, minimize=loss}",
                    study.params().toString());
            for (Run run : there.active())
                if (!run.id().equals(study.id())) assertEquals(study.id(), run.tag("mlflow.parentRunId"));
            Run pruned = there.run("1");
            assertEquals(
                    "{rate=2.5E-4, schedule==step, gamma=0.30000000000000004, units=17, batch=32}",
                    pruned.params().toString());
            assertEquals("pruned", pruned.tag("sextant.state"));
            assertEquals(
                    "[{\"key\":\"loss\",\"value\":0.75,\"timestamp\":1772600769000,\"step\":1},"
                            + " {\"key\":\"loss\",\"value\":0.25,\"timestamp\":1772600769000,\"step\":2},"
                            + " {\"key\":\"loss\",\"value\":0.5,\"timestamp\":1772600769000,\"step\":3},"
                            + " {\"key\":\"best/loss\",\"value\":0.25,\"timestamp\":1772600770500,\"step\":2}]",
                    pruned.metrics().toString());
            assertEquals("FAILED", there.run("2").info().get("status").textValue());
            assertEquals("=it said \"no\",\nand ended", there.run("3").tag("sextant.message"));
            assertEquals("0", there.run("6").tag("sextant.of"));
        }
    }

    @Test
    void whatIsThereIsNotSentAgainAndWhatCameMeanwhileIs() throws Exception {
        try (MlflowOnPaper there = new MlflowOnPaper().paged(2)) {
            MadeRun run = new MadeRun(MadeRun.LOSS)
                    .search(0.1, false, MadeRun.completed(0.5, Map.of("loss", 0.5)))
                    .search(0.2, false, MadeRun.completed(0.25, Map.of("loss", 0.25)));
            export(run.run(), there.url(), Map.of(), false);
            assertEquals("RUNNING", there.run("study").info().get("status").textValue());
            run.search(0.3, true, MadeRun.completed(0.75, Map.of("loss", 0.75)));
            MlflowExport.Sent second = export(run.run(), there);
            assertEquals(List.of(1, 2), List.of(second.sent(), second.there()));
            assertEquals("FINISHED", there.run("study").info().get("status").textValue());
            Map<String, String> before = content(there);
            there.requests.clear();
            MlflowExport.Sent third = export(run.run(), there);
            assertEquals(List.of(0, 3), List.of(third.sent(), third.there()));
            assertEquals(before, content(there));
            assertEquals(Set.of("experiments/get-by-name", "runs/search"), new TreeSet<>(there.requests));
        }
    }

    @Test
    void anExportCutShortAtAnyRequestIsFinishedByTheNextAndNothingIsThereTwice() throws Exception {
        Map<String, String> whole;
        int all;
        try (MlflowOnPaper there = new MlflowOnPaper()) {
            export(MadeRun.ofEveryKind(), there);
            whole = content(there);
            all = there.requests.size();
        }
        for (int last = 1; last <= all; last += 4)
            for (boolean done : List.of(true, false)) {
                int end = last;
                try (MlflowOnPaper there = new MlflowOnPaper()) {
                    // From here on the line is dead; the first request that it takes along may have come through.
                    there.with((request, _) -> request < end ? null : new Reply(0, "", "", done && request == end));
                    assertThrows(ExportException.class, () -> export(MadeRun.ofEveryKind(), there));
                    there.with((_, _) -> null);
                    export(MadeRun.ofEveryKind(), there);
                    assertEquals(whole, content(there), "cut short at request " + end + ", carried out: " + done);
                }
            }
    }

    @Test
    void whatPassesIsTriedAgainAndALostAnswerMakesNothingTwice() throws Exception {
        Map<String, String> whole;
        try (MlflowOnPaper there = new MlflowOnPaper()) {
            export(MadeRun.ofEveryKind(), there);
            whole = content(there);
        }
        for (Reply reply : List.of(
                Reply.of(429),
                Reply.of(503),
                new Reply(500, "text/html", "<h1>oh</h1>", false),
                new Reply(0, "", "", true),
                new Reply(504, "text/html", "late", true)))
            try (MlflowOnPaper there = new MlflowOnPaper()) {
                AtomicInteger creations = new AtomicInteger();
                there.with(
                        (_, path) -> path.equals("runs/create") && creations.getAndIncrement() % 3 == 0 ? reply : null);
                export(MadeRun.ofEveryKind(), there);
                assertEquals(whole, content(there), reply.toString());
            }
    }

    @Test
    void aLongCurveGoesInBatchesThatKeepTheLimits() throws Exception {
        double[] curve = new double[3456];
        for (int i = 0; i < curve.length; i++) curve[i] = 1.0 / (i + 1);
        try (MlflowOnPaper there = new MlflowOnPaper()) {
            Map<String, Double> metrics = Map.of("a:b", 1.0, "a/b", 2.0, "..", 3.0, "m".repeat(300), 4.0, "größe", 5.0);
            export(
                    new MadeRun(MadeRun.LOSS)
                            .search(
                                    0.1,
                                    false,
                                    new Outcome.Completed(curve[3455], 3456, metrics, new LearningCurve(curve)))
                            .run(),
                    there);
            Run run = there.run("0");
            assertEquals(3456 + 1 + 5, run.metrics().size());
            Set<String> keys = new TreeSet<>();
            for (var metric : run.metrics()) keys.add(metric.get("key").textValue());
            assertEquals(7, keys.size(), keys.toString());
            assertTrue(
                    keys.containsAll(Set.of("loss", "best/a_b", "best/a_b_2", "best/_", "best/größe")),
                    keys.toString());
        }
    }

    @Test
    void aServerThatHangsIsGivenUpInWords() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ExportException refused = assertThrows(
                    ExportException.class,
                    () -> MlflowExport.write(
                            MadeRun.ofEveryKind(),
                            MlflowAddress.of("http://127.0.0.1:" + mute.getLocalPort(), Map.of()),
                            "e",
                            "n",
                            "",
                            true,
                            new MlflowServer.Patience(Duration.ofMillis(100), 2, Duration.ofMillis(1))));
            assertEquals(
                    "the MLflow server at http://127.0.0.1:" + mute.getLocalPort()
                            + " does not answer within 0.1 s, 2 times in a row",
                    String.valueOf(refused.getMessage()));
        }
    }

    @Test
    void whoeverIsNotThereOrNotMlflowIsToldInWords() throws IOException {
        int closed;
        try (ServerSocket soon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = soon.getLocalPort();
        }
        String nobody = refused("http://127.0.0.1:" + closed, Map.of());
        assertTrue(nobody.startsWith("there is no server at http://127.0.0.1:" + closed), nobody);
        assertTrue(nobody.endsWith("Start one (mlflow server), or name another with --url."), nobody);
        Map<Reply, String> words = Map.of(
                new Reply(200, "text/html", "<html>", false),
                "is no MLflow server: it answers 200 with text/html, and no JSON",
                new Reply(404, "text/html", "<html>", false),
                "is no MLflow server: it answers 404 with text/html, and no JSON",
                Reply.of(302),
                "sends one elsewhere (302)\nName that with --url: http://elsewhere/",
                Reply.of(401),
                "answers 401: it wants to know who you are\nPut a token into MLFLOW_TRACKING_TOKEN",
                new Reply(400, "application/json", "{\"error_code\":\"X\",\"message\":\"as it is\"}", false),
                "MLflow gives no experiment my study: X: as it is",
                Reply.of(503),
                "answers 503, 3 times in a row\nWhat was sent before stays");
        for (Map.Entry<Reply, String> one : words.entrySet())
            try (MlflowOnPaper there = new MlflowOnPaper().with((_, _) -> one.getKey())) {
                String said = refused(there.url(), Map.of());
                assertTrue(said.contains(one.getValue()), said);
            }
    }

    @Test
    void aDeletedExperimentIsNotFilled() throws Exception {
        try (MlflowOnPaper there = new MlflowOnPaper()) {
            export(MadeRun.ofEveryKind(), there);
            there.delete("my study");
            assertTrue(refused(there.url(), Map.of()).startsWith("the experiment my study was deleted in MLflow"));
        }
    }

    @Test
    void secretsComeFromTheEnvironmentAlone() throws Exception {
        try (MlflowOnPaper there = new MlflowOnPaper()) {
            export(MadeRun.ofEveryKind(), there.url() + "/", Map.of("MLFLOW_TRACKING_TOKEN", "t0ken"), true);
            assertEquals(Set.of("Bearer t0ken"), new TreeSet<>(there.authorizations));
            there.authorizations.clear();
            export(
                    MadeRun.ofEveryKind(),
                    there.url(),
                    Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", "secret"),
                    true);
            assertEquals(Set.of("Basic bWU6c2VjcmV0"), new TreeSet<>(there.authorizations));
            there.with((_, _) -> Reply.of(403));
            String said = refused(there.url(), Map.of("MLFLOW_TRACKING_TOKEN", "t0ken"));
            assertTrue(said.contains("what the environment holds does not open it"), said);
            assertFalse(said.contains("t0ken"));
        }
        assertTrue(refused("https://me:secret@host", Map.of()).startsWith("--url holds a name or a password"));
        assertTrue(refused("databricks://x", Map.of()).contains("it must begin with http:// or https://"));
        assertTrue(refused("https://host?a=b", Map.of()).contains("nothing may follow the path"));
        assertTrue(refused("http:// x", Map.of()).contains("is no address of a server"));
    }

    @Test
    void aSecretOverAnOpenNetworkIsNoticed() throws ExportException {
        Map<String, String> token = Map.of("MLFLOW_TRACKING_TOKEN", "t");
        assertTrue(MlflowAddress.of("http://mlflow.example", token).exposed());
        assertFalse(MlflowAddress.of("https://mlflow.example", token).exposed());
        assertFalse(MlflowAddress.of("http://127.0.0.1:5000", token).exposed());
        assertFalse(MlflowAddress.of("http://[::1]:5000", token).exposed());
        assertFalse(MlflowAddress.of("http://mlflow.example", Map.of()).exposed());
    }

    @Test
    void aRunWithoutTrialsIsNotSent() throws Exception {
        try (MlflowOnPaper there = new MlflowOnPaper()) {
            ExportException refused =
                    assertThrows(ExportException.class, () -> export(new MadeRun(MadeRun.LOSS).run(), there));
            assertEquals("the run has no trial yet", String.valueOf(refused.getMessage()));
        }
    }
}
