// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.StoppingPlan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attempts, and what a worker needs to run one, their components in order. */
final class TaskLayout {
    /** The bytes of an attempt at least. */
    static final int ATTEMPT = 4;

    /** The bytes of a task at least. */
    static final int TASK = 30;

    private TaskLayout() {}

    static void write(Encoder out, Attempt attempt) {
        out.whole(attempt.trial());
        out.whole(attempt.number());
        out.whole(attempt.fence());
        out.again(attempt.worker());
    }

    static Attempt readAttempt(Decoder in) {
        return new Attempt(in.whole(), in.number(), in.whole(), in.again());
    }

    static void writeAll(Encoder out, List<Attempt> attempts) {
        out.list(attempts, WireLimits.ENTRIES, "attempts", TaskLayout::write);
    }

    static List<Attempt> readAll(Decoder in) {
        return in.list(WireLimits.ENTRIES, ATTEMPT, "attempts", TaskLayout::readAttempt);
    }

    static void write(Encoder out, Task task) {
        write(out, task.attempt());
        Assignment assignment = task.assignment();
        DocumentLayout.write(out, assignment.document());
        out.text(assignment.objective().metric());
        out.flag(assignment.objective().direction() == Direction.MAXIMIZE);
        Seeds seeds = assignment.seeds();
        out.bits(seeds.study());
        out.whole(seeds.training());
        out.whole(seeds.split());
        out.flag(assignment.scoreTest());
        write(out, task.plan());
        out.flag(task.timed());
        write(out, task.limits());
        out.flag(task.alone());
    }

    static Task readTask(Decoder in) {
        return new Task(
                readAttempt(in),
                new Assignment(
                        DocumentLayout.read(in),
                        new Objective(in.text(), in.flag() ? Direction.MAXIMIZE : Direction.MINIMIZE),
                        new Seeds(in.bits(), in.number(), in.number()),
                        in.flag()),
                readPlan(in),
                in.flag(),
                readLimits(in),
                in.flag());
    }

    private static void write(Encoder out, StoppingPlan plan) {
        out.list(plan.rungs(), WireLimits.RUNGS, "rungs", (_, rung) -> {
            out.whole(rung.epoch());
            out.real(rung.threshold());
            out.whole(rung.trials());
        });
        out.flag(plan.enforced());
        out.list(plan.switchedOff(), WireLimits.RUNGS, "rungs", (_, rung) -> {
            out.whole(rung.epoch());
            out.real(rung.correlation());
            out.whole(rung.trials());
        });
    }

    private static StoppingPlan readPlan(Decoder in) {
        return new StoppingPlan(
                in.list(WireLimits.RUNGS, 10, "rungs", _ -> new StoppingPlan.Rung(in.number(), in.real(), in.number())),
                in.flag(),
                in.list(
                        WireLimits.RUNGS,
                        10,
                        "rungs",
                        _ -> new StoppingPlan.SwitchedOff(in.number(), in.real(), in.number())));
    }

    private static void write(Encoder out, Limits limits) {
        out.perhaps(limits.trialTime());
        out.whole(limits.trialEpochs());
        out.perhaps(limits.studyTime());
        out.real(limits.failedShare());
        out.time(limits.sliceTime());
    }

    private static Limits readLimits(Decoder in) {
        @Nullable Duration trialTime = in.perhaps();
        int trialEpochs = in.number();
        return new Limits(trialTime, trialEpochs, in.perhaps(), in.real(), in.time());
    }
}
