// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.dashboard.Feed;
import dev.sextant.studies.report.RunLine;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.RunList;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run that a server shows, and whoever runs it.
 *
 * <p>Threads: any.
 */
final class ServedRun {
    private final String id;
    private final RunDirectory directory;
    private final Feed feed = new Feed();
    private volatile FollowedRun followed;
    private final LongSupplier nanos;

    private volatile @Nullable HostedRun hosted;
    private String read = "";
    private @Nullable RunLine line;

    ServedRun(String id, RunDirectory directory, LongSupplier nanos) {
        this.id = id;
        this.directory = directory;
        this.nanos = nanos;
        this.followed = new FollowedRun(directory, feed, nanos);
    }

    String id() {
        return id;
    }

    RunDirectory directory() {
        return directory;
    }

    /** What people call it. */
    String name() {
        Path name = directory.path().toAbsolutePath().normalize().getFileName();
        return name == null ? directory.path().toString() : name.toString();
    }

    Feed feed() {
        return feed;
    }

    /** Whoever runs it in this process; null where it does not run here. */
    @Nullable
    HostedRun running() {
        HostedRun now = hosted;
        return now == null || now.isOver() ? null : now;
    }

    void host(HostedRun run) {
        hosted = run;
        // What this process does is told by it; whoever goes on after it is followed from there.
        followed = new FollowedRun(directory, feed, nanos);
    }

    LongSupplier nanos() {
        return nanos;
    }

    /** Tells those who listen what has happened since the last time. */
    void tick() {
        HostedRun running = running();
        if (running != null) running.tick();
    }

    /** Looks at what another process does, where somebody listens. */
    void follow() {
        if (running() == null && feed.listeners() > 0) followed.tick();
    }

    RunState state() {
        HostedRun running = running();
        if (running != null) {
            // Its trials say how far it is; those that have begun count, too.
            long ended = running.trials().stream()
                    .filter(trial -> trial.outcome() != null)
                    .count();
            return new RunState(
                    RunState.Word.RUNNING, "running " + running.trials().size() + " " + ended, running.isStopping());
        }
        RunFiles files = RunFiles.of(directory);
        RunState.Word word = switch (line(files).state()) {
            case RUNNING -> RunState.Word.ELSEWHERE;
            case FINISHED -> RunState.Word.FINISHED;
            case STOPPED -> RunState.Word.STOPPED;
            case OUT_OF_TIME -> RunState.Word.OUT_OF_TIME;
            case DAMAGED -> RunState.Word.UNREADABLE;
        };
        return new RunState(word, word + " " + files.text(), false);
    }

    private synchronized RunLine line(RunFiles files) {
        RunLine known = line;
        if (known != null && read.equals(files.text())) return known;
        RunLine now;
        try {
            RunList list = RunList.of(directory.path(), directory.path().toString());
            now = list.runs().isEmpty() ? damaged("It is gone.") : list.runs().getFirst();
        } catch (RefusedException unreadable) {
            now = damaged(String.valueOf(unreadable.getMessage()));
        }
        line = now;
        read = files.text();
        return now;
    }

    private RunLine damaged(String problem) {
        return new RunLine(
                name(),
                Instant.EPOCH,
                RunLine.State.DAMAGED,
                "",
                "",
                -1,
                -1,
                "",
                Double.NaN,
                false,
                -1,
                Map.of(),
                problem);
    }

    /** When its study was written. */
    Instant begun() {
        return line(RunFiles.of(directory)).begun();
    }

    /** Its line in the list of runs. */
    ObjectNode listed() {
        RunLine now = line(RunFiles.of(directory));
        RunState state = state();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("study", now.study()).put("state", state.word().shown());
        number(json, "trials", now.ended());
        number(json, "budget", now.budget());
        if (Double.isFinite(now.best())) json.put("best", now.best());
        else json.putNull("best");
        json.put("metric", now.metric()).put("directory", name());
        if (now.begun().equals(Instant.EPOCH)) json.putNull("started");
        else json.put("started", now.begun().toString());
        String message = switch (state.word()) {
            case UNREADABLE -> now.problem();
            case OUT_OF_TIME -> "Its limit of time has stopped it.";
            case RUNNING -> state.stopping() ? "It is stopping." : "";
            case ELSEWHERE, STOPPED, FINISHED -> "";
        };
        return json.put("message", message);
    }

    private static void number(ObjectNode json, String name, long number) {
        if (number < 0) json.putNull(name);
        else json.put(name, number);
    }
}
