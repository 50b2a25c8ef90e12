// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;

/**
 * The course of a schedule that is a function of time: counts epochs or mini-batches.
 *
 * <p>Cost: one evaluation of the schedule's formula a tick; rate and momentum are looked up.
 */
final class Clock implements Course {
    private final TimedSchedule schedule;
    private final double base;
    private final int ticksPerEpoch;
    private long epochs;
    private long tick;
    private double rate;
    private double momentum;

    Clock(TimedSchedule schedule, double base, int batches) {
        this.schedule = schedule;
        this.base = base;
        ticksPerEpoch = schedule.per().ticks(batches);
        look();
    }

    @Override
    public double rate() {
        return rate;
    }

    @Override
    public double momentum() {
        return momentum;
    }

    @Override
    public void batch() {
        // The epoch's last tick comes with its end.
        if (tick + 1 >= (epochs + 1) * ticksPerEpoch) return;
        tick++;
        look();
    }

    @Override
    public void advance(double metric) {
        epochs++;
        tick = epochs * ticksPerEpoch;
        look();
    }

    private void look() {
        // A factor above 1 may lead beyond the largest number: the rate stays there, and the training diverges.
        rate = Math.min(schedule.rate(base, tick, ticksPerEpoch), Double.MAX_VALUE);
        momentum = schedule.momentum(tick, ticksPerEpoch);
    }

    @Override
    public void write(StateWriter out) {
        out.of("clock").put(epochs).put(tick);
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        in.of("clock");
        epochs = in.wide(Integer.MAX_VALUE);
        tick = in.wide((epochs + 1) * ticksPerEpoch);
        look();
    }
}
