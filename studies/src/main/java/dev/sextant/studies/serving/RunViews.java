// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.store.AttemptRecord;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.dashboard.RefusedRequestException;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.logging.PrintedLines;
import dev.sextant.studies.logging.TrialLines;
import dev.sextant.studies.page.Page;
import dev.sextant.studies.page.PageData;
import dev.sextant.studies.report.TrialJson;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.SavedReports;
import dev.sextant.studies.wiring.SavedRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the pages of runs and of their trials say: ranked anew where a run has changed, and kept for the runs that were
 * looked at last. Of a run that goes on a page is made anew no sooner than {@value #TIMES} times as long after the one
 * before as that took, so that looking on takes little from the search; what happens meanwhile is told by its events.
 *
 * <p>Cost: that of a ranking and of what goes with it, once for each state of a run. Memory: the trials of
 * {@value #KEPT} runs. Threads: any; two that ask for one run wait for one ranking.
 */
final class RunViews {
    /** Runs of which a ranking is kept. */
    private static final int KEPT = 4;

    /** A run that goes on is left alone so many times as long as looking at it took: 4 % of one thread. */
    private static final int TIMES = 25;

    /** It is looked at after this long in any case: the first look takes long, because nothing is warm. */
    private static final long LONGEST = 15_000_000_000L;

    /**
     * A run at one moment.
     *
     * @param state tells it from the run at another
     * @param page as its data say it, but for what may be done to it
     * @param next when it may be looked at again while it goes on, in nanoseconds from anywhere
     */
    private record View(RunState state, SavedRun run, List<Trial> trials, Ranking ranking, ObjectNode page, long next) {
        /** Whether it will do for the run as it stands now. */
        boolean holds(RunState now, long nanos) {
            boolean goesOn = now.word() == RunState.Word.RUNNING || now.word() == RunState.Word.ELSEWHERE;
            return state.text().equals(now.text()) || (goesOn && state.word() == now.word() && nanos - next < 0);
        }
    }

    private final LongSupplier nanos;
    private final Map<String, View> kept = new LinkedHashMap<>(16, 0.75f, true);

    RunViews(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What a run's page says. */
    ObjectNode page(ServedRun served, RunState state, List<String> actions) throws RefusedRequestException {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.setAll(view(served, state).page());
        ArrayNode may = page.putArray("actions");
        actions.forEach(may::add);
        return page;
    }

    /** All about one trial. */
    ObjectNode trial(ServedRun served, long number) throws RefusedRequestException {
        View view = view(served, served.state());
        List<Trial> trials = newest(served, view, number);
        if (number < 0 || number >= trials.size())
            throw new RefusedRequestException(
                    404,
                    "The run %s has no trial %d. %s"
                            .formatted(
                                    served.name(),
                                    number,
                                    trials.isEmpty()
                                            ? "It has none yet."
                                            : "Its trials are 0 to " + (trials.size() - 1) + "."));
        StudySpec spec = view.run().file().spec();
        Trial trial = trials.get(Math.toIntExact(number));
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("run", served.id());
        json.setAll(new TrialJson(spec.template(), spec.goals(), spec.searcher().name()).of(trial));
        RankedTrial ranked = ranked(view.ranking(), number);
        if (ranked == null) json.putNull("rank").putNull("tie");
        else json.put("rank", ranked.rank()).put("tie", ranked.tie());
        attempts(json.putArray("attempts"), view.run(), number);
        ArrayNode log = json.putArray("log");
        TrialLines.of(served.directory().log(), number).forEach(log::add);
        PrintedLines.last(served.directory().printed(number), TrialLines.MOST).forEach(log::add);
        return json;
    }

    /** The view's trials, or newer ones where it has not seen this one's end. */
    private static List<Trial> newest(ServedRun served, View view, long number) throws RefusedRequestException {
        List<Trial> trials = view.trials();
        boolean seen = number < 0
                || (number < trials.size() && trials.get((int) number).outcome() != null);
        return seen ? trials : trials(served, view.run());
    }

    private static List<Trial> trials(ServedRun served, SavedRun run) throws RefusedRequestException {
        HostedRun hosted = served.running();
        try {
            return hosted == null ? run.trials() : hosted.trials();
        } catch (RefusedException refused) {
            throw Refusals.of(refused);
        }
    }

    private static @Nullable RankedTrial ranked(Ranking ranking, long number) {
        for (RankedTrial ranked : ranking.trials()) if (ranked.trial() == number) return ranked;
        return null;
    }

    private static void attempts(ArrayNode json, SavedRun run, long number) throws RefusedRequestException {
        for (AttemptRecord record : attempts(run)) {
            if (record.attempt().trial() != number) continue;
            ObjectNode one = json.addObject().put("attempt", record.attempt().number());
            one.put("worker", record.attempt().worker());
            one.put("from", record.began().toString());
            one.put("to", record.ended() == null ? null : record.ended().toString());
            AttemptEnd end = record.end();
            one.put("ending", end == null ? "" : end.kind().name().toLowerCase(Locale.ROOT));
            one.put("cause", end == null ? "" : end.cause());
        }
    }

    private static List<AttemptRecord> attempts(SavedRun run) throws RefusedRequestException {
        try {
            return run.store().attempts(run.file().spec().space());
        } catch (StoreException unreadable) {
            throw Refusals.of(SavedRun.unusable(unreadable));
        }
    }

    private View view(ServedRun served, RunState state) throws RefusedRequestException {
        synchronized (served) {
            View before;
            synchronized (kept) {
                before = kept.get(served.id());
            }
            if (before != null && before.holds(state, nanos.getAsLong())) return before;
            View view = look(served, state);
            synchronized (kept) {
                kept.put(served.id(), view);
                if (kept.size() > KEPT) kept.remove(kept.keySet().iterator().next());
            }
            return view;
        }
    }

    private View look(ServedRun served, RunState state) throws RefusedRequestException {
        long began = nanos.getAsLong();
        try {
            SavedRun run = SavedRun.of(served.directory());
            SavedReports reports = new SavedReports(run);
            HostedRun hosted = served.running();
            Page page = hosted == null ? reports.page() : reports.page(hosted.trials());
            ObjectNode data = PageData.tree(page, List.of(), reports.timeline(page));
            long now = nanos.getAsLong();
            long next = now + Math.min(LONGEST, TIMES * (now - began));
            return new View(state, run, page.trials(), page.ranking(), data, next);
        } catch (RefusedException refused) {
            throw Refusals.of(refused);
        } catch (StudyFileException invalid) {
            throw Refusals.of(invalid);
        }
    }
}
