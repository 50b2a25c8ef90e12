// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.tree.Problem;
import dev.sextant.studies.wiring.EmbeddedStudy;
import dev.sextant.studies.wiring.PreparedStudy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A study that is open: its trials are run by {@link #optimize} with an objective, by {@link #run} with Sextant's own
 * trainers, or one by one with {@link #ask} and {@link #tell}; each of them goes on where the one before it stood.
 * Which of the three it is does not change in the life of a study.
 *
 * <p>One result: the trials, and the ranking that they come to, are a function of what the {@link StudyBuilder} was
 * told and of what the objective makes of each trial; the number of workers, crashes and closings in between change
 * nothing.
 *
 * <p>Threads: any. Nothing is shared between studies, of which a program may have as many as it likes at a time, each
 * with its own directory. A study that runs has daemon threads of its own; one that does not has none. Nothing is
 * printed, no signal is handled, and {@code System.exit} is never called. While trials run there is a shutdown hook,
 * which does nothing but to keep a trial of {@link #run} that calls {@code System.exit} from ending the program.
 */
public final class Study implements AutoCloseable {
    private final StudyDocument document;
    private final @Nullable Path directory;
    private final Consumer<StudyEvent> listener;
    private final EmbeddedStudy study;
    private @Nullable AskedStudy asked; // guarded by this
    private boolean optimized; // guarded by this
    private boolean closed; // guarded by this

    private Study(
            StudyDocument document, @Nullable Path directory, Consumer<StudyEvent> listener, EmbeddedStudy study) {
        this.document = document;
        this.directory = directory;
        this.listener = listener;
        this.study = study;
    }

    /**
     * A study that searches for a small value.
     *
     * @param metric what the objective returns, as reports call it: {@code loss}
     * @param space what may vary
     * @return to be described further, then opened
     */
    public static StudyBuilder minimize(String metric, Space space) {
        return new StudyBuilder(StudyDocument.made(Direction.MINIMIZE, metric, space));
    }

    /**
     * A study that searches for a large value.
     *
     * @param metric what the objective returns, as reports call it: {@code accuracy}
     * @param space what may vary
     * @return to be described further, then opened
     */
    public static StudyBuilder maximize(String metric, Space space) {
        return new StudyBuilder(StudyDocument.made(Direction.MAXIMIZE, metric, space));
    }

    /**
     * The study of a study file, which is read now. Its trainer may be any: {@link #run} takes those that Sextant
     * trains, {@link #optimize} takes {@code embedded} and {@code external}, {@link #ask} takes {@code external}.
     *
     * @param file JSON or YAML; relative paths in it begin at its folder
     * @return to be changed here and there, then opened
     * @throws StudyException where the file cannot be read; what is wrong in it is told when the study is opened
     */
    public static StudyBuilder of(Path file) {
        return new StudyBuilder(StudyDocument.file(file));
    }

    /**
     * The study of the text of a study file.
     *
     * @param json JSON with comments, or YAML; relative paths in it begin at the current folder
     * @return to be changed here and there, then opened
     */
    public static StudyBuilder of(String json) {
        return new StudyBuilder(StudyDocument.text(json));
    }

    static Study open(StudyDocument document, @Nullable Path directory, Consumer<StudyEvent> listener) {
        boolean told = directory != null
                && Words.said(() -> EmbeddedStudy.trainerType(directory)).equals(StudyDocument.EXTERNAL);
        PreparedStudy prepared = prepared(told ? document.readToBeTold() : document.read(), document);
        Consumer<String> alarms = message -> listener.accept(new StudyEvent.Alarm(message));
        EmbeddedStudy study = Words.said(() -> EmbeddedStudy.of(prepared, directory, alarms));
        return new Study(document, directory, listener, study);
    }

    private static PreparedStudy prepared(StudyFile file, StudyDocument document) {
        return Words.said(() -> PreparedStudy.of(file, document.folder()));
    }

    /**
     * Runs the study to its end, calling the objective for every trial that has not ended: those of the search, then
     * those that train the leaders again. Of a study that is finished nothing runs. Returns when the study has ended,
     * or was stopped by {@link #finish} or {@link #close}; {@link #finished} tells which. In a directory the reports
     * are written by then.
     *
     * <p>Cost: 0.1 ms a trial beside the searcher's and the objective's in memory, 0.2 ms in a directory.
     *
     * @param workers trials at a time, each on a thread of its own; more than the study's window find nothing to do
     * @param objective what a trial trains; called on the workers' threads
     * @throws StudyException where the study's trials are not trained by an objective, where it runs already or is
     *     closed, where another process has its directory, or where the disk or a searcher failed. A trial that fails
     *     is none: it is in {@link #trials}, and a search of which too many fail ends early
     * @throws InterruptedException where the thread was interrupted: the study was stopped then as by {@link #close},
     *     and goes on with the next call
     */
    public void optimize(int workers, Objective objective) throws InterruptedException {
        StudyFile file = study.study().file();
        if (file.trainer().trains())
            throw StudyException.usage(
                    "the trials of %s are trained by Sextant: its trainer is %s"
                            .formatted(file.name(), file.spec().trainerType()),
                    "Run it: run(workers); or give it the trainer {\"type\": \"embedded\", \"parameters\": { … }}.");
        claim();
        try (ObjectiveTrainer trainer = new ObjectiveTrainer(objective, file)) {
            Words.waited(() -> study.run(trainer, workers, trainer::stop, listener));
        }
    }

    /** From now on the trials are not asked for. */
    private synchronized void claim() {
        if (asked != null)
            throw StudyException.usage(
                    "the trials of this study are asked for and told", "Open another study for an objective.");
        optimized = true;
    }

    /**
     * Runs the study of a study file to its end, its trials trained by Sextant, and writes its reports. They are those
     * of {@code sextant run} on the same file, byte for byte, but for what says where and when they were made.
     *
     * @param workers trainings at a time
     * @throws StudyException where the study's trials are not trained by Sextant, and otherwise as by {@link #optimize}
     * @throws InterruptedException as by {@link #optimize}
     */
    public void run(int workers) throws InterruptedException {
        StudyFile file = study.study().file();
        if (!file.trainer().trains())
            throw StudyException.usage(
                    "the trials of %s are not trained by Sextant: its trainer is %s"
                            .formatted(file.name(), file.spec().trainerType()),
                    "Say what trains them: optimize(workers, objective).");
        claim();
        Words.waited(() -> study.run(null, workers, () -> {}, listener));
    }

    /**
     * The next trial, to be trained by the caller, who reports its epochs, if it has any, and tells how it ended. So
     * many trials may be open at a time as the study's window has; in which order they are told changes nothing.
     *
     * <p>Such a study is one of {@code sextant ask-tell}: its trials are trained once, none is confirmed.
     *
     * @return open; in a directory it is durable, and is among {@link #pending} when the study is opened again
     * @throws StudyException where the budget is spent, where a trial has to be told first, or where the trials of the
     *     study are trained otherwise
     */
    public synchronized RunningTrial ask() {
        return asked().ask();
    }

    /**
     * That a trial was trained to its end.
     *
     * @param trial that {@link #ask} or {@link #pending} gave
     * @param value the study's (first) objective; one that is not finite says that the trial diverged
     * @throws StudyException where the trial was told before and differently, or is over
     */
    public void tell(RunningTrial trial, double value) {
        tell(trial, value, Map.of());
    }

    /**
     * That a trial was trained to its end, and came to more than its value.
     *
     * @param trial that {@link #ask} or {@link #pending} gave
     * @param value the study's (first) objective; one that is not finite says that the trial diverged
     * @param metrics further ones by name; those that {@link RunningTrial#metric} was told go with them
     * @throws StudyException where the trial was told before and differently, or is over, or where a metric is missing
     *     that the study judges by
     */
    public synchronized void tell(RunningTrial trial, double value, Map<String, Double> metrics) {
        asked().tell(own(trial), value, metrics);
    }

    /**
     * That a trial could not be trained.
     *
     * @param trial that {@link #ask} or {@link #pending} gave
     * @param message why, for people; one line
     * @throws StudyException where the trial was told before and differently, or is over
     */
    public synchronized void fail(RunningTrial trial, String message) {
        asked().fail(own(trial), message);
    }

    /**
     * The trials that were asked for and have not ended, those of an earlier life of the study included.
     *
     * @return by number
     * @throws StudyException where the trials of the study are trained otherwise
     */
    public synchronized List<RunningTrial> pending() {
        return asked().pending();
    }

    private static AskedTrial own(RunningTrial trial) {
        if (trial instanceof AskedTrial ours) return ours;
        throw StudyException.usage(
                "trial %d is in the hands of an objective".formatted(trial.number()), "Return its value there.");
    }

    /** Begun by the first that asks. */
    private AskedStudy asked() {
        if (closed) throw StudyException.usage("the study is closed", "Open it again to go on with it.");
        if (asked == null) {
            if (optimized)
                throw StudyException.usage(
                        "the trials of this study are trained by optimize or run",
                        "Open another study to ask for them.");
            PreparedStudy told = study.study().file().spec().trainerType().equals(StudyDocument.EXTERNAL)
                    ? study.study()
                    : prepared(document.readToBeTold(), document);
            asked = AskedStudy.open(told, directory, listener);
        }
        return asked;
    }

    /**
     * Every trial so far, of all roles: those of the search first, then those that train leaders again.
     *
     * @return by number; the outcome of one that has not ended is null
     */
    public synchronized List<Trial> trials() {
        return asked != null ? asked.trials() : Words.said(study::trials);
    }

    /**
     * The trial that is ranked first: with confirmed leaders the best by what fresh seeds say, otherwise the best of
     * the search.
     *
     * @return one that completed and keeps every constraint
     * @throws StudyException where none did, with the message of the first that failed
     */
    public Trial best() {
        List<Trial> trials = trials();
        RankedTrial winner = ranked().winner();
        if (winner != null) return trials.get(Math.toIntExact(winner.trial()));
        StringBuilder words = new StringBuilder("no trial of %d succeeded".formatted(trials.size()));
        for (Trial trial : trials)
            if (trial.outcome() instanceof Outcome.Failed(String message, var _)) {
                words.append("\n  The first failure, trial ")
                        .append(trial.number())
                        .append(": ")
                        .append(message);
                break;
            }
        throw new StudyException(StudyException.Reason.USAGE, words.toString(), null);
    }

    /**
     * The value of the study's (first) objective of the {@link #best} trial, as the search found it. What fresh seeds
     * say of it stands in the {@link #ranking}.
     *
     * @return finite
     * @throws StudyException where no trial succeeded
     */
    public double bestValue() {
        if (best().outcome() instanceof Outcome.Completed completed) return completed.value();
        throw new IllegalStateException("the best trial has completed");
    }

    /**
     * The parameters of a trial, as an objective is given them.
     *
     * @param trial one of this study's
     * @return by name, as {@link RunningTrial#parameters}
     */
    public Map<String, Object> parameters(Trial trial) {
        return new TrialValues.Maker(study.study().file().spec().template())
                .of(trial.configuration())
                .all();
    }

    /**
     * What the trials so far come to: their order, ties, intervals of confirmed leaders, advice, and what a model of
     * the response says. It is what every report shows.
     *
     * <p>Cost: up to seconds, for the model that is fitted; in a directory nothing where the study has ended.
     *
     * @return a function of the study and its trials alone
     */
    public Ranking ranking() {
        AskedStudy told;
        synchronized (this) {
            told = asked;
        }
        return told != null ? told.ranking() : Words.said(study::analysed);
    }

    private Ranking ranked() {
        AskedStudy told;
        synchronized (this) {
            told = asked;
        }
        return told != null ? told.ranked() : Words.said(study::ranked);
    }

    /**
     * Whether every trial of the study has ended, confirmations included.
     *
     * @return false where it was stopped, and before it has begun
     */
    public synchronized boolean finished() {
        return asked != null ? asked.complete() : study.finished();
    }

    /**
     * What the study's author probably did not mean, in words.
     *
     * @return a text for each, with its place; empty where nothing is odd
     */
    public List<String> warnings() {
        return study.study().warnings().stream()
                .map(Problem::text)
                .map(String::strip)
                .toList();
    }

    /**
     * Lets no more trials begin. Those that run end as they would; then {@link #optimize} or {@link #run} returns, and
     * goes on when it is called again. Returns at once.
     */
    public void finish() {
        study.finish();
    }

    /**
     * Stops now. Trials that run are interrupted and run again when the study goes on; what has ended is kept, in a
     * directory. Returns when nothing of it runs any more and its reports are written, but at once where an objective
     * calls it. An objective that makes nothing of being interrupted is left behind after 3 s. Closing again does
     * nothing.
     *
     * @throws StudyException where the reports cannot be written
     */
    @Override
    public void close() {
        AskedStudy told;
        synchronized (this) {
            told = closed ? null : asked;
            closed = true;
        }
        Words.said(() -> {
            study.close(!ObjectiveTrainer.isCaller(Thread.currentThread()));
            return true;
        });
        if (told != null) told.close();
    }
}
