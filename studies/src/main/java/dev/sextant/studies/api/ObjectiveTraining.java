// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.TrialReports;
import dev.sextant.engine.worker.FailureWords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trial: an objective that runs on a thread of its own, and says one thing at a time to the thread of the slices,
 * which answers. After a report the objective waits until the engine has decided whether the trial goes on: where it
 * does the next slice is asked for, otherwise the training is closed.
 *
 * <p>Threads: {@link #step} and {@link #close} on that of the slices, {@link #run} and {@link #report} on the
 * objective's, {@link #stop} on any.
 */
final class ObjectiveTraining implements Training {
    /** A slice in which nothing is said ends after this, so that the training can be stopped. */
    private static final Duration SLICE = Duration.ofMillis(100);

    /** One that has heard that its trial is over cleans up for so long, before it is interrupted where that hurries. */
    private static final Duration POLITE = Duration.ofSeconds(1);

    /** One that makes nothing of being interrupted is waited for so long, then left behind. */
    private static final Duration LEFT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ObjectiveTraining.class);

    /** What calls the objective. */
    interface Call {
        double value() throws Exception;
    }

    private final ObjectiveTrainer trainer;
    private final String metric;
    private final TrialReports reports;
    private final ObjectiveTrial trial;
    private final Handover handover = new Handover();
    private boolean begun;

    /**
     * A training that has not begun.
     *
     * @param epochs the most that may be reported; 0 for a study without
     * @param trial made of the training that it reports to
     */
    ObjectiveTraining(
            ObjectiveTrainer trainer,
            Objective objective,
            int epochs,
            Function<ObjectiveTraining, ObjectiveTrial> trial) {
        this.trainer = trainer;
        this.metric = objective.metric();
        this.reports = new TrialReports(epochs, objective, true);
        this.trial = trial.apply(this);
    }

    @Override
    public Progress step() {
        if (!begun) {
            begun = true;
            trainer.call(this, trial);
        }
        try {
            while (true) {
                TrialReports.Epoch told = reports.next();
                if (told != null) return new Progress.Epoch(told.epoch(), told.value(), told.readings());
                Handover.Said said = handover.hear(SLICE);
                if (said == null) return new Progress.Running();
                // It may come of being interrupted, and is no outcome: the trial is run again.
                if (trainer.closing()) return new Progress.Running();
                switch (said) {
                    case Handover.Report report -> {
                        if (!Double.isFinite(report.value()))
                            return new Progress.Done(reports.diverged(report.value()));
                        String wrong = reports.report(report.epoch(), report.value(), report.metrics());
                        if (wrong != null) handover.refuse(wrong);
                    }
                    case Handover.Returned(double value) -> {
                        return new Progress.Done(ended(value));
                    }
                    case Handover.Threw(Throwable thrown) -> {
                        return new Progress.Done(failed(thrown));
                    }
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return new Progress.Running();
        }
    }

    private Outcome ended(double value) {
        Outcome outcome = reports.end(value, trial.metrics());
        if (outcome == null) throw new IllegalStateException("the value of " + metric + " was said");
        return outcome;
    }

    /** Errors of the machine are the engine's affair. */
    private Outcome failed(Throwable thrown) {
        if (thrown instanceof Error error && !(thrown instanceof AssertionError)) throw error;
        LOG.atWarn().setCause(thrown).addKeyValue("trial", trial.number()).log("trial {} failed", trial.number());
        return new Outcome.Failed(words(thrown), reports.curve());
    }

    private static String words(Throwable thrown) {
        return thrown instanceof StudyException ours
                ? String.valueOf(ours.getMessage()).lines().findFirst().orElse("")
                : FailureWords.line(thrown);
    }

    /** Calls the objective, on its own thread. */
    void run(Call call) {
        Handover.Said last;
        try {
            if (!handover.begin(Thread.currentThread())) throw new CancellationException("the trial is over already");
            last = new Handover.Returned(call.value());
        } catch (Throwable thrown) {
            last = new Handover.Threw(thrown);
        }
        handover.end(last);
    }

    /** See {@link RunningTrial#report}; returns where the trial goes on. */
    void report(int epoch, double value, Map<String, Double> metrics) {
        if (epoch < 1)
            throw StudyException.usage("epoch %d was reported".formatted(epoch), "Epochs are counted from 1.");
        String refused = switch (handover.say(new Handover.Report(epoch, value, metrics))) {
            case Handover.GoOn() -> "";
            case Handover.Refused(String wrong) -> wrong;
            case Handover.Over() -> {
                if (trainer.closing())
                    throw new CancellationException(
                            "the study was closed; trial %d is run again when it goes on".formatted(trial.number()));
                throw new TrialPruned("trial %d is over after epoch %d".formatted(trial.number(), epoch));
            }
        };
        if (!refused.isEmpty())
            throw StudyException.usage(
                    refused, "Report each epoch once, from 1 to %d: see epochs().".formatted(trial.epochs()));
    }

    /** Its study is being closed. */
    void stop() {
        handover.over();
    }

    /** Returns when the objective has: the next trial is not to run beside it. */
    @Override
    public void close() {
        if (!begun) return;
        try {
            boolean heard = handover.over();
            while (heard && !trainer.closing()) if (handover.awaitEnd(SLICE)) return;
            if (handover.awaitEnd(POLITE)) return;
            handover.interrupt();
            if (handover.awaitEnd(LEFT)) return;
            LOG.warn("the objective goes on though trial {} is over; its thread is left behind", trial.number());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
