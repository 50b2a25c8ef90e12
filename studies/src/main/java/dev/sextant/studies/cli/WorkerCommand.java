// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.engine.cluster.WorkerNode;
import dev.sextant.engine.content.ContentCache;
import dev.sextant.studies.logging.LogConsole;
import dev.sextant.studies.wiring.WorkerRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains for the studies of a cluster. */
@Command(
        name = "worker",
        description = "Trains trials of studies that other machines of the cluster run. Needs no copy of a study or of"
                + " its data: both come from the machine that runs it.",
        exitCodeList = {ExitCode.SAYS_LOST, ExitCode.SAYS_INTERRUPTED, ExitCode.SAYS_TERMINATED},
        footer = {
            "",
            "Examples:",
            "  sextant worker --cluster lab/cluster.json",
            "  sextant worker --cluster lab/cluster.json --slots 4 --once"
        })
final class WorkerCommand implements Callable<Integer> {
    private static final int MOST_SLOTS = 4096;

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Trainings at a time; changes no result. Default: one for each processor.")
    private @Nullable Integer slots;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where studies and their data are kept for another time. Default: ~/.cache/sextant, or"
                    + " sextant in $XDG_CACHE_HOME.")
    private @Nullable Path cache;

    @Option(
            names = "--allow-exec",
            paramLabel = "DIR",
            description = "Train studies whose trials start programs, where this folder has an equal copy of the study"
                    + " file: only what that copy names is started. Default: none is.")
    private @Nullable Path allowed;

    @Option(names = "--once", description = "End with the first study.")
    private boolean once;

    @Option(names = "--quiet", description = "Write nothing but errors; not with --verbose.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Show on standard error what is written to the worker's log.")
    private boolean verbose;

    WorkerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        WorkerOptions.refuseEmpty("--cache", cache, spec);
        WorkerOptions.refuseEmpty("--allow-exec", allowed, spec);
        LogConsole.Detail detail = WorkerOptions.detail(quiet, verbose, spec);
        ClusterSettings settings = cluster.settings(console, quiet, spec);
        if (settings == null)
            throw new ParameterException(
                    WorkerOptions.commandLine(spec),
                    "a worker belongs to a cluster: name its file with --cluster FILE\n"
                            + "  sextant cluster init --help tells how one is made.");
        Path kept = cache == null
                ? ContentCache.standard(System.getenv(), Path.of(System.getProperty("user.home")))
                : console.current().resolve(cache);
        WorkerRun.Options options = new WorkerRun.Options(
                settings,
                slots(),
                kept,
                allowed == null ? null : console.current().resolve(allowed),
                once);
        WorkerLines lines = new WorkerLines(settings.name(), quiet ? _ -> {} : this::say);
        AtomicInteger signalled = new AtomicInteger();
        AtomicReference<WorkerRun> running = new AtomicReference<>();
        LogConsole.show(detail, this::say);
        try (Interrupts.Listening _ = console.interrupts().listen(code -> interrupt(running, code, signalled, lines));
                WorkerRun run = WorkerRun.begin(options, lines::accept, lines::fetched)) {
            running.set(run);
            lines.began(run.address(), run.sought(), options.slots());
            if (signalled.get() != 0) run.finish();
            return exit(run.await(), signalled.get());
        } finally {
            LogConsole.reset();
        }
    }

    private int slots() {
        if (slots == null) return Runtime.getRuntime().availableProcessors();
        if (slots < 1 || slots > MOST_SLOTS)
            throw new ParameterException(
                    WorkerOptions.commandLine(spec), "--slots " + slots + ": must be from 1 to " + MOST_SLOTS);
        return slots;
    }

    private synchronized void say(String line) {
        console.err().println(line);
        console.err().flush();
    }

    /** As a run is interrupted: first in order, then at once. */
    private void interrupt(AtomicReference<WorkerRun> running, int code, AtomicInteger signalled, WorkerLines lines) {
        WorkerRun run = running.get();
        if (!signalled.compareAndSet(0, code)) {
            if (run != null) run.leave();
            return;
        }
        lines.stopping(code == ExitCode.INTERRUPTED);
        if (run != null) run.finish();
        if (code == ExitCode.TERMINATED)
            Deadline.begin(
                    () -> leave(running.get()), () -> console.interrupts().halt(code));
    }

    private static void leave(@Nullable WorkerRun run) {
        if (run != null) run.leave();
    }

    private int exit(WorkerNode.End end, int signalled) {
        return switch (end.ending()) {
            case DONE -> signalled;
            case REFUSED -> {
                failure(end.words());
                yield ExitCode.USAGE;
            }
            case LOST -> {
                failure(end.words());
                yield signalled == 0 ? ExitCode.LOST : signalled;
            }
        };
    }

    private void failure(String words) {
        say(console.colors().failure("sextant:") + " " + words);
    }
}
