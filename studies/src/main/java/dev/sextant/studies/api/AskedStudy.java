// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import dev.sextant.engine.asktell.AskTell;
import dev.sextant.engine.asktell.Asked;
import dev.sextant.engine.asktell.RefusedCommandException;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.wiring.AskTellRun;
import dev.sextant.studies.wiring.PreparedStudy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A study whose trials are asked for and told. Threads: any. */
final class AskedStudy {
    private final AskTellRun run;
    private final AskTell session;
    private final StudyFile file;
    private final TrialValues.Maker values;
    private final Consumer<StudyEvent> listener;

    private AskedStudy(AskTellRun run, StudyFile file, Consumer<StudyEvent> listener) {
        this.run = run;
        this.session = run.session();
        this.file = file;
        this.values = new TrialValues.Maker(file.spec().template());
        this.listener = listener;
    }

    static AskedStudy open(PreparedStudy study, @Nullable Path directory, Consumer<StudyEvent> listener) {
        return Words.said(() -> new AskedStudy(
                AskTellRun.of(study, directory, message -> listener.accept(new StudyEvent.Alarm(message))),
                study.file(),
                listener));
    }

    synchronized RunningTrial ask() {
        return Words.said(() -> {
            Asked asked = session.ask();
            Trial trial = trial(asked.trial());
            listener.accept(new StudyEvent.TrialStarted(trial));
            return trial(trial);
        });
    }

    private Trial trial(long number) {
        return session.trials().get(Math.toIntExact(number));
    }

    private AskedTrial trial(Trial trial) {
        StudySpec spec = file.spec();
        return new AskedTrial(
                this,
                values.of(trial.configuration()),
                trial.number(),
                file.trainer().epochs(spec.template().fill(trial.configuration())),
                Seeds.ofSearch(spec.seed(), trial.number()).number());
    }

    /** Epochs that were left out have the value of the one before. */
    synchronized void report(AskedTrial trial, int epoch, double value, Map<String, Double> metrics) {
        Outcome end = Words.said(() -> Optional.ofNullable(hear(trial.number(), epoch, value, metrics)))
                .orElse(null);
        if (end == null) return;
        ended(trial);
        throw new TrialPruned("trial %d is over after epoch %d"
                .formatted(trial.number(), end.curve().epochs()));
    }

    private @Nullable Outcome hear(long trial, int epoch, double value, Map<String, Double> metrics)
            throws RefusedCommandException, StoreException {
        LearningCurve curve = session.reported(trial);
        double before = curve.epochs() == 0 ? value : curve.at(curve.epochs());
        for (int skipped = curve.epochs() + 1; skipped < epoch; skipped++) {
            Outcome end = session.report(trial, skipped, before);
            if (end != null) return end;
        }
        return session.report(trial, epoch, value, metrics);
    }

    synchronized void tell(AskedTrial trial, double value, Map<String, Double> metrics) {
        Goals goals = file.spec().goals();
        Map<String, Double> all = new TreeMap<>(trial.metrics());
        all.putAll(metrics);
        all.put(goals.first().metric(), value);
        boolean finite = true;
        for (String metric : goals.metrics()) {
            Double told = all.get(metric);
            if (told == null)
                throw StudyException.usage(
                        "the study judges by %s, and it was not told of trial %d".formatted(metric, trial.number()),
                        "Tell it with the value, or by metric(\"%s\", …).".formatted(metric));
            finite &= Double.isFinite(told);
        }
        boolean completed = finite;
        end(
                trial,
                Words.said(() -> completed
                        ? session.completed(trial.number(), value, all)
                        : diverged(session.reported(trial.number()), trial.epochs(), value)));
    }

    private static Outcome diverged(LearningCurve reported, int epochs, double value) {
        if (reported.epochs() >= epochs) return new Outcome.Diverged(reported);
        CurveRecorder curve = new CurveRecorder(reported);
        curve.add(Double.isFinite(value) ? Double.NaN : value, Map.of());
        return new Outcome.Diverged(curve.curve());
    }

    synchronized void fail(AskedTrial trial, String message) {
        end(trial, new Outcome.Failed(message.lines().findFirst().orElse("")));
    }

    private void end(AskedTrial trial, Outcome outcome) {
        Words.said(() -> {
            session.tell(trial.number(), outcome);
            return true;
        });
        ended(trial);
    }

    private void ended(AskedTrial trial) {
        listener.accept(new StudyEvent.TrialEnded(trial(trial.number())));
    }

    synchronized List<RunningTrial> pending() {
        List<RunningTrial> pending = new ArrayList<>();
        for (Asked asked : session.pending()) pending.add(trial(trial(asked.trial())));
        return pending;
    }

    synchronized List<Trial> trials() {
        return session.trials();
    }

    synchronized boolean complete() {
        return session.complete();
    }

    synchronized Ranking ranking() {
        return run.analysed();
    }

    synchronized Ranking ranked() {
        return run.ranked();
    }

    synchronized void close() {
        Words.said(() -> {
            run.close();
            return true;
        });
    }
}
