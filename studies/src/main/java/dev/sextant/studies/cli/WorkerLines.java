// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.cluster.WorkerEvent;
import dev.sextant.engine.content.FetchProgress;
import java.util.function.Consumer;

/** A worker's life in a few lines: what it waits for, what it trains for, what troubles it. Threads: any. */
final class WorkerLines {
    /** Of a file on its way a line is written whenever so much more of it has come, in percent. */
    private static final int STEP = 25;

    /** A smaller one is here before anybody has read that it comes. */
    private static final long SMALL = 16 << 20;

    private final String cluster;
    private final Consumer<String> out;
    private String address = "";
    private String sought = "";
    private String file = "";
    private long told;

    /** @param out takes a line */
    WorkerLines(String cluster, Consumer<String> out) {
        this.cluster = cluster;
        this.out = out;
    }

    synchronized void began(String at, String soughtFor, int slots) {
        address = at;
        sought = soughtFor;
        out.accept("worker of cluster " + cluster + " at " + address + ", " + Figures.count(slots, "slot")
                + ": looks for a study");
    }

    void stopping(boolean again) {
        out.accept("stopping: the running trials end as they would"
                + (again
                        ? " (Ctrl-C again to give them back now)"
                        : " (those that take longer than " + Deadline.STOP.toSeconds() + " s are given back)"));
    }

    synchronized void accept(WorkerEvent event) {
        switch (event) {
            case WorkerEvent.Waiting(var others, var troubles) -> {
                out.accept(waiting(others.size()));
                troubles.forEach(trouble -> out.accept("  " + trouble));
            }
            case WorkerEvent.Joined _ -> out.accept("a study: fetching what it needs");
            case WorkerEvent.Began(String study, int slots) ->
                out.accept(study + ": training, " + Figures.count(slots, "trial") + " at a time");
            case WorkerEvent.Led(String study) ->
                out.accept(study + ": another coordinator has taken over; what runs goes on");
            case WorkerEvent.Ended(String study, String words) ->
                out.accept(study + ": over" + (words.isEmpty() ? "" : "; " + words));
            case WorkerEvent.Unfit(String words) -> out.accept("cannot train this study: " + words);
            case WorkerEvent.Silent(String study, long seconds) ->
                out.accept(study + ": the coordinator has not answered for " + seconds + " s; what runs goes on");
            case WorkerEvent.Heard(String study) -> out.accept(study + ": the coordinator answers again");
        }
    }

    private String waiting(int others) {
        if (others > 0)
            return "still waiting: " + Figures.count(others, "other machine") + (others == 1 ? " is" : " are")
                    + " in the cluster, and none answers that it runs a study";
        return "still waiting: no other machine of the cluster " + cluster + " is found; tried " + sought
                + "\n  One of them must run, its cluster must have this name, and the network must carry its port.";
    }

    synchronized void fetched(String path, long bytes, long size) {
        if (size < SMALL) return;
        if (!path.equals(file)) {
            file = path;
            told = 0;
        }
        long percent = 100 * bytes / size;
        if (percent < told + STEP) return;
        told = percent / STEP * STEP;
        out.accept("fetching " + FetchProgress.text(path, bytes, size));
    }
}
