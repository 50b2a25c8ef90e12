// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.store.AttemptRecord;
import dev.sextant.engine.store.SqliteStore;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.dashboard.RefusedRequestException;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.logging.TrialLines;
import dev.sextant.studies.page.Page;
import dev.sextant.studies.page.PageData;
import dev.sextant.studies.page.Timeline;
import dev.sextant.studies.report.TrialJson;
import dev.sextant.studies.wiring.RefusedException;
import dev.sextant.studies.wiring.RunDirectory;
import dev.sextant.studies.wiring.SavedReports;
import dev.sextant.studies.wiring.SavedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pages of runs and of their trials say: ranked anew where a run has changed, and kept for the runs that were
 * looked at last.
 *
 * <p>Cost: that of a ranking and of what goes with it, once for each state of a run. Memory: the trials of
 * {@value #KEPT} runs. Threads: any; two that ask for one run wait for one ranking.
 */
final class RunViews {
    /** Runs of which a ranking is kept. */
    private static final int KEPT = 4;

    /**
     * A run at one moment.
     *
     * @param state tells it from the run at another
     */
    private record View(String state, SavedRun run, List<Trial> trials, Ranking ranking, Page page) {}

    private final Map<String, View> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** What a run's page says, but for what may be done to it. */
    ObjectNode page(ServedRun served, List<String> actions) throws RefusedRequestException {
        View view = view(served, true);
        return PageData.tree(view.page(), actions, Timeline.of(attempts(view.run()), view.trials()));
    }

    /** All about one trial. */
    ObjectNode trial(ServedRun served, long number) throws RefusedRequestException {
        View view = view(served, false);
        if (number >= view.trials().size()) view = view(served, true);
        List<Trial> trials = view.trials();
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
        return json;
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
        Path store = run.directory().store();
        try {
            return Files.exists(store)
                    ? SqliteStore.attempts(store, run.file().spec().space())
                    : List.of();
        } catch (StoreException unreadable) {
            throw Refusals.of(SavedRun.unusable(unreadable));
        }
    }

    /** @param newest whether a view that was overtaken will not do */
    private View view(ServedRun served, boolean newest) throws RefusedRequestException {
        synchronized (served) {
            String state = served.state().text();
            View before;
            synchronized (kept) {
                before = kept.get(served.id());
            }
            if (before != null && (before.state().equals(state) || (!newest && served.running() != null)))
                return before;
            View view = look(served, state);
            synchronized (kept) {
                kept.put(served.id(), view);
                if (kept.size() > KEPT) kept.remove(kept.keySet().iterator().next());
            }
            return view;
        }
    }

    private static View look(ServedRun served, String state) throws RefusedRequestException {
        RunDirectory directory = served.directory();
        try {
            SavedRun run = SavedRun.of(directory);
            HostedRun hosted = served.running();
            List<Trial> trials = hosted == null ? run.trials() : hosted.trials();
            Ranking ranking = run.analysed(trials);
            Page.Ending ending = switch (served.state().word()) {
                case RUNNING, ELSEWHERE -> Page.Ending.RUNNING;
                case FINISHED -> Page.Ending.FINISHED;
                case OUT_OF_TIME -> Page.Ending.OUT_OF_TIME;
                case STOPPED, UNREADABLE -> Page.Ending.STOPPED;
            };
            Map<String, String> facts = new SavedReports(run).provenance();
            StudySpec spec = run.file().spec();
            return new View(state, run, trials, ranking, new Page(ranking, trials, spec.description(), facts, ending));
        } catch (RefusedException refused) {
            throw Refusals.of(refused);
        } catch (StudyFileException invalid) {
            throw Refusals.of(invalid);
        }
    }
}
